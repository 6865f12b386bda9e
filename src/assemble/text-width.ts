const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * About how wide a text is, in em. Margins of pages are laid out before a browser has seen them, and Chromium neither
 * cuts nor dots what is too long for its box there: an estimate on the generous side has to do.
 */
export function estimateWidth(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += widthOf(segment);
  return width;
}

/** The text, or as much of its beginning as is `most` em wide with dots behind it. */
export function shortenTo(text: string, most: number): string {
  if (estimateWidth(text) <= most) return text;
  let width = widthOf('…');
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    width += widthOf(segment);
    if (width > most) break;
    kept += segment;
  }
  return kept === '' ? '' : `${kept.trimEnd()}…`;
}

/** From the first of the scripts of East Asia on, letters fill a square; so do pictures. */
const firstSquare = 0x2e80;

function widthOf(letter: string): number {
  if ((letter.codePointAt(0) ?? 0) >= firstSquare) return 1.05;
  if (/\p{Lu}|[MWmw—…%@]/u.test(letter)) return 0.7;
  return /[\s.,:;|!'’iljtfr·()[\]]/.test(letter) ? 0.32 : 0.55;
}
