import type { Size } from '../model/deck.ts';
import { mm, type Orientation, type Paper, papers, turnPaper } from './paper.ts';

export { type Paper, papers };

/** How many slides a page of a handout may take. */
export const perPages = [1, 2, 3, 4, 6, 9] as const;

/** What a person may choose about a printed document. */
export interface PrintSettings {
  /** Left out: as suits the format. */
  readonly orientation?: Orientation | undefined;
  /** Slides a page of a handout. */
  readonly perPage: (typeof perPages)[number];
  /** Whether a handout carries the speaker notes. */
  readonly withNotes: boolean;
  /** Where notes pages have their notes. */
  readonly notesSide: 'below' | 'right';
  /** Each slide as it ends, or a page for each of its steps; for `slides`. */
  readonly steps: 'final' | 'all';
  readonly isGray: boolean;
}

export const defaultSettings: PrintSettings = {
  perPage: 3,
  withNotes: false,
  notesSide: 'below',
  steps: 'final',
  isGray: false,
};

/** In CSS px. The running head stands in the top margin. */
export interface Margin {
  readonly top: number;
  readonly side: number;
  readonly bottom: number;
}

/** How the pages of one document are laid out. */
export interface PagePlan {
  /** CSS px. */
  readonly page: Size;
  /** Left out: the slide fills the page. */
  readonly margin?: Margin;
  /** Slides a page; `any` when they follow one another as there is room. */
  readonly perPage: number | 'any';
  /** Whether there may be more pages than that: notes take as many as they need. */
  readonly flowing: boolean;
  readonly printsNotes: boolean;
  /** Whether every page says in its head which slide it is of. */
  readonly namesSlide: boolean;
  /** Class of the document, for the format's CSS. */
  readonly variant: string;
  /** Custom properties of the document. */
  readonly measures: Readonly<Record<string, string>>;
  /** Ruled lines beside a slide. */
  readonly lines: number;
}

/** One kind of PDF. `templates/print/` holds `<name>.hbs` and `<name>.css` for each. */
export interface PrintFormat {
  readonly name: string;
  readonly description: string;
  readonly plan: (slide: Size, paper: Paper, settings: PrintSettings) => PagePlan;
}

export const printFormats: readonly PrintFormat[] = [
  { name: 'slides', description: 'a page a slide, in the size of the slides', plan: planSlides },
  { name: 'notes', description: 'a page a slide on paper, with its speaker notes', plan: planNotes },
  { name: 'handout', description: 'several slides a page, with room to write', plan: planHandout },
  { name: 'script', description: 'the speaker notes in large type, to read aloud', plan: planScript },
];

export function findPrintFormat(name: string): PrintFormat {
  const format = printFormats.find((each) => each.name === name);
  if (format === undefined) throw new Error(`no print format ${name}`);
  return format;
}

const px = (value: number): string => `${Math.round(value * 1000) / 1000}px`;

/** A slide drawn at its own size and scaled as a whole to fit into `room`. */
function sheetMeasures(
  slide: Size,
  room: Size,
): Record<string, string> & { readonly '--sheet-width': string } {
  const scale = Math.min(room.width / slide.width, room.height / slide.height);
  return {
    '--sheet-scale': String(scale),
    '--sheet-width': px(scale * slide.width),
    '--sheet-height': px(scale * slide.height),
  };
}

function planSlides(slide: Size): PagePlan {
  return {
    page: slide,
    perPage: 1,
    flowing: false,
    printsNotes: false,
    namesSlide: false,
    variant: 'slides',
    measures: { '--page-width': px(slide.width), '--page-height': px(slide.height) },
    lines: 0,
  };
}

/** Narrow paper has narrow margins: an A5 page keeps a line of some length. */
function marginOf(paper: Paper): Margin {
  const side = Math.min(paper.width, paper.height) < 170 * mm ? 14 * mm : 20 * mm;
  return { top: 22 * mm, side, bottom: 20 * mm };
}

function roomOf(page: Size, margin: Margin): Size {
  return { width: page.width - 2 * margin.side, height: page.height - margin.top - margin.bottom };
}

function planNotes(slide: Size, paper: Paper, settings: PrintSettings): PagePlan {
  const isBeside = settings.notesSide === 'right';
  const page = turnPaper(paper, settings.orientation ?? (isBeside ? 'landscape' : 'portrait'));
  const margin = marginOf(page);
  const { width, height } = roomOf(page, margin);
  // Half of the page belongs to the notes, whatever the shape of the slide.
  const room = isBeside ? { width: width * 0.54, height } : { width, height: height / 2 };
  return {
    page,
    margin,
    perPage: 1,
    flowing: true,
    printsNotes: true,
    namesSlide: true,
    variant: isBeside ? 'beside' : 'below',
    measures: sheetMeasures(slide, room),
    lines: 0,
  };
}

/** Columns and rows of a handout, and how its paper lies: chosen so that wide slides leave little of it empty. */
const grids: Readonly<Record<PrintSettings['perPage'], [Orientation, columns: number, rows: number]>> = {
  1: ['landscape', 1, 1],
  2: ['portrait', 1, 2],
  3: ['portrait', 1, 3],
  4: ['landscape', 2, 2],
  6: ['portrait', 2, 3],
  9: ['landscape', 3, 3],
};

/** Between the columns of a handout, and for the line below each slide. */
const gap = 9 * mm;
const caption = 8 * mm;

function planHandout(slide: Size, paper: Paper, settings: PrintSettings): PagePlan {
  const { perPage, withNotes } = settings;
  const [usual, across, down] = grids[perPage];
  const page = turnPaper(paper, settings.orientation ?? (withNotes ? 'portrait' : usual));
  const isTurned = page.width > page.height !== (usual === 'landscape');
  const [columns, rows] = isTurned ? [down, across] : [across, down];
  const isRuled = perPage === 3 && columns === 1;
  const margin = marginOf(page);
  const { width, height } = roomOf(page, margin);
  const cell = { width: (width - (columns - 1) * gap) / columns, height: height / rows };
  const share = withNotes ? ({ 1: 1, 2: 0.5 }[perPage as 1 | 2] ?? 0.4) : isRuled ? 0.54 : 1;
  const room = { width: cell.width * share, height: cell.height - caption - (rows > 1 ? 4 * mm : 0) };
  return {
    page,
    margin,
    perPage: withNotes ? 'any' : perPage,
    flowing: withNotes,
    printsNotes: withNotes,
    namesSlide: false,
    variant: withNotes ? `flow share-${perPage}` : isRuled ? 'grid ruled' : 'grid',
    measures: {
      ...sheetMeasures(slide, room),
      '--columns': String(columns),
      '--rows': String(rows),
      // A page that is filled to the last fraction of a px would be followed by an empty one.
      '--leaf-height': px(height - 1),
    },
    lines: isRuled && !withNotes ? Math.floor((cell.height - 14 * mm) / (8 * mm)) : 0,
  };
}

function planScript(slide: Size, paper: Paper, settings: PrintSettings): PagePlan {
  const page = turnPaper(paper, settings.orientation ?? 'portrait');
  return {
    page,
    margin: marginOf(page),
    perPage: 'any',
    flowing: true,
    printsNotes: true,
    namesSlide: false,
    variant: 'script',
    measures: sheetMeasures(slide, { width: 46 * mm, height: 34 * mm }),
    lines: 0,
  };
}
