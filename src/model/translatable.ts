import { entryOf, type MapNode, type Node, type ScalarNode, type SequenceNode } from './node.ts';

/**
 * What of a value may be translated: the value itself, or parts of it under their keys or by their position. A locale
 * has the same shape.
 */
export type Translatable =
  | { readonly kind: 'text'; readonly node: ScalarNode; readonly isWanted: boolean }
  | { readonly kind: 'list'; readonly node: SequenceNode; readonly items: readonly TranslatableItem[] }
  | { readonly kind: 'map'; readonly node: MapNode; readonly entries: ReadonlyMap<string, Translatable> }
  /** A map of which one key alone has words, such as an item with a condition: a locale writes these alone. */
  | { readonly kind: 'part'; readonly node: MapNode; readonly key: string; readonly part: Translatable };

export interface TranslatableItem {
  /** Place in the list that is translated; a profile's part of a list may be a few of its items. */
  readonly index: number;
  /** Undefined where an item has no words, such as a number. */
  readonly words?: Translatable;
}

/** One text, and what a locale writes for it. */
export interface TranslationUnit {
  /** Where a locale's file has it, e.g. `slides`, `gitops`, `points`, 0. */
  readonly path: readonly (string | number)[];
  readonly source: ScalarNode;
  /** Undefined: not translated yet. */
  readonly written?: ScalarNode;
  /** Whether somebody misses the translation: not for numbers, names of variables alone, or what nobody sees. */
  readonly isWanted: boolean;
}

/** The texts of a value with what a locale writes for them, in order. */
export function unitsOf(
  words: Translatable,
  written: Node | undefined,
  path: readonly (string | number)[],
): TranslationUnit[] {
  if (words.kind === 'text') {
    const { node: source, isWanted } = words;
    const own = isTranslated(written) ? { written } : {};
    return [{ path, source, isWanted, ...own }];
  }
  if (words.kind === 'part') return unitsOf(words.part, partOf(words, written), path);
  if (words.kind === 'map') {
    const map = written?.kind === 'map' ? written : undefined;
    return [...words.entries].flatMap(([key, inner]) =>
      unitsOf(inner, map && entryOf(map, key)?.value, [...path, key]),
    );
  }
  const items = written?.kind === 'sequence' && isAligned(words, written) ? written.items : [];
  return words.items.flatMap((item, index) =>
    item.words === undefined ? [] : unitsOf(item.words, items[index], [...path, index]),
  );
}

/** Whether a list of a locale has a place for each item, so that each can be told by its position. */
export function isAligned(
  words: Extract<Translatable, { readonly kind: 'list' }>,
  written: SequenceNode,
): boolean {
  return words.items.length === written.items.length;
}

/** What a locale writes for the part: by itself, or under the same key. */
export function partOf(
  { key, part }: Extract<Translatable, { readonly kind: 'part' }>,
  written: Node | undefined,
): Node | undefined {
  if (written?.kind !== 'map') return written;
  return entryOf(written, key)?.value ?? (part.kind === 'map' ? written : undefined);
}

/** An empty value is a place that waits for its translation. */
export function isTranslated(written: Node | undefined): written is ScalarNode {
  return written?.kind === 'scalar' && written.value !== null && written.text.trim() !== '';
}

export function isNothing(node: Node | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && node.value === null);
}

/** Whether a text has words: a number, an address, or a variable alone is the same in every language. */
export function hasWords(text: string): boolean {
  const rest = text.replace(/\{\{?[^{}]*\}\}?/g, ' ').trim();
  return /\p{L}/u.test(rest) && !/^\w+:\/\/\S+$/.test(rest);
}
