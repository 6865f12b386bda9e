import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Field, Fields } from './contract.ts';
import type { FieldGroup, FieldValue } from './deck.ts';
import { fieldReaders } from './field-types.ts';
import type { Entry, MapNode, Node } from './node.ts';

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
  /** Told of each image path and each link. */
  readonly onImage?: (path: string, span: Span) => void;
  readonly onLink?: (href: string, span: Span) => void;
}

/**
 * Holds a map against fields: every mistake is collected, defaults are filled in.
 * `place` is where a missing field is reported. What is wrong is left out of the result.
 */
export function validateGroup(
  map: MapNode,
  fields: Fields,
  validation: Validation,
  at: { readonly path?: string; readonly place?: Span } = {},
): FieldGroup {
  const path = at.path ?? '';
  const values: Record<string, FieldValue> = {};
  for (const entry of map.entries) {
    const field = fields.get(entry.key);
    if (field === undefined) {
      validation.diagnostics.push(unknownField(entry, fields, validation));
      continue;
    }
    if (isNothing(entry.value)) {
      if (field.required)
        validation.diagnostics.push(missingField(entry.key, entry.keySpan, validation, 'is empty'));
      continue;
    }
    const value = validateValue(entry.value, field, validation, join(path, entry.key));
    if (value !== undefined) values[entry.key] = value;
  }
  for (const [name, field] of fields) {
    if (values[name] === undefined && field.default !== undefined) values[name] = field.default as FieldValue;
    if (field.required && !map.entries.some((entry) => entry.key === name)) {
      validation.diagnostics.push(missingField(name, at.place ?? firstKey(map), validation, 'is missing'));
    }
  }
  return values;
}

export function validateValue(
  node: Node,
  field: Field,
  validation: Validation,
  path: string,
): FieldValue | undefined {
  validation.spans.set(path, node.span);
  return fieldReaders[field.type](node, field, validation, path);
}

export function join(path: string, key: string | number): string {
  return path === '' ? String(key) : `${path}.${key}`;
}

function isNothing(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function firstKey(map: MapNode): Span {
  return map.entries[0]?.keySpan ?? map.span;
}

function unknownField(entry: Entry, fields: Fields, validation: Validation): Diagnostic {
  return diagnose('unknown-field', `${validation.owner} has no field \`${entry.key}\``, {
    span: entry.keySpan,
    hints: [didYouMean(entry.key, fields.keys()) ?? listNames(fields), validation.hint],
  });
}

function listNames(fields: Fields): string {
  return `its fields are: ${[...fields.keys()].join(', ')}`;
}

function missingField(name: string, span: Span, validation: Validation, what: string): Diagnostic {
  return diagnose('missing-field', `field \`${name}\` of ${validation.owner} ${what}`, {
    span,
    hints: [`add \`${name}: …\``, validation.hint],
  });
}
