/** In what the screen is meant to differ from paper. Everything else counts against it. */
export interface Difference {
  readonly why: string;
  /** Takes the difference away on the screen, so that the rest can be compared. */
  readonly css: string;
}

export const meantDifferences: readonly Difference[] = [
  {
    why: 'arrows and help belong to somebody who clicks',
    css: '.reveal .controls, .reveal .progress, .reveal .slide-number { display: none !important; }',
  },
  {
    why: 'paper shows where a movement ends, or what stands while nothing moves',
    css: '*, *::before, *::after { transition: none !important; animation: none !important; caret-color: transparent !important; }',
  },
];
