import type { Translated } from '../compose/overlay/locale.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Source } from '../diagnostics/source.ts';
import { type Agreed, hashOfText, type Lock, lockKeyOf, nothing, stateOf } from '../model/agreement.ts';
import type { MapNode, Node } from '../model/node.ts';
import { type Translatable, type TranslationUnit, unitsOf } from '../model/translatable.ts';
import { parseYaml } from '../read/yaml.ts';
import { arrange, type Editing, fill, type Path } from './locale-edit.ts';
import { applyTextEdits } from './locale-lines.ts';
import { writeWords } from './locale-write.ts';

export interface TranslateRequest {
  readonly locale: string;
  /** The deck's own language. */
  readonly lang: string;
  /** The locale's file; its text is empty where there is none yet. */
  readonly source: Source;
  readonly lock: Lock;
  /** Whether translations that are stale are said to hold. */
  readonly stale: 'keep' | 'accept';
}

export interface TranslateResult {
  readonly text: string;
  readonly lock: Lock;
  readonly units: readonly { readonly unit: TranslationUnit; readonly state: ReturnType<typeof stateOf> }[];
  /** Why the file cannot be edited. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The file of a locale with a place for each text that is missing, the deck's words above it, and a comment at each
 * translation that is stale. What a translator wrote stays to the letter.
 */
export function translateFile(translated: readonly Translated[], request: TranslateRequest): TranslateResult {
  const { locale, lang, source, stale } = request;
  const words = treeOf(translated, source);
  const lock = new Map(request.lock);
  const keyOf = (path: Path): string => lockKeyOf(locale, { path });
  const editing: Editing = {
    lang,
    agreedOf: (unit) => lock.get(keyOf(unit.path)) ?? [],
    lockedBelow: (path) => lockedBelow(lock, keyOf(path)),
    onMove: (path, places) => move(lock, keyOf(path), places),
    edits: [],
  };
  let now = source.text.trim() === '' ? { ...source, text: beginning(locale, lang) } : source;
  let parsed = parseYaml(now);
  const node = (): Node =>
    parsed.value ?? { kind: 'map', entries: [], span: { source: now, start: 0, end: 0 } };
  const apply = (): boolean => {
    const edits = editing.edits.splice(0);
    if (edits.length === 0) return false;
    now = { ...now, text: applyTextEdits(now.text, edits) };
    parsed = parseYaml(now);
    return true;
  };
  if (parsed.diagnostics.length > 0)
    return { text: source.text, lock: request.lock, units: [], diagnostics: parsed.diagnostics };
  // A list is put in order before what is in it: each turn mends one level more.
  for (let turn = 0; turn < 12; turn++) {
    arrange({ words, node: node(), line: 0, path: [] }, editing);
    if (!apply()) break;
  }
  if (stale === 'accept') for (const unit of unitsOf(words, node(), [])) agree(lock, keyOf(unit.path), unit);
  if (parsed.value === undefined)
    now = { ...now, text: `${now.text}${writeWords(words, '', lang).join('\n')}\n` };
  else fill({ words, node: node(), line: 0, path: [] }, editing);
  apply();
  parsed = parseYaml(now);
  const units = unitsOf(words, node(), []);
  return {
    text: source.text.includes('\r\n') ? now.text.replace(/\r?\n/g, '\r\n') : now.text,
    lock: record(lock, request, units),
    units: units
      .filter(({ isWanted }) => isWanted)
      .map((unit) => ({ unit, state: stateOf(unit, editing.agreedOf(unit)) })),
    diagnostics: parsed.diagnostics,
  };
}

function beginning(locale: string, lang: string): string {
  return [
    `# The deck in \`${locale}\`. An empty place is not translated yet: until then the words of the deck (\`${lang}\`) are shown.`,
    `# \`turnout translate ${locale}\` adds what is missing and marks what the deck has changed since.`,
    '',
    '',
  ].join('\n');
}

/** All texts in the shape of the locale's file. */
function treeOf(translated: readonly Translated[], source: Source): Translatable {
  const root = new Map<string, Translatable>();
  const node: MapNode = { kind: 'map', entries: [], span: { source, start: 0, end: 0 } };
  for (const { path, words } of translated) {
    let level = root;
    for (const key of path.slice(0, -1)) level = levelBelow(level, key, node);
    level.set(path.at(-1) ?? '', words);
  }
  return { kind: 'map', node, entries: inOrder(root) };
}

function levelBelow(level: Map<string, Translatable>, key: string, node: MapNode): Map<string, Translatable> {
  const known = level.get(key);
  if (known?.kind === 'map') return known.entries as Map<string, Translatable>;
  const entries = new Map<string, Translatable>();
  level.set(key, { kind: 'map', node, entries });
  return entries;
}

/** What profiles wrote comes last. */
function inOrder(root: ReadonlyMap<string, Translatable>): Map<string, Translatable> {
  const rank = ['deck', 'sections', 'slides', 'profiles'];
  return new Map([...root].sort(([a], [b]) => rank.indexOf(a) - rank.indexOf(b)));
}

function lockedBelow(lock: Lock, key: string): Map<string, readonly Agreed[]> {
  const prefix = `${key}.`;
  return new Map(
    [...lock].flatMap(([each, agreed]): [string, readonly Agreed[]][] =>
      each.startsWith(prefix) ? [[each.slice(prefix.length), agreed]] : [],
    ),
  );
}

function move(
  lock: Map<string, readonly Agreed[]>,
  key: string,
  places: readonly (number | undefined)[],
): void {
  const before = lockedBelow(lock, key);
  for (const path of before.keys()) lock.delete(`${key}.${path}`);
  for (const [path, agreed] of before) {
    const [place = '', ...rest] = path.split('.');
    const index = places.indexOf(Number(place));
    if (index >= 0) lock.set([`${key}.${index}`, ...rest].join('.'), agreed);
  }
}

function agree(
  lock: Map<string, readonly Agreed[]>,
  key: string,
  { source, written }: TranslationUnit,
): void {
  const own = written === undefined ? nothing : hashOfText(written.text);
  lock.set(key, [{ base: hashOfText(source.text), own }]);
}

/** The lock with what each text is translated from. What is stale stays as it was, so that it goes on being stale. */
function record(
  lock: ReadonlyMap<string, readonly Agreed[]>,
  { locale }: TranslateRequest,
  units: readonly TranslationUnit[],
): Lock {
  const prefix = lockKeyOf(locale, { path: [''] });
  const next = new Map([...lock].filter(([key]) => !key.startsWith(prefix)));
  for (const unit of units.filter(({ isWanted }) => isWanted)) {
    const key = lockKeyOf(locale, unit);
    const agreed = lock.get(key) ?? [];
    if (stateOf(unit, agreed) !== 'stale' || unit.written === undefined) agree(next, key, unit);
    else next.set(key, staleEntries(agreed, hashOfText(unit.written.text)));
  }
  return next;
}

/** A place that was filled since has its words now, made from what the deck said then. */
function staleEntries(agreed: readonly Agreed[], own: string): readonly Agreed[] {
  return agreed.map(({ base, own: before }) => ({ base, own: before === nothing ? own : (before ?? own) }));
}
