import type { Agreed } from '../model/agreement.ts';
import { hashOfText } from '../model/agreement.ts';
import { type Translatable, unitsOf } from '../model/translatable.ts';

type List = Extract<Translatable, { readonly kind: 'list' }>;

/** Hashes of the texts of an item, by their path in it. */
type Item = ReadonlyMap<string, readonly string[]>;

/**
 * For each item of the deck's list the place of its translation in the locale's list, by what the lock says of the
 * items that it was made from; undefined where there is none. No value when every item is in its place.
 */
export function alignItems(
  words: List,
  length: number,
  locked: ReadonlyMap<string, readonly Agreed[]>,
): readonly (number | undefined)[] | undefined {
  const now = words.items.map((item, index) => itemNow(item.words, index));
  const then = itemsThen(locked, length);
  const isSame = (a: number, b: number): boolean => isSameItem(now[a], then[b]);
  const isAligned = now.length === length;
  if (then.every((item) => item.size === 0))
    return isAligned ? undefined : now.map((_, index) => (index < length ? index : undefined));
  const places: (number | undefined)[] = now.map((_, index) => (isSame(index, index) ? index : undefined));
  const isFree = (place: number): boolean => !places.includes(place);
  for (const isMatch of [isSame, (a: number, b: number) => isSimilarItem(now[a], then[b])]) {
    now.forEach((_, index) => {
      if (places[index] !== undefined) return;
      const found = then.findIndex((__, place) => isFree(place) && isMatch(index, place));
      if (found >= 0) places[index] = found;
    });
  }
  const isMoved = places.some((place, index) => place !== undefined && place !== index);
  if (isAligned && !isMoved) return undefined;
  return fillGaps(places, length);
}

/** Between two items that are known, as many changed ones as there were before are those of before. */
function fillGaps(places: readonly (number | undefined)[], length: number): (number | undefined)[] {
  const filled = [...places];
  let index = 0;
  while (index < filled.length) {
    if (filled[index] !== undefined) {
      index++;
      continue;
    }
    let end = index;
    while (end < filled.length && filled[end] === undefined) end++;
    const from = index === 0 ? 0 : (filled[index - 1] ?? 0) + 1;
    const to = end === filled.length ? length : (filled[end] ?? length);
    const isFree = (place: number): boolean => !filled.includes(place);
    const gap = Array.from({ length: Math.max(0, to - from) }, (_, offset) => from + offset);
    if (gap.length === end - index && gap.every(isFree))
      for (const [offset, place] of gap.entries()) filled[index + offset] = place;
    index = end;
  }
  return filled;
}

function itemNow(words: Translatable | undefined, index: number): Item {
  const units = words === undefined ? [] : unitsOf(words, undefined, [index]);
  return new Map(
    units
      .filter(({ isWanted }) => isWanted)
      .map(({ path, source }) => [path.slice(1).join('.'), [hashOfText(source.text)]]),
  );
}

/** `locked` has paths within the list: `0`, `0.title`. */
function itemsThen(locked: ReadonlyMap<string, readonly Agreed[]>, length: number): Item[] {
  return Array.from({ length }, (_, index) => {
    const own = [...locked].filter(([path]) => path === String(index) || path.startsWith(`${index}.`));
    return new Map(
      own.map(([path, agreed]) => [path.split('.').slice(1).join('.'), agreed.map(({ base }) => base)]),
    );
  });
}

function isSameItem(now: Item | undefined, then: Item | undefined): boolean {
  if (now === undefined || then === undefined || now.size === 0 || now.size !== then.size) return false;
  return [...now].every(([path, hashes]) => hashes.some((hash) => then.get(path)?.includes(hash)));
}

/** Whether one text of several is as it was. */
function isSimilarItem(now: Item | undefined, then: Item | undefined): boolean {
  if (now === undefined || then === undefined) return false;
  return [...now].some(([path, hashes]) => hashes.some((hash) => then.get(path)?.includes(hash)));
}
