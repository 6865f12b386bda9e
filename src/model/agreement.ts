import { createHash } from 'node:crypto';
import type { Node } from './node.ts';
import type { TranslationUnit } from './translatable.ts';

/** What an overlay was made against when somebody last agreed to it: short hashes, no texts. */
export interface Agreed {
  /** Of the base's value. */
  readonly base: string;
  /** Of the overlay's own value, where that is kept; `-` for none. */
  readonly own?: string;
}

/**
 * By overlay and target. Two branches may have written one each for the same target: both are agreed to until the next
 * writing.
 */
export type Lock = ReadonlyMap<string, readonly Agreed[]>;

/** Stands for a text that was not translated. */
export const nothing = '-';

/** Name of a target in the lock: `locale es slides.gitops.title`, `profile training slide gitops`. */
export function lockKey(...words: readonly string[]): string {
  return words.map((word) => word.replace(/[%\s]/gu, (letter) => encodeURIComponent(letter))).join(' ');
}

const head = [
  '# What profiles and locales were made against, a line each. Written by `turnout translate` and',
  '# `turnout status --accept`; keep it in version control. Lines of two branches may stand side by side.',
];

const line = /^(\S+(?: \S+)+?) ([0-9a-f]{10})(?: ([0-9a-f]{10}|-))?$/;

/** The lock that a file holds, and the numbers of lines that are none. */
export function parseLock(text: string): { readonly lock: Lock; readonly wrong: readonly number[] } {
  const lock = new Map<string, Agreed[]>();
  const wrong: number[] = [];
  text.split(/\r?\n/).forEach((written, index) => {
    if (written.trim() === '' || written.startsWith('#')) return;
    const [, key, base, own] = line.exec(written.trimEnd()) ?? [];
    if (key === undefined || base === undefined) wrong.push(index);
    else lock.set(key, [...(lock.get(key) ?? []), { base, ...(own === undefined ? {} : { own }) }]);
  });
  return { lock, wrong };
}

/** The file of a lock: an entry a line, sorted, so that two branches seldom change the same lines. */
export function formatLock(lock: Lock): string {
  const lines = [...lock].flatMap(([key, all]) =>
    all.map(({ base, own }) => [key, base, ...(own === undefined ? [] : [own])].join(' ')),
  );
  return `${[...head, ...[...new Set(lines)].sort()].join('\n')}\n`;
}

/** Hash of a text. White space does not count: a text that is only broken in other places is the same. */
export function hashOfText(text: string): string {
  return hash(text.replace(/\s+/g, ' ').trim());
}

/** Hash of a value without its places and its comments. The order of a map's keys says nothing. */
export function hashOfNode(node: Node): string {
  return hash(canonical(node));
}

function canonical(node: Node): string {
  if (node.kind === 'scalar') return node.value === null ? 'null' : JSON.stringify(node.text.trim());
  if (node.kind === 'sequence') return `[${node.items.map(canonical).join()}]`;
  const entries = node.entries.map(({ key, value }) => `${JSON.stringify(key)}:${canonical(value)}`);
  return `{${entries.sort().join()}}`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}

export type TranslationState = 'translated' | 'missing' | 'stale';

/**
 * A translation is stale when the base's text is not the one that it was made from, and it is still the same words. A
 * translation that nobody recorded counts: it was made from what there is.
 */
export function stateOf({ source, written }: TranslationUnit, agreed: readonly Agreed[]): TranslationState {
  if (written === undefined) return 'missing';
  const base = hashOfText(source.text);
  if (agreed.length === 0 || agreed.some((each) => each.base === base)) return 'translated';
  const own = hashOfText(written.text);
  const isTouched = agreed.some((each) => each.own !== nothing && each.own !== own);
  return isTouched ? 'translated' : 'stale';
}

/** Name of a text of a locale in the lock. */
export function lockKeyOf(locale: string, { path }: Pick<TranslationUnit, 'path'>): string {
  return lockKey('locale', locale, path.join('.'));
}
