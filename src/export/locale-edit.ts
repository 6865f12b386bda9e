import { type Agreed, hashOfText, stateOf } from '../model/agreement.ts';
import { entryOf, type MapNode, type Node, type SequenceNode } from '../model/node.ts';
import {
  isNothing,
  partOf,
  type Translatable,
  type TranslationUnit,
  unitsOf,
} from '../model/translatable.ts';
import { alignItems } from './locale-align.ts';
import { toBlock } from './locale-block.ts';
import { commentAbove, editNote, type Note, noteLines } from './locale-comments.ts';
import {
  columnOf,
  dashLines,
  indentOf,
  isCompact,
  isFlow,
  lastLineOf,
  lineAt,
  lineOf,
  startOfLine,
  type TextEdit,
} from './locale-lines.ts';
import { hasWanted, writeEntry, writeItem, writeWords } from './locale-write.ts';

export type Path = readonly (string | number)[];

/** What edits of a locale's file are made with. */
export interface Editing {
  /** The deck's own language: label of its texts in comments. */
  readonly lang: string;
  readonly agreedOf: (unit: TranslationUnit) => readonly Agreed[];
  /** What the lock says of the texts below a path, by the rest of their path. */
  readonly lockedBelow: (path: Path) => ReadonlyMap<string, readonly Agreed[]>;
  /** Told that a list was put in another order: for each item its old place. */
  readonly onMove: (path: Path, places: readonly (number | undefined)[]) => void;
  readonly edits: TextEdit[];
}

/** A value of the file, the line of the key or dash that it belongs to, and what it translates. */
interface Place {
  readonly words: Translatable;
  readonly node: Node;
  readonly line: number;
  readonly path: Path;
}

/** Puts lists in the deck's order, and what has to change on lines of its own. Whether anything was left to do. */
export function arrange(place: Place, editing: Editing): void {
  const { words, node, path } = place;
  if (words.kind === 'part') forPart(place, editing, arrange);
  if (words.kind === 'part' || words.kind === 'text' || node.kind === 'scalar') return;
  if ((isFlow(node) || isCompact(node)) && isOpen(place, editing)) {
    if (path.length > 0) editing.edits.push(...toBlock(node, place.line));
    return;
  }
  if (isFlow(node)) return;
  if (words.kind === 'list' && node.kind === 'sequence') {
    const places = alignItems(words, node.items.length, editing.lockedBelow(path));
    if (places !== undefined) {
      reorder({ words, node, path }, places, editing);
      return;
    }
  }
  for (const inner of placesIn(place)) arrange(inner, editing);
}

/** Whether something in a value in brackets has to change. */
function isOpen({ words, node, path }: Place, editing: Editing): boolean {
  const isStirred = (inner: Translatable, own: Node | undefined, at: Path): boolean => {
    if (inner.kind === 'part') return isStirred(inner.part, partOf(inner, own), at);
    if (inner.kind === 'text' || own === undefined) return false;
    if (inner.kind === 'list')
      return (
        own.kind === 'sequence' &&
        (alignItems(inner, own.items.length, editing.lockedBelow(at)) !== undefined ||
          inner.items.some((item, index) =>
            item.words === undefined ? false : isStirred(item.words, own.items[index], [...at, index]),
          ))
      );
    return (
      own.kind === 'map' &&
      [...inner.entries].some(([key, each]) => isStirred(each, entryOf(own, key)?.value, [...at, key]))
    );
  };
  const units = unitsOf(words, node, path).filter(({ isWanted }) => isWanted);
  return (
    units.some((unit) => stateOf(unit, editing.agreedOf(unit)) !== 'translated') ||
    isStirred(words, node, path)
  );
}

function reorder(
  { words, node, path }: { words: Extract<Translatable, { kind: 'list' }>; node: SequenceNode; path: Path },
  places: readonly (number | undefined)[],
  editing: Editing,
): void {
  const { source } = node.span;
  const dashes = dashLines(node);
  const indent = ' '.repeat(columnOf(source, node.span.start));
  const from = dashes.map((line) => commentAbove(source, line, editing.lang).from);
  const last = dashes.at(-1) ?? 0;
  const end = lastLineOf(node.items.at(-1) ?? node, last) + 1;
  const chunk = (place: number): string =>
    source.text.slice(startOfLine(source, from[place] ?? end), startOfLine(source, from[place + 1] ?? end));
  const fresh = (index: number): string =>
    writeItem(words.items[index]?.words, indent, editing.lang)
      .map((line) => `${line}\n`)
      .join('');
  const lost = dashes.flatMap((_, place) => (places.includes(place) ? [] : [leftOver(chunk(place), indent)]));
  const text = places.map((place, index) => (place === undefined ? fresh(index) : withEnd(chunk(place))));
  editing.edits.push({
    start: startOfLine(source, from[0] ?? end),
    end: startOfLine(source, end),
    text: [...lost, ...text].join(''),
  });
  editing.onMove(path, places);
}

