import stringWidth from 'string-width';

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A text in exactly so many cells of a terminal: filled up with spaces, or cut with `…`. Wide characters take two. */
export function toCells(text: string, width: number): string {
  const room = stringWidth(text);
  if (room <= width) return text + ' '.repeat(width - room);
  let shown = '';
  let used = 0;
  for (const { segment } of characters.segment(text)) {
    const next = stringWidth(segment);
    if (used + next > width - 1) break;
    shown += segment;
    used += next;
  }
  return `${shown}…${' '.repeat(width - used - 1)}`;
}

export function widthOf(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => stringWidth(text)));
}
