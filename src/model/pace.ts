/** Words a minute that a talk is comfortably spoken at; faster is reading aloud. */
export const wordsPerMinute = 140;

/** Scripts that put no space between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Words of a text in any script. */
export function countWords(text: string): number {
  if (unspaced.test(text)) {
    const pieces = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text);
    return [...pieces].filter((piece) => piece.isWordLike === true).length;
  }
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Words that fit comfortably into some minutes. */
export function wordsIn(minutes: number): number {
  return Math.round(minutes * wordsPerMinute);
}

/** Minutes that some words need at a comfortable pace, in quarters, rounded up. */
export function minutesFor(words: number): number {
  return Math.ceil((words / wordsPerMinute) * 4) / 4;
}

/** Minutes with at most two digits after the point: `1.25`, `0.33`, `40`. */
export function showMinutes(minutes: number): string {
  return String(Math.round(minutes * 100) / 100);
}
