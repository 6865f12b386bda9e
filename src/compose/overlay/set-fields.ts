import { basename, dirname } from 'node:path';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../../diagnostics/nearest.ts';
import type { Span } from '../../diagnostics/source.ts';
import type { Trace } from '../../model/manuscript.ts';
import { describeNode, type Entry, entryOf, isSameValue, type MapNode, type Node } from '../../model/node.ts';
import { join } from '../../model/validation.ts';
import { isPicturePath } from '../../read/assets.ts';
import { type ListEdit, listEdits } from './list-edits.ts';
import { untranslated } from './untranslated.ts';

/** Who sets fields, and who is told of it. */
export interface Setting {
  /** In words, e.g. "profile `training`". */
  readonly by: string;
  readonly verb: string;
  readonly diagnostics: Diagnostic[];
  /** What was done to the value so far; each change adds to it. */
  readonly trail: Trace[];
  /** A value was set. */
  readonly onSet: (path: string, span: Span) => void;
  /** Items of a list were added or taken away. */
  readonly onEdit: (path: string, span: Span) => void;
  /** A value was set to what it is. */
  readonly onSame: (path: string, span: Span) => void;
}

/**
 * The map with other values: maps are merged key by key, all else is replaced, an empty value takes a key away. A list
 * is replaced, or edited by a map of `append`, `prepend` and `remove`. Order and places of what stays are kept.
 */
export function setFields(map: MapNode, wanted: MapNode, setting: Setting, path = ''): MapNode {
  const entries = [...map.entries];
  for (const entry of wanted.entries) {
    const index = entries.findIndex(({ key }) => key === entry.key);
    const value = setValue(entries[index], entry, setting, join(path, entry.key));
    const changed = value === undefined ? [] : [value];
    if (index < 0) entries.push(...changed);
    else if (value !== undefined) entries.splice(index, 1, value);
  }
  return { ...map, entries };
}

/** The entry as it is afterwards; undefined when it stays as it is. */
function setValue(base: Entry | undefined, entry: Entry, setting: Setting, path: string): Entry | undefined {
  const { value } = entry;
  const before = base?.value;
  if (value.kind === 'map' && isListEdit(before, value))
    return { ...entry, value: editList(before, value, setting, path) };
  if (value.kind === 'map' && base?.value.kind === 'map')
    return { ...base, value: setFields(base.value, value, setting, path) };
  // Whether a change has an effect does not depend on the language.
  if (isSame(before && untranslated(before, setting.trail), value)) {
    setting.onSame(path, value.span);
    return undefined;
  }
  setting.onSet(path, value.span);
  trace(setting, path, value.span, before, value);
  return entry;
}

function isSame(before: Node | undefined, after: Node): boolean {
  const isNothing = (node: Node | undefined): boolean =>
    node === undefined || (node.kind === 'scalar' && node.value === null);
  if (isNothing(before) || isNothing(after)) return isNothing(before) && isNothing(after);
  return before !== undefined && isSameValue(before, after) && !isOtherFile(before, after);
}

/** The same path in a slide from another deck is another picture: each begins in the folder of its own deck. */
function isOtherFile(before: Node, after: Node): boolean {
  if (before.kind === 'sequence' && after.kind === 'sequence')
    return before.items.some((item, index) => isOtherFile(item, after.items[index] ?? item));
  if (before.kind === 'map' && after.kind === 'map')
    return before.entries.some(({ key, value }) => isOtherFile(value, entryOf(after, key)?.value ?? value));
  if (after.kind !== 'scalar' || !isPicturePath(after.text)) return false;
  return deckOf(before.span.source.path) !== deckOf(after.span.source.path);
}

/** The folder above `sections/`, `profiles/` and `locales/`. */
function deckOf(file: string): string {
  const folder = dirname(file);
  return /^(?:sections|profiles|locales)$/.test(basename(folder)) ? dirname(folder) : folder;
}

function isListEdit(before: Node | undefined, wanted: MapNode): boolean {
  if (before?.kind === 'sequence') return true;
  const isNothing = before === undefined || (before.kind === 'scalar' && before.value === null);
  return isNothing && wanted.entries.length > 0 && wanted.entries.every(({ key }) => key in listEdits);
}

function editList(before: Node | undefined, wanted: MapNode, setting: Setting, path: string): Node {
  const items = before?.kind === 'sequence' ? before.items : [];
  const { diagnostics, trail } = setting;
  for (const { key, keySpan } of wanted.entries.filter(({ key }) => !(key in listEdits))) {
    const known = Object.keys(listEdits);
    diagnostics.push(
      diagnose('unknown-change', `a list has no change \`${key}\``, {
        span: keySpan,
        fix: renameTo(key, known, keySpan),
        hints: [
          didYouMean(key, known) ?? `write a whole list, or ${known.map((each) => `\`${each}\``).join(', ')}`,
        ],
      }),
    );
  }
  let edited = items;
  for (const [key, edit] of Object.entries(listEdits)) {
    const entry = entryOf(wanted, key);
    if (entry !== undefined) edited = applyEdit(edited, edit, entry, { ...setting, diagnostics }, path);
  }
  const after: Node = { kind: 'sequence', items: edited, span: wanted.span };
  if (edited !== items) trail.push(traceOf(setting, path, wanted.span, before, after));
  // What is wrong with the list as a whole, such as its length, is the overlay's doing.
  return after;
}

function applyEdit(
  items: readonly Node[],
  edit: ListEdit,
  { key, value }: Entry,
  setting: Setting,
  path: string,
): readonly Node[] {
  if (value.kind !== 'sequence') {
    setting.diagnostics.push(
      diagnose('wrong-type', `\`${key}\` must be a list, this is ${describeNode(value)}`, {
        span: value.span,
        hints: [`write \`${key}: [ … ]\`, or each item on a line of its own with \`- \``],
      }),
    );
    return items;
  }
  if (value.items.length === 0) {
    setting.onSame(path, value.span);
    return items;
  }
  setting.onEdit(path, value.span);
  return edit(items, value.items, { path, diagnostics: setting.diagnostics, trail: setting.trail });
}

function trace(
  setting: Setting,
  path: string,
  span: Span,
  before: Node | undefined,
  after: Node | undefined,
): void {
  setting.trail.push(traceOf(setting, path, span, before, after));
}

function traceOf(
  { by, verb }: Setting,
  path: string,
  span: Span,
  before: Node | undefined,
  after: Node | undefined,
): Trace {
  return {
    by,
    verb,
    path,
    span,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}
