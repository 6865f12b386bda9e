import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { offsetAt, type Source, type Span } from '../diagnostics/source.ts';
import { blockHelpers, helpers } from './helpers.ts';

export interface NameScope {
  readonly source: Source;
  /** Top-level names; undefined for a partial, which is drawn in many scopes. */
  readonly names: ReadonlySet<string> | undefined;
  readonly partials: ReadonlySet<string>;
}

const blocks: ReadonlySet<string> = new Set(blockHelpers);

/** The parts of Handlebars' syntax tree that are walked; its own types do not cover blocks. */
interface AstNode {
  readonly type: string;
  readonly loc: {
    readonly start: { line: number; column: number };
    readonly end: { line: number; column: number };
  };
  readonly body?: readonly AstNode[];
  readonly path?: AstNode;
  readonly name?: AstNode;
  readonly params?: readonly AstNode[];
  readonly hash?: { readonly pairs: readonly { readonly value: AstNode }[] };
  readonly program?: AstNode;
  readonly inverse?: AstNode;
  readonly original?: unknown;
  /** Of a stretch of HTML: its text. */
  readonly value?: unknown;
  readonly parts?: readonly string[];
  readonly depth?: number;
  readonly data?: boolean;
}

/**
 * Holds the names, helpers and partials of a template against what there is: a slip would be a blank on stage.
 * Names inside `each` and `with` belong to an item and are not looked at.
 */
export function checkNames(program: unknown, scope: NameScope): Diagnostic[] {
  const found: Diagnostic[] = [];
  visit(program as AstNode, true, scope, found);
  return found;
}

function visit(node: AstNode, atTop: boolean, scope: NameScope, found: Diagnostic[]): void {
  if (node.type === 'Program') {
    for (const child of node.body ?? []) visit(child, atTop, scope, found);
    return;
  }
  if (node.type === 'Decorator' || node.type === 'DecoratorBlock' || node.type === 'PartialBlockStatement') {
    found.push(
      fault(
        'template-unknown-helper',
        'decorators and partial blocks are not available in layouts',
        node,
        scope,
      ),
    );
    return;
  }
  if (node.type === 'ContentStatement') checkMarkup(node, scope, found);
  if (node.type === 'PartialStatement') checkPartial(node, scope, found);
  else if (node.type === 'PathExpression') checkPath(node, atTop, scope, found);
  else if (node.path !== undefined) checkCall(node, atTop, scope, found);
  for (const child of [...(node.params ?? []), ...(node.hash?.pairs ?? []).map((pair) => pair.value)]) {
    visit(child, atTop, scope, found);
  }
  const changesScope =
    node.type === 'BlockStatement' && ['each', 'with'].includes(String(node.path?.original));
  if (node.program !== undefined) visit(node.program, atTop && !changesScope, scope, found);
  if (node.inverse !== undefined) visit(node.inverse, atTop, scope, found);
}

const forbidden = [
  {
    tag: /<section\b/i,
    why: 'reveal.js takes a `<section>` for a slide of its own',
    hint: 'use `<div>` or `<article>`',
  },
  {
    tag: /<script\b/i,
    why: 'the deck page runs no script of a layout',
    hint: 'a layout is drawn, it does not run',
  },
];

function checkMarkup(node: AstNode, scope: NameScope, found: Diagnostic[]): void {
  for (const { tag, why, hint } of forbidden) {
    const written = String(node.original ?? node.value ?? '');
    const at = written.search(tag);
    if (at < 0) continue;
    const start = offsetAt(scope.source, node.loc.start.line, node.loc.start.column + 1);
    // White space control may shorten what the tree holds: the source itself says where the tag stands.
    const real = scope.source.text.slice(start).search(tag);
    const span = {
      source: scope.source,
      start: start + Math.max(0, real),
      end: start + Math.max(0, real) + 7,
    };
    found.push(diagnose('template-markup', why, { span, hints: [hint] }));
  }
}

function checkPartial(node: AstNode, scope: NameScope, found: Diagnostic[]): void {
  const name = String(node.name?.original ?? '');
  if (scope.partials.has(name)) return;
  found.push(
    fault(
      'template-missing-partial',
      `there is no partial \`${name}\``,
      node,
      scope,
      didYouMean(name, scope.partials),
    ),
  );
}

function checkCall(node: AstNode, atTop: boolean, scope: NameScope, found: Diagnostic[]): void {
  const path = node.path as AstNode;
  const name = String(path.original);
  const hasArguments = (node.params ?? []).length > 0 || node.hash !== undefined;
  const isBlock = node.type === 'BlockStatement';
  const isCall = hasArguments || isBlock || node.type === 'SubExpression';
  if (!isCall) {
    if (!(name in helpers)) visit(path, atTop, scope, found);
    else if (name !== 'step') found.push(shadowed(name, path, scope));
    return;
  }
  if (isBlock ? blocks.has(name) : name in helpers) return;
  found.push(
    fault(
      'template-unknown-helper',
      `there is no helper \`${name}\``,
      path,
      scope,
      didYouMean(name, isBlock ? blocks : Object.keys(helpers)),
    ),
  );
}

/** A helper wins over a field of its name: the field would never be printed. */
function shadowed(name: string, node: AstNode, scope: NameScope): Diagnostic {
  return fault(
    'template-unknown-name',
    `\`{{${name}}}\` calls the helper of that name without its arguments`,
    node,
    scope,
    `to print the field write \`{{this.${name}}}\``,
  );
}

function checkPath(node: AstNode, atTop: boolean, scope: NameScope, found: Diagnostic[]): void {
  const [first] = node.parts ?? [];
  if (!atTop || scope.names === undefined || node.data === true || first === undefined) return;
  if ((node.depth ?? 0) > 0 || scope.names.has(first)) return;
  found.push(
    fault(
      'template-unknown-name',
      `the contract has no field \`${first}\``,
      node,
      scope,
      didYouMean(first, scope.names),
    ),
  );
}

function fault(
  code: Diagnostic['code'],
  message: string,
  node: AstNode,
  scope: NameScope,
  hint?: string,
): Diagnostic {
  return diagnose(code, message, { span: spanOf(node, scope.source), hints: [hint] });
}

function spanOf(node: AstNode, source: Source): Span {
  const { start, end } = node.loc;
  return {
    source,
    start: offsetAt(source, start.line, start.column + 1),
    end: offsetAt(source, end.line, end.column + 1),
  };
}
