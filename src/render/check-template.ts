import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { offsetAt, type Source, type Span } from '../diagnostics/source.ts';
import { blockHelpers, helpers } from './helpers.ts';
import { type Shape, unknown } from './shape.ts';

export interface NameScope {
  readonly source: Source;
  /** What the template sees at its top; `unknown` for a partial, which is drawn in many scopes. */
  readonly shape: Shape;
  readonly partials: ReadonlySet<string>;
  /** What the template is for. */
  readonly kind?: TemplateKind; // defaults to "layout"
}

/** A layout draws a slide, a page template a document to print. */
export type TemplateKind = 'layout' | 'page';

/** Where in the template the walk is: the things around it, innermost last, and the block's own names. */
interface Position {
  readonly around: readonly Shape[];
  readonly own: ReadonlyMap<string, Shape>;
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
  readonly blockParams?: readonly string[];
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
 * Inside `each` and `with` names are those of the item.
 */
export function checkNames(program: unknown, scope: NameScope): Diagnostic[] {
  const found: Diagnostic[] = [];
  visit(program as AstNode, { around: [scope.shape], own: new Map() }, scope, found);
  return found;
}

function visit(node: AstNode, at: Position, scope: NameScope, found: Diagnostic[]): void {
  if (node.type === 'Program') {
    for (const child of node.body ?? []) visit(child, at, scope, found);
    return;
  }
  if (notAvailable.has(node.type)) {
    const why = 'decorators and partial blocks are not available';
    found.push(fault('template-unknown-helper', why, node, scope));
    return;
  }
  if (node.type === 'ContentStatement') checkMarkup(node, scope, found);
  if (node.type === 'PartialStatement') checkPartial(node, scope, found);
  else if (node.type === 'PathExpression') checkPath(node, at, scope, found);
  else if (node.path !== undefined) checkCall(node, at, scope, found);
  for (const child of [...(node.params ?? []), ...(node.hash?.pairs ?? []).map((pair) => pair.value)]) {
    visit(child, at, scope, found);
  }
  if (node.program !== undefined) visit(node.program, inside(node, at), scope, found);
  if (node.inverse !== undefined) visit(node.inverse, at, scope, found);
}

const notAvailable = new Set(['Decorator', 'DecoratorBlock', 'PartialBlockStatement']);

/** What a block's inside sees: `each` an item, `with` its value; `as |item index|` gives it a name as well. */
function inside(node: AstNode, at: Position): Position {
  const name = String(node.path?.original);
  if (node.type !== 'BlockStatement' || (name !== 'each' && name !== 'with')) return at;
  const [param] = node.params ?? [];
  const value = param?.type === 'PathExpression' ? resolve(param, at).shape : unknown;
  const inner = name === 'with' ? value : value.kind === 'list' ? value.item : unknown;
  const own = new Map(at.own);
  for (const [index, each] of (node.program?.blockParams ?? []).entries())
    own.set(each, index === 0 ? inner : unknown);
  return { around: [...at.around, inner], own };
}

interface Resolved {
  readonly shape: Shape;
  /** The first part that is not there, and what could stand in its place. */
  readonly missing?: { readonly part: string; readonly known: readonly string[]; readonly isTop: boolean };
}

/** Follows a path such as `trunk.label`, `../deck.title` or `this.points`. */
function resolve(node: AstNode, at: Position): Resolved {
  const parts = node.parts ?? [];
  if (node.data === true) return { shape: unknown };
  const isOwn = (node.depth ?? 0) === 0 && !/^(?:this|\.)/.test(String(node.original));
  const named = isOwn ? at.own.get(parts[0] ?? '') : undefined;
  const base = at.around[at.around.length - 1 - (node.depth ?? 0)] ?? unknown;
  let shape = named ?? base;
  for (const part of named === undefined ? parts : parts.slice(1)) {
    const next = memberOf(shape, part);
    if (next === undefined) {
      const known = shape.kind === 'object' ? [...shape.members.keys()] : [];
      return { shape: unknown, missing: { part, known, isTop: shape === at.around[0] } };
    }
    shape = next;
  }
  return { shape };
}

function memberOf(shape: Shape, part: string): Shape | undefined {
  if (shape.kind === 'unknown') return unknown;
  if (shape.kind === 'object') return shape.members.get(part);
  if (part === 'length') return unknown;
  return shape.kind === 'list' && /^\d+$/.test(part) ? shape.item : undefined;
}

const forbidden = [
  {
    tag: /<section\b/i,
    kinds: new Set<TemplateKind>(['layout']),
    why: 'reveal.js takes a `<section>` for a slide of its own',
    hint: 'use `<div>` or `<article>`',
  },
  {
    tag: /<script\b/i,
    kinds: new Set<TemplateKind>(['layout', 'page']),
    why: 'the script of a template is never run',
    hint: 'a template is drawn, it does not run',
  },
];

function checkMarkup(node: AstNode, scope: NameScope, found: Diagnostic[]): void {
  for (const { tag, kinds, why, hint } of forbidden) {
    if (!kinds.has(scope.kind ?? 'layout')) continue;
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

function checkCall(node: AstNode, at: Position, scope: NameScope, found: Diagnostic[]): void {
  const path = node.path as AstNode;
  const name = String(path.original);
  const hasArguments = (node.params ?? []).length > 0 || node.hash !== undefined;
  const isBlock = node.type === 'BlockStatement';
  const isCall = hasArguments || isBlock || node.type === 'SubExpression';
  if (!isCall) {
    if (!(name in helpers)) visit(path, at, scope, found);
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

function checkPath(node: AstNode, at: Position, scope: NameScope, found: Diagnostic[]): void {
  const { missing } = resolve(node, at);
  if (missing === undefined) return;
  const { part, known, isTop } = missing;
  const written = String(node.original);
  const inside =
    written === part ? `the item here has no \`${part}\`` : `there is no \`${part}\` in \`${written}\``;
  const owner = scope.kind === 'page' ? 'a document to print' : 'the contract';
  const what = isTop ? `${owner} has no field \`${part}\`` : inside;
  const names = known.length > 0 && known.length <= 8 ? `there are: ${known.join(', ')}` : undefined;
  found.push(fault('template-unknown-name', what, node, scope, didYouMean(part, known) ?? names));
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
