import type { Size } from '../model/deck.ts';
import type { ArrangementName, PageDesign } from '../model/print-format.ts';
import { mm } from './paper.ts';

/** What stands on a page, and how large. */
export interface Leaf {
  /** Slides a page; `any` when they follow one another as there is room. */
  readonly perPage: number | 'any';
  /** Whether there may be more pages than that: notes take as many as they need. */
  readonly flowing: boolean;
  /** Ruled lines at each slide. */
  readonly lines: number;
  /** Custom properties of the document. */
  readonly measures: Readonly<Record<string, string>>;
}

type Arrange = (slide: Size, room: Size, design: PageDesign) => Leaf & { readonly variant: string };

/** Distance of ruled lines. */
const lineHeight = 8 * mm;
/** Fewer lines than that look like a slip. */
const leastLines = 2;

/** How slides stand on paper. `room` is the page without its margins, in CSS px. */
export const arrangements: Readonly<Record<ArrangementName, Arrange>> = {
  one: (slide, room, design) => ({
    perPage: 1,
    flowing: design.notes,
    lines: 0,
    variant: '',
    measures: sheetMeasures(sheetIn(slide, shareOf(room, design))),
  }),
  flow: (slide, room, design) => ({
    perPage: 'any',
    flowing: true,
    lines: 0,
    variant: '',
    measures: sheetMeasures(sheetIn(slide, shareOf(room, design))),
  }),
  grid: (slide, room, design) => {
    const { columns, rows } = design;
    const gap = design.gap * mm;
    const caption = design.caption * mm;
    const cell = {
      width: (room.width - (columns - 1) * gap) / columns,
      height: (room.height - (rows - 1) * gap) / rows,
    };
    // One column leaves room at the side, several leave it below.
    const isBeside = design.lines && columns === 1 && design.slide.width < 100;
    const sheet = sheetIn(slide, {
      width: cell.width * (isBeside || !design.lines ? design.slide.width / 100 : 1),
      height: (cell.height - caption) * (design.slide.height / 100),
    });
    const left = isBeside ? cell.height : cell.height - caption - sheet.height;
    const lines = design.lines ? Math.floor(left / lineHeight) : 0;
    return {
      perPage: columns * rows,
      flowing: false,
      lines: lines < leastLines ? 0 : lines,
      variant: lines < leastLines ? '' : isBeside ? 'lines-beside' : 'lines-below',
      measures: {
        ...sheetMeasures(sheet),
        '--columns': String(columns),
        '--rows': String(rows),
        '--gap': px(gap),
        // Chromium breaks a leaf that is as high as its page for a rounding error.
        '--leaf-height': px(room.height - 1),
      },
    };
  },
};

export const px = (value: number): string => `${Math.round(value * 1000) / 1000}px`;

type Sheet = Size & { readonly scale: number };

/** A slide is drawn at its own size and scaled as a whole to fit into `room`. */
function sheetIn(slide: Size, room: Size): Sheet {
  const scale = Math.min(room.width / slide.width, room.height / slide.height);
  return { scale, width: scale * slide.width, height: scale * slide.height };
}

function shareOf(room: Size, { slide }: PageDesign): Size {
  return { width: (room.width * slide.width) / 100, height: (room.height * slide.height) / 100 };
}

function sheetMeasures({ scale, width, height }: Sheet): Record<string, string> {
  return { '--sheet-scale': String(scale), '--sheet-width': px(width), '--sheet-height': px(height) };
}
