import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../diagnostics/nearest.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Field, Fields } from './contract.ts';
import type { FieldGroup, FieldValue } from './deck.ts';
import { fieldReaders } from './field-types.ts';
import type { Entry, MapNode, Node } from './node.ts';
import { join, type Validation } from './validation.ts';

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
      validation.diagnostics.push(unknownField(entry, map, fields, validation));
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
  return fieldReaders[field.type](node, field, validation, path, {
    group: validateGroup,
    value: validateValue,
  });
}

function isNothing(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function firstKey(map: MapNode): Span {
  return map.entries[0]?.keySpan ?? map.span;
}

function unknownField(entry: Entry, map: MapNode, fields: Fields, validation: Validation): Diagnostic {
  // A key that is there already is not the one that was meant, or there would be two of it.
  const free = [...fields.keys()].filter((name) => !map.entries.some((other) => other.key === name));
  return diagnose('unknown-field', `${validation.owner} has no field \`${entry.key}\``, {
    span: entry.keySpan,
    hints: [didYouMean(entry.key, fields.keys()) ?? listNames(fields), validation.hint],
    fix: renameTo(entry.key, free, entry.keySpan),
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
