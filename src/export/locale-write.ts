import type { Translatable } from '../model/translatable.ts';
import { noteLines } from './locale-comments.ts';

/** Whether somebody misses a translation of any text in it. */
export function hasWanted(words: Translatable | undefined): boolean {
  if (words === undefined) return false;
  if (words.kind === 'text') return words.isWanted;
  if (words.kind === 'part') return hasWanted(words.part);
  return words.kind === 'map'
    ? [...words.entries.values()].some(hasWanted)
    : words.items.some((item) => hasWanted(item.words));
}

/** Lines of what is not translated yet, below a key: each text as an empty place, what the deck says above it. */
export function writeWords(words: Translatable, indent: string, lang: string): string[] {
  if (words.kind === 'part') return writeWords(words.part, indent, lang);
  if (words.kind === 'map')
    return [...words.entries].flatMap(([key, inner]) =>
      hasWanted(inner) ? writeEntry(key, inner, indent, lang) : [],
    );
  if (words.kind === 'list') return words.items.flatMap((item) => writeItem(item.words, indent, lang));
  return [];
}

export function writeEntry(key: string, words: Translatable, indent: string, lang: string): string[] {
  if (words.kind === 'part') return writeEntry(key, words.part, indent, lang);
  const line = `${indent}${writeKey(key)}:`;
  return words.kind === 'text'
    ? [...writeSource(words, indent, lang), line]
    : [line, ...writeWords(words, `${indent}  `, lang)];
}

/** Every item of a list has a place, whether anybody misses it or not. */
export function writeItem(words: Translatable | undefined, indent: string, lang: string): string[] {
  if (words?.kind === 'part') return writeItem(words.part, indent, lang);
  if (words === undefined || words.kind === 'text')
    return [...(words === undefined ? [] : writeSource(words, indent, lang)), `${indent}-`];
  const [first, ...rest] = writeWords(words, `${indent}  `, lang);
  if (first === undefined) return [`${indent}-`];
  const lines = [first, ...rest];
  const at = lines.findIndex((line) => !line.trimStart().startsWith('#'));
  // A list in a list: what belongs to its first item needs a line above the inner dash.
  if (words.kind === 'list') return [`${indent}-`, ...lines];
  const above = lines.slice(0, at).map((line) => line.slice(2));
  return [...above, `${indent}- ${(lines[at] ?? '').trimStart()}`, ...lines.slice(at + 1)];
}

function writeSource(
  { node }: Extract<Translatable, { readonly kind: 'text' }>,
  indent: string,
  lang: string,
): string[] {
  return noteLines({ source: node.text, isStale: false }, lang).map((line) => `${indent}${line}`);
}

export function writeKey(key: string): string {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_-]*$/u.test(key) ? key : JSON.stringify(key);
}
