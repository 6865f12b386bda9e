import type { FieldGroup, FieldValue } from '../model/deck.ts';
import { join } from '../model/validation.ts';
import type { FieldChange } from './difference.ts';
import { showValue } from './values.ts';
import { alignLists, diffWords } from './words.ts';

type Value = FieldValue | undefined;

/** Where a value stands in each edition. */
export interface Places {
  readonly before: string;
  readonly after: string;
}

/** The parts of two values that differ, each by its path: keys of maps, items of lists, and words of texts. */
export function compareValues(before: Value, after: Value, lang: string, at: Places = top): FieldChange[] {
  if (isEqual(before, after)) return [];
  if (isList(before) && isList(after)) return compareLists(before, after, lang, at);
  if (isGroup(before) && isGroup(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => compareValues(before[key], after[key], lang, below(at, key, key)));
  }
  const [was, is] = [textOf(before), textOf(after)];
  const path = after === undefined ? at.before : at.after;
  return [
    {
      path,
      at,
      ...(was === undefined ? {} : { before: was }),
      ...(is === undefined ? {} : { after: is }),
      runs: diffWords(was ?? '', is ?? '', lang),
    },
  ];
}

const top: Places = { before: '', after: '' };

function below(at: Places, before: string | number, after: string | number): Places {
  return { before: join(at.before, before), after: join(at.after, after) };
}

function compareLists(
  before: readonly FieldValue[],
  after: readonly FieldValue[],
  lang: string,
  at: Places,
): FieldChange[] {
  let [old, now] = [0, 0];
  return alignLists(before, after, isEqual).flatMap((row) => {
    const places = below(at, old, now);
    if (row.before !== undefined) old++;
    if (row.after !== undefined) now++;
    return compareValues(row.before, row.after, lang, places);
  });
}

function textOf(value: Value): string | undefined {
  return value === undefined ? undefined : showValue(value);
}

function isList(value: Value): value is readonly FieldValue[] {
  return Array.isArray(value);
}

function isGroup(value: Value): value is FieldGroup {
  return typeof value === 'object' && !Array.isArray(value);
}

function isEqual(a: Value, b: Value): boolean {
  if (isList(a))
    return isList(b) && a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  if (!isGroup(a)) return a === b;
  if (!isGroup(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => isEqual(a[key], b[key]));
}
