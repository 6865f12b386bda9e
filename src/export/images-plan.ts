import type { SheetGrid } from '../browser/picture-in-page.ts';
import type { PrintBundle, PrintedSlide } from '../model/bundle.ts';
import type { Size } from '../model/deck.ts';

/** `012-gitops.png`, and `012.1-gitops.png` for the first state of a slide with steps: in the order of the slides. */
export function pictureName(
  slide: PrintedSlide,
  state: { readonly step: number; readonly of: number } | undefined,
  format: string,
): string {
  const number = String(slide.number).padStart(3, '0');
  const step = state === undefined ? '' : `.${String(state.step).padStart(String(state.of).length, '0')}`;
  return `${number}${step}-${slide.id}.${format}`;
}

/** Below it a slide of a contact sheet is a smudge. */
const leastCell = 240;
/** What Chromium draws, and what WebP can hold (16383), at most. */
const longestEdge = 16_000;

export interface ContactSheet {
  readonly grid: SheetGrid;
  readonly labels: readonly string[];
  readonly sheet: Size;
}

/** As many columns as rows, as wide as asked unless slides would be too small to be told apart. All in px. */
export function contactSheet(bundle: PrintBundle, width: number): ContactSheet {
  const { page, slides } = bundle;
  const columns = Math.ceil(Math.sqrt(slides.length));
  const rows = Math.ceil(slides.length / columns);
  const gap = 16;
  const label = 28;
  const room = (edge: number): number => Math.floor((edge - gap) / columns) - gap;
  const cellWidth = Math.min(Math.max(room(width), leastCell), room(longestEdge));
  const cell = { width: cellWidth, height: Math.round((cellWidth * page.height) / page.width) };
  return {
    grid: { columns, slide: page, cell, gap, label },
    labels: slides.map((slide) => `${slide.number}  ${slide.title}`),
    sheet: {
      width: gap + columns * (cell.width + gap),
      height: gap + rows * (cell.height + label + gap),
    },
  };
}