function withEnd(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** Words for an item that the deck does not have any more are kept as a comment. */
function leftOver(chunk: string, indent: string): string {
  const lines = chunk.trimEnd().split(/\r?\n/);
  const isEmpty = lines.every((line) => /^\s*(?:#.*|-)?\s*$/.test(line));
  if (isEmpty) return '';
  return lines
    .map((line) => `${indent}# left over: ${line.slice(indent.length)}`.trimEnd())
    .join('\n')
    .concat('\n');
}

/** Writes places for what is missing, and above each text that waits what the deck says. */
export function fill(place: Place, editing: Editing): void {
  const { words, node, line } = place;
  if (words.kind === 'part') forPart(place, editing, fill);
  if (words.kind === 'text') note({ ...place, words }, editing);
  if (words.kind === 'part' || words.kind === 'text') return;
  if (isNothing(node)) {
    if (hasWanted(words))
      insert(node, line + 1, writeWords(words, deeperThan(node, line), editing.lang), editing);
    return;
  }
  if (node.kind === 'scalar' || isFlow(node)) return;
  // What comes at the end of a value stands before what comes after the value.
  for (const inner of placesIn(place)) fill(inner, editing);
  if (words.kind === 'map' && node.kind === 'map') addEntries({ words, node, line }, editing);
}

/** Where what is written below a key or dash begins. */
function deeperThan({ span: { source } }: Node, line: number): string {
  return ' '.repeat((/^\s*(?:-\s+)*/.exec(lineAt(source, line))?.[0].length ?? 0) + 2);
}

function addEntries(
  { words, node, line }: { words: Extract<Translatable, { kind: 'map' }>; node: MapNode; line: number },
  editing: Editing,
): void {
  const { source } = node.span;
  const first = node.entries[0];
  const indent = ' '.repeat(first === undefined ? 0 : columnOf(source, first.keySpan.start));
  let at = first === undefined ? line + 1 : placeBefore(first.keySpan.start, node, editing);
  for (const [key, inner] of words.entries) {
    const own = entryOf(node, key);
    if (own !== undefined) at = lastLineOf(own.value, lineOf(source, own.keySpan.start)) + 1;
    else if (hasWanted(inner)) insert(node, at, writeEntry(key, inner, indent, editing.lang), editing);
  }
}

/** The line before the first entry and its comment; after it where it stands behind a dash. */
function placeBefore(start: number, node: MapNode, { lang }: Editing): number {
  const { source } = node.span;
  const line = lineOf(source, start);
  const isBehindDash = indentOf(lineAt(source, line)).length !== columnOf(source, start);
  if (!isBehindDash) return columnOf(source, start) === 0 ? line : commentAbove(source, line, lang).from;
  const first = node.entries[0];
  return first === undefined ? line + 1 : lastLineOf(first.value, line) + 1;
}

function insert({ span: { source } }: Node, line: number, lines: readonly string[], editing: Editing): void {
  const at = startOfLine(source, line);
  const needsBreak = at > 0 && source.text[at - 1] !== '\n';
  editing.edits.push({ start: at, end: at, text: `${needsBreak ? '\n' : ''}${lines.join('\n')}\n` });
}

function note(
  { words, node, line, path }: Place & { readonly words: Extract<Translatable, { kind: 'text' }> },
  editing: Editing,
): void {
  const { source } = node.span;
  const [unit] = unitsOf(words, node, path);
  if (unit === undefined || (!unit.isWanted && unit.written === undefined)) return;
  const agreed = editing.agreedOf(unit);
  const state = stateOf(unit, agreed);
  const comment = commentAbove(source, line, editing.lang);
  const isNoted = comment.lines.length > 0;
  if (state === 'translated' && !isNoted) return;
  const now = unit.source.text;
  const wanted: Note =
    state === 'stale'
      ? { source: now, isStale: true, ...wasOf(comment.note, agreed, now) }
      : { source: now, isStale: false };
  const edit = editNote(source, line, comment, noteLines(wanted, editing.lang));
  if (edit !== undefined) editing.edits.push(edit);
}

/** What the deck said when the translation was made, where an earlier comment has it. */
function wasOf({ was, source }: Note, agreed: readonly Agreed[], now: string): Pick<Note, 'was'> {
  const known = [was, source].find(
    (text) => text !== undefined && agreed.some(({ base }) => base === hashOfText(text)),
  );
  return known === undefined || hashOfText(known) === hashOfText(now) ? {} : { was: known };
}

function forPart(place: Place, editing: Editing, next: (place: Place, editing: Editing) => void): void {
  const { words, node } = place;
  if (words.kind !== 'part') return;
  const own = partOf(words, node);
  if (own === undefined) return;
  const entry = node.kind === 'map' && own !== node ? entryOf(node, words.key) : undefined;
  const line = entry === undefined ? place.line : lineOf(node.span.source, entry.keySpan.start);
  next({ ...place, words: words.part, node: own, line }, editing);
}

/** The values of a list or map that stand on lines of their own. */
function placesIn({ words, node, path }: Place): Place[] {
  const { source } = node.span;
  if (words.kind === 'map' && node.kind === 'map')
    return node.entries.flatMap(({ key, keySpan, value }): Place[] => {
      const inner = words.entries.get(key);
      if (inner === undefined) return [];
      return [{ words: inner, node: value, line: lineOf(source, keySpan.start), path: [...path, key] }];
    });
  if (words.kind !== 'list' || node.kind !== 'sequence' || words.items.length !== node.items.length)
    return [];
  const dashes = isCompact(node) ? [] : dashLines(node);
  return words.items.flatMap(({ words: inner }, index): Place[] => {
    const [own, line] = [node.items[index], dashes[index]];
    if (inner === undefined || own === undefined || line === undefined) return [];
    return [{ words: inner, node: own, line, path: [...path, index] }];
  });
}
