import { withoutAddresses } from '../model/notes.ts';
import type { Guard, Withheld } from '../model/withheld.ts';
import { lettersOf } from './gate-letters.ts';

/**
 * How many letters must be the same in a row for a text to be found. A window of `window` letters is kept every `step`
 * letters of the text, so that each stretch of `length` letters holds one whole: window + step - 1 = length.
 */
interface Measure {
  readonly length: number;
  readonly window: number;
  readonly step: number;
}

/** The longest that a text fills is its own. Shorter texts are too common to be told from what may be there. */
const measures: readonly Measure[] = [
  { length: 32, window: 24, step: 9 },
  { length: 16, window: 12, step: 5 },
];
/** The same for scripts whose letters are syllables or words. */
const denseMeasures: readonly Measure[] = [
  { length: 12, window: 8, step: 5 },
  { length: 8, window: 5, step: 4 },
];

const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** A window of a withheld text. */
interface Phrase {
  readonly withheld: Withheld;
  readonly letters: Uint16Array;
  /** Where it begins in them. */
  readonly start: number;
}

/** Phrases of one measure by their hash. */
interface Shelf {
  readonly measure: Measure;
  readonly phrases: Map<number, Phrase[]>;
  /** By the upper part of a hash: most of what is looked at is not in here, and that is seen at once. */
  readonly filter: Uint8Array;
}

const base = 0x01000193;
const filterBits = 18;

/** Finds withheld texts in others by their windows (Rabin and Karp's rolling hash), and by what stands around those. */
export class PhraseBook {
  readonly #shelves = new Map<Measure, Shelf>();
  readonly #guard: Guard;
  /** Letters of what the output may carry; only worked out when something is found. */
  #carried: readonly string[] | undefined;

  constructor(guard: Guard) {
    this.#guard = guard;
    for (const withheld of guard.withheld) {
      for (const text of spellings(withheld.text)) this.#add(withheld, text);
    }
  }

  /** What of the withheld texts stands in these letters, each once. */
  find(letters: Uint16Array): Set<Withheld> {
    const found = new Set<Withheld>();
    for (const { measure, phrases, filter } of this.#shelves.values()) {
      for (const { hash, start } of hits(letters, measure.window, filter)) {
        for (const phrase of phrases.get(hash) ?? []) {
          if (!found.has(phrase.withheld) && this.#isLeak(letters, start, phrase, measure))
            found.add(phrase.withheld);
        }
      }
    }
    return found;
  }

  #add(withheld: Withheld, text: string): void {
    const letters = lettersOf(text, 'plain');
    const isDense = (text.match(dense)?.length ?? 0) > letters.length / 2;
    const measure = (isDense ? denseMeasures : measures).find(({ length }) => length <= letters.length);
    if (measure === undefined) return;
    const shelf = this.#shelves.get(measure) ?? {
      measure,
      phrases: new Map<number, Phrase[]>(),
      filter: new Uint8Array(1 << filterBits),
    };
    this.#shelves.set(measure, shelf);
    const { window, step } = measure;
    for (let start = 0; start + window <= letters.length; start += step) {
      const hash = hashOf(letters, start, window);
      const phrase = { withheld, letters, start };
      const others = shelf.phrases.get(hash);
      if (others === undefined) shelf.phrases.set(hash, [phrase]);
      else others.push(phrase);
      shelf.filter[hash >>> (32 - filterBits)] = 1;
    }
  }

  /** Whether the same goes on for long enough, and stands in nothing that may be there. */
  #isLeak(letters: Uint16Array, at: number, { letters: own, start }: Phrase, { length }: Measure): boolean {
    let before = 0;
    while (before < start && before < at && letters[at - before - 1] === own[start - before - 1]) before++;
    let after = 0;
    while (start + after < own.length && letters[at + after] === own[start + after]) after++;
    for (let first = start - before; first + length <= start + after; first++) {
      if (!this.#isCarried(own.subarray(first, first + length))) return true;
    }
    return false;
  }

  #isCarried(letters: Uint16Array): boolean {
    this.#carried ??= this.#guard.carried.flatMap(spellings).map((text) => asText(lettersOf(text, 'plain')));
    const wanted = asText(letters);
    return this.#carried.some((text) => text.includes(wanted));
  }
}

/** As it is written, and as it is read: addresses of links are not. */
function spellings(text: string): string[] {
  const read = withoutAddresses(text);
  return read === text ? [text] : [text, read];
}

function asText(letters: Uint16Array): string {
  return Buffer.from(letters.buffer, letters.byteOffset, letters.byteLength).toString('utf16le');
}

function hashOf(letters: Uint16Array, start: number, window: number): number {
  let hash = 0;
  for (let at = start; at < start + window; at++)
    hash = (Math.imul(hash, base) + (letters[at] as number)) | 0;
  return hash;
}

interface Hit {
  readonly hash: number;
  readonly start: number;
}

/** Windows whose hashes the filter lets pass. One loop without calls: it sees every letter of an output. */
function hits(letters: Uint16Array, window: number, filter: Uint8Array): Hit[] {
  const found: Hit[] = [];
  let lead = 1;
  for (let index = 1; index < window; index++) lead = Math.imul(lead, base);
  if (letters.length < window) return found;
  const shift = 32 - filterBits;
  let hash = hashOf(letters, 0, window);
  for (let start = 0; ; start++) {
    if (filter[hash >>> shift] === 1) found.push({ hash, start });
    if (start + window >= letters.length) return found;
    const rest = (hash - Math.imul(letters[start] as number, lead)) | 0;
    hash = (Math.imul(rest, base) + (letters[start + window] as number)) | 0;
  }
}
