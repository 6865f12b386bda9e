import Handlebars from 'handlebars/dist/handlebars.js';
import { type Checked, type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { offsetAt, type Source } from '../diagnostics/source.ts';
import { markSafe, type SafeHtml } from '../model/html.ts';
import { checkNames } from './check-template.ts';
import { blockHelpers, type DrawContext, helpers } from './helpers.ts';

export type Template = (view: object, context: DrawContext) => Checked<SafeHtml>;

export interface Templates {
  /** Compiles a template; `names` are the top-level names that it may use. */
  readonly compile: (source: Source, names: ReadonlySet<string>) => Checked<Template>;
}

/** Wraps HTML that is known to be safe, so that `{{name}}` prints it as it is. */
export function safeString(html: SafeHtml): object {
  return new Handlebars.SafeString(html);
}

/**
 * Templates in an instance of their own: only the helpers of `helpers.ts`, no access to prototypes, no decorators.
 * Templates and themes are code and trusted; content never becomes a template.
 */
export function openTemplates(partials: ReadonlyMap<string, Source>): Templates {
  const engine = Handlebars.create();
  let current: DrawContext = { steps: false, labels: new Map() };
  registerHelpers(engine, () => current);
  for (const [name, source] of partials) engine.registerPartial(name, source.text);
  const brokenPartials = checkPartials(engine, partials);
  let partialsReported = false;

  return {
    compile: (source, names) => {
      const diagnostics: Diagnostic[] = partialsReported ? [] : [...brokenPartials];
      partialsReported = true;
      const parsed = parse(engine, source);
      if (parsed.value === undefined) return { diagnostics: [...diagnostics, ...parsed.diagnostics] };
      diagnostics.push(...checkNames(parsed.value, { source, names, partials: new Set(partials.keys()) }));
      if (diagnostics.length > 0) return { diagnostics };
      const run = engine.compile(source.text, {
        knownHelpersOnly: true,
        knownHelpers: Object.fromEntries(
          [...Object.keys(helpers), ...blockHelpers].map((name) => [name, true]),
        ) as never,
        strict: false,
        noEscape: false,
      });
      return {
        value: (view, context) => {
          current = context;
          return draw(run, source, view);
        },
        diagnostics,
      };
    },
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

function registerHelpers(engine: typeof Handlebars, context: () => DrawContext): void {
  for (const [name, helper] of Object.entries(helpers)) {
    engine.registerHelper(name, (...all: unknown[]) => {
      // Handlebars adds its options as the last argument.
      const value = helper(context(), ...all.slice(0, -1));
      return name === 'stepAt' ? new Handlebars.SafeString(String(value)) : value;
    });
  }
  engine.registerHelper('times', function (this: unknown, count: unknown, options: Handlebars.HelperOptions) {
    let out = '';
    for (let index = 0; index < Math.min(Number(count), 1000); index++) {
      const data = Handlebars.createFrame(options.data);
      data.index = index;
      out += options.fn(this, { data });
    }
    return out;
  });
  // Debugging and prototype helpers have no place in a layout.
  engine.unregisterHelper('log');
  engine.unregisterHelper('lookup');
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
      : checkNames(parsed.value, { source, names: undefined, partials: known });
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
