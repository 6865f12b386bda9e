import type { Size } from '../model/deck.ts';

/** Paper in CSS px: 96 to the inch. */
export type Paper = Size & { readonly name: string };

const mm = 96 / 25.4;

export const papers: Readonly<Record<'a4' | 'letter', Paper>> = {
  a4: { name: 'A4', width: 210 * mm, height: 297 * mm },
  letter: { name: 'Letter', width: 8.5 * 96, height: 11 * 96 },
};

/** What the page rules of a format may say about a slide. */
export interface SheetFacts {
  readonly pageName: string;
  readonly number: number;
  readonly title: string;
}

/** What the page rules of a format may say about the deck. `text` and `display` are CSS family lists. */
export interface DeckFacts {
  readonly title: string;
  readonly text: string;
  readonly display: string;
}

/** One kind of PDF. `templates/print/` holds `<name>.hbs` and `<name>.css` for each. */
export interface PrintFormat {
  readonly name: string;
  readonly description: string;
  /** Whether speaker notes are printed, on as many pages as they need. */
  readonly printsNotes: boolean;
  /** Page size in CSS px. */
  page(slide: Size, paper: Paper): Size;
  /** `@page` rules, and the measures that the format's CSS works with. */
  rules(slide: Size, page: Size, deck: DeckFacts, sheets: readonly SheetFacts[]): string;
}

export const printFormats: readonly PrintFormat[] = [
  {
    name: 'slides',
    description: 'a page a slide, in the size of the slides',
    printsNotes: false,
    page: (slide) => slide,
    rules: (_, page) =>
      `@page{size:${page.width}px ${page.height}px;margin:0}\n:root{--page-width:${page.width}px;--page-height:${page.height}px}`,
  },
  {
    name: 'notes',
    description: 'a page a slide on paper, with its speaker notes below',
    printsNotes: true,
    page: (_, paper) => paper,
    rules: notesRules,
  },
];

export function findPrintFormat(name: string): PrintFormat {
  const format = printFormats.find((each) => each.name === name);
  if (format === undefined) throw new Error(`no print format ${name}`);
  return format;
}

/** Margins of the paper in CSS px. The running head stands in the top one. */
const margin = { top: 22 * mm, side: 20 * mm, bottom: 20 * mm } as const;

/**
 * Each slide has named pages of its own, so that a page on which its notes go on still says which slide it is of.
 * Custom properties do not reach margin boxes: families are written out.
 */
function notesRules(slide: Size, page: Size, deck: DeckFacts, sheets: readonly SheetFacts[]): string {
  const room = {
    width: page.width - 2 * margin.side,
    // Half of the page belongs to the notes, whatever the shape of the slide.
    height: (page.height - margin.top - margin.bottom) / 2,
  };
  const scale = Math.min(room.width / slide.width, room.height / slide.height);
  const line = 'white-space:nowrap;overflow:hidden;text-overflow:ellipsis';
  const quiet = `color:#5a616e;font:400 9pt ${deck.text};${line}`;
  const head = `color:#1b1f27;font:600 11pt ${deck.display};${line}`;
  return [
    `:root{--sheet-scale:${scale};--sheet-width:${scale * slide.width}px;--sheet-height:${scale * slide.height}px}`,
    `@page{size:${page.width}px ${page.height}px;margin:${margin.top}px ${margin.side}px ${margin.bottom}px;`,
    `@bottom-left{${quiet};content:${cssString(deck.title)}}`,
    `@bottom-right{${quiet};content:counter(page) " / " counter(pages)}}`,
    ...sheets.map(
      ({ pageName, number, title }) =>
        `@page ${pageName}{@top-left{${head};content:${cssString(`${number} · ${title}`)}}}`,
    ),
  ].join('\n');
}

/** A string that ends neither itself nor its style sheet. */
function cssString(text: string): string {
  return `"${text.replace(/["\\<\n\r\f]/g, (character) => `\\${character.charCodeAt(0).toString(16)} `)}"`;
}
