import { createRequire } from 'node:module';
import type Handlebars from 'handlebars/dist/handlebars.js';
import { type Checked, type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { offsetAt, type Source } from '../diagnostics/source.ts';
import { markSafe, type SafeHtml } from '../model/html.ts';
import { checkNames, type TemplateKind } from './check-template.ts';
import { compileOptions, prepareEngine, Runtime } from './engine.ts';
import type { DrawContext } from './helpers.ts';
import { findPrecompiled } from './precompiled.ts';
import { type Shape, unknown } from './shape.ts';

const require = createRequire(import.meta.url);

export type Template = (view: object, context: DrawContext) => Checked<SafeHtml>;

export interface Templates {
  /** Compiles a template; `shape` is what it sees. */
  readonly compile: (source: Source, shape: Shape, kind?: TemplateKind) => Checked<Template>;
}

/**
 * Templates in an instance of their own: only the helpers of `helpers.ts`, no access to prototypes, no decorators.
 * Templates and themes are code and trusted; content never becomes a template.
 */
export function openTemplates(partials: ReadonlyMap<string, Source>): Templates {
  let current: DrawContext = { steps: false, labels: new Map(), lang: 'en' };
  const context = (): DrawContext => current;
  const ready = lazy(() => openPrecompiled(partials, context));
  const compiler = lazy(() => openCompiler(partials, context));
  return {
    compile: (source, shape, kind) => {
      const made = ready()?.(source, shape) ?? compiler()(source, shape, kind);
      const run = made.value;
      if (run === undefined) return { diagnostics: made.diagnostics };
      return {
        value: (view, drawing) => {
          current = drawing;
          return draw(run, source, view);
        },
        diagnostics: made.diagnostics,
      };
    },
  };
}

type Run = (view: object) => string;
type Compile = (source: Source, shape: Shape, kind?: TemplateKind) => Checked<Run>;

/** Built-in templates were read, checked and compiled by the build. Only when every partial is a built-in one, too. */
function openPrecompiled(
  partials: ReadonlyMap<string, Source>,
  context: () => DrawContext,
): ((...args: Parameters<Compile>) => Checked<Run> | undefined) | undefined {
  const found = [...partials].map(([name, { text }]) => ({ name, spec: findPrecompiled(text, unknown) }));
  if (found.length === 0 || found.some(({ spec }) => spec === undefined)) return undefined;
  const engine = Runtime.create();
  prepareEngine(engine, context);
  for (const { name, spec } of found)
    engine.registerPartial(name, engine.template(spec as TemplateSpecification));
  return ({ text }, shape) => {
    const spec = findPrecompiled(text, shape);
    return spec === undefined ? undefined : { value: engine.template(spec), diagnostics: [] };
  };
}

/** Reads, checks and compiles templates from their text. The compiler is loaded when it is first needed. */
function openCompiler(partials: ReadonlyMap<string, Source>, context: () => DrawContext): Compile {
  const engine = (require('handlebars/dist/handlebars.js') as typeof Handlebars).create();
  prepareEngine(engine, context);
  for (const [name, source] of partials) engine.registerPartial(name, source.text);
  let pending = checkPartials(engine, partials);
  return (source, shape, kind = 'layout') => {
    const diagnostics = [...pending];
    pending = [];
    const parsed = parse(engine, source);
    if (parsed.value === undefined) return { diagnostics: [...diagnostics, ...parsed.diagnostics] };
    diagnostics.push(
      ...checkNames(parsed.value, { source, shape, kind, partials: new Set(partials.keys()) }),
    );
    return diagnostics.length > 0
      ? { diagnostics }
      : { value: engine.compile(source.text, compileOptions), diagnostics };
  };
}

function lazy<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function draw(run: (view: object) => string, source: Source, view: object): Checked<SafeHtml> {
  try {
    return { value: markSafe(run(view)), diagnostics: [] };
  } catch (error) {
    const message = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    return {
      diagnostics: [
        diagnose('template-failed', `the template failed: ${message}`, {
          span: { source, start: 0, end: 0 },
        }),
      ],
    };
  }
}

function parse(engine: typeof Handlebars, source: Source): Checked<hbs.AST.Program> {
  try {
    return { value: engine.parse(source.text), diagnostics: [] };
  } catch (error) {
    return { diagnostics: [syntaxFault(source, error)] };
  }
}

function checkPartials(engine: typeof Handlebars, partials: ReadonlyMap<string, Source>): Diagnostic[] {
  const known = new Set(partials.keys());
  return [...partials.values()].flatMap((source) => {
    const parsed = parse(engine, source);
    return parsed.value === undefined
      ? [...parsed.diagnostics]
      : checkNames(parsed.value, { source, shape: unknown, partials: known });
  });
}

/** Handlebars puts the line into its message only; the rest of the message repeats the template. */
function syntaxFault(source: Source, error: unknown): Diagnostic {
  const message = error instanceof Error ? error.message : String(error);
  const line = Number(/line (\d+)/.exec(message)?.[1] ?? 1);
  const expecting = /Expecting (.*), got '(\w+)'/.exec(message);
  const mismatch = /^(\S+) doesn't match (\S+)/.exec(message);
  const why =
    mismatch !== null
      ? `\`{{#${mismatch[1]}}}\` is closed by \`{{/${mismatch[2]}}}\``
      : expecting?.[2] === 'EOF'
        ? 'something that was opened is not closed before the end'
        : 'the braces on this line or before it do not close';
  const start = offsetAt(source, line, 1);
  const text = source.text.slice(start).split('\n', 1)[0] ?? '';
  const indent = text.length - text.trimStart().length;
  return diagnose('template-syntax', `the template cannot be read: ${why}`, {
    span: { source, start: start + indent, end: start + text.trimEnd().length },
  });
}
