import { diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import type { Size } from '../model/deck.ts';
import type { FormatFiles, FormatOption, Orientation, PageDesign } from '../model/print-format.ts';
import { mm, type Paper, turnPaper } from './paper.ts';
import { arrangements, type Leaf, px } from './print-arrange.ts';

export { type Paper, papers } from './paper.ts';

/** What a person may choose about a printed document. */
export interface PrintSettings {
  /** Left out: as suits the format. */
  readonly orientation?: Orientation | undefined;
  /** Values of the options that formats take; what is not there has its usual value. */
  readonly options: ReadonlyMap<FormatOption, string>;
  readonly isGray: boolean;
  /** So many pages are printed in one go, about; longer documents come in parts. */
  readonly partSize: number;
}

/** For each page Chromium looks through all of the document: the time grows with the square of the pages. */
const partSize = 125;

export const defaultSettings: PrintSettings = { options: new Map(), isGray: false, partSize };

/** In CSS px. The running head stands in the top margin. */
export interface Margin {
  readonly top: number;
  readonly side: number;
  readonly bottom: number;
}

/** How the pages of one document are laid out. */
export interface PagePlan extends Leaf {
  /** CSS px. */
  readonly page: Size;
  /** Left out: the slide fills the page. */
  readonly margin?: Margin;
  readonly printsNotes: boolean;
  /** Whether a slide has a page for each of its steps. */
  readonly showsSteps: boolean;
  /** Classes of the document, for the format's CSS. */
  readonly variant: string;
  readonly header: PageDesign['header'];
  readonly footer: PageDesign['footer'];
}

/** The pages of a format for slides of a size. Throws `bad-option` for values and combinations that it does not take. */
export function planPages(format: FormatFiles, slide: Size, paper: Paper, settings: PrintSettings): PagePlan {
  const values = valuesOf(format, settings);
  const design = designFor(format, values);
  const base = {
    printsNotes: design.notes,
    showsSteps: values.get('steps') === 'all' && design.arrange === 'one' && !design.notes,
    header: design.header,
    footer: design.footer,
  };
  if (format.page === 'slide') {
    const measures = { '--page-width': px(slide.width), '--page-height': px(slide.height) };
    const leaf = { perPage: 1, flowing: false, lines: 0, measures } as const;
    return { ...base, ...leaf, page: slide, variant: `one ${design.class}`.trim() };
  }
  const page = turnPaper(paper, settings.orientation ?? design.orientation);
  const margin = marginOf(page, design);
  const room = {
    width: page.width - 2 * margin.side,
    height: page.height - margin.top - margin.bottom,
  };
  const isTurned = page.width > page.height !== (design.orientation === 'landscape');
  const leaf = arrangements[design.arrange](slide, room, isTurned ? turned(design) : design);
  const variant = [design.arrange, leaf.variant, design.class].filter((each) => each !== '').join(' ');
  return { ...base, ...leaf, page, margin, variant };
}

/** Whether pages of the format carry notes. Throws `bad-option` as `planPages` does. */
export function printsNotes(format: FormatFiles, settings: PrintSettings): boolean {
  return designFor(format, valuesOf(format, settings)).notes;
}

/** The value that each option of the format has. */
function valuesOf({ name, options }: FormatFiles, chosen: PrintSettings): Map<FormatOption, string> {
  return new Map(
    [...options].map(([option, known]) => {
      const value = chosen.options.get(option) ?? known[0] ?? '';
      if (known.includes(value)) return [option, value];
      throw new TurnoutError(
        diagnose('bad-option', `format \`${name}\` takes no \`${value}\` for \`--${option}\``, {
          hints: [`it takes: ${known.join(', ')}`],
        }),
      );
    }),
  );
}

function designFor({ design, variants }: FormatFiles, values: ReadonlyMap<FormatOption, string>): PageDesign {
  const fitting = variants.filter(({ when }) =>
    [...when].every(([option, value]) => values.get(option) === value),
  );
  const refused = fitting.find(({ refuse }) => refuse !== undefined);
  if (refused !== undefined) {
    const [why = '', ...hints] = (refused.refuse ?? '').split(/;\s*/);
    throw new TurnoutError(diagnose('bad-option', why, { hints }));
  }
  return Object.assign({}, design, ...fitting.map((variant) => variant.design));
}

/** Paper that lies another way than the format means has rows for columns. */
function turned(design: PageDesign): PageDesign {
  return { ...design, columns: design.rows, rows: design.columns };
}

const narrow = 170 * mm;

/** Narrow paper has narrow margins: an A5 page keeps a line of some length. */
function marginOf(page: Size, { margin }: PageDesign): Margin {
  const [across, along] = Math.min(page.width, page.height) < narrow ? [0.7, 0.8] : [1, 1];
  return {
    top: margin.top * along * mm,
    side: margin.side * across * mm,
    bottom: margin.bottom * along * mm,
  };
}
