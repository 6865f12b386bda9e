import { type Diagnostic, diagnose, type Edit } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Field, Fields } from './contract.ts';
import type { FieldGroup, FieldValue } from './deck.ts';
import { describeNode, type MapNode, type Node, type ScalarNode, type SequenceNode } from './node.ts';

/** What a validation knows and collects. One instance serves a whole file or slide. */
export interface Validation {
  readonly diagnostics: Diagnostic[];
  /** Field path (`points.0.title`) to the place of its value. */
  readonly spans: Map<string, Span>;
  /** What owns the fields, as a message says it: "layout `bullets`", "a deck". */
  readonly owner: string;
  /** What helps when a field is unknown. */
  readonly hint?: string;
  /** Fills variables into text. Left out: text stays as written. */
  readonly fill?: (text: string, span: Span) => string;
  /** Whether what stands under a `when` is part of the edition. Left out: `when` is a key like any other. */
  readonly isShown?: (condition: Node) => boolean;
  /** The items of the list that a text names, where nothing else stands. They are data: nothing is filled in. `broken`: that it is none is told. */
  readonly listNamed?: (node: ScalarNode) => SequenceNode | 'broken' | undefined;
  /** Told of each path of a file; it is a picture's unless `kind` says otherwise. */
  readonly onImage?: (path: string, span: Span, kind?: AssetKind) => void;
}

/** What a path of a field leads to. */
export type AssetKind = 'picture' | 'media' | 'captions';

/** How a reader of a composite value has its parts read. */
export interface Recursion {
  readonly group: (
    map: MapNode,
    fields: Fields,
    validation: Validation,
    at?: { readonly path?: string },
  ) => FieldGroup;
  readonly value: (node: Node, field: Field, validation: Validation, path: string) => FieldValue | undefined;
}

/** Reads one kind of field: node in, plain value out; what is wrong goes to the diagnostics. */
export type Reader = (
  node: Node,
  field: Field,
  validation: Validation,
  path: string,
  parts: Recursion,
) => FieldValue | undefined;

/** Under this path stands the span of a map's key itself. */
export function keyPath(path: string, key: string): string {
  return `${join(path, key)}@key`;
}

export function join(path: string, key: string | number): string {
  return path === '' ? String(key) : `${path}.${key}`;
}

/** Whether a value lies in the field's bounds. More text than meant is a warning, all else an error. */
export function checkBounds(
  value: number,
  unit: string,
  span: Span,
  field: Field,
  validation: Validation,
  path: string,
): boolean {
  const { min, max } = field;
  if ((min === undefined || value >= min) && (max === undefined || value <= max)) return true;
  const limit = max !== undefined && value > max ? `at most ${max}` : `at least ${min}`;
  const size = unit === '' ? `is ${value}` : `has ${value} ${value === 1 ? unit.replace(/s$/, '') : unit}`;
  const code = unit === 'characters' ? 'too-much-text' : 'out-of-bounds';
  const hint = unit === 'characters' && max !== undefined ? `cut about ${value - max} characters` : undefined;
  report(validation, code, `\`${path}\` ${size}; ${validation.owner} takes ${limit}`, span, [hint]);
  return false;
}

export function wrongType(
  node: Node,
  expected: string,
  validation: Validation,
  path: string,
  hint?: string,
  fix?: Edit,
): undefined {
  report(
    validation,
    'wrong-type',
    `\`${lastName(path)}\` must be ${expected}, this is ${describeNode(node)}`,
    node.span,
    [hint],
    fix,
  );
  return undefined;
}

export function report(
  validation: Validation,
  code: Diagnostic['code'],
  message: string,
  span: Span,
  hints: readonly (string | undefined)[],
  fix?: Edit,
): void {
  validation.diagnostics.push(diagnose(code, message, { span, hints, fix }));
}

/** `points.0` reads better as "points, item 1". */
export function lastName(path: string): string {
  const parts = path.split('.');
  const last = parts.at(-1) ?? path;
  return /^\d+$/.test(last) ? `${parts.at(-2) ?? ''}, item ${Number(last) + 1}` : last;
}
