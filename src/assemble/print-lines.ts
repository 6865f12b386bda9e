import type { Deck } from '../model/deck.ts';
import { formatDate } from '../model/language.ts';
import {
  type PageField,
  type PageLine,
  type PageLines,
  type PageText,
  sides,
  slideFacts,
} from '../model/page-text.ts';
import type { PagePlan } from './print-formats.ts';
import type { Sheet } from './print-sheets.ts';

/** What stands in the margins: what the deck says, else what the format has. */
export function linesOf(plan: PagePlan, deck: Deck): PageLines {
  const merge = (own: PageLine, said: PageLine | undefined): PageLine => ({
    ...(deck.dir === 'rtl' ? mirrored(own) : own),
    ...said,
  });
  return { header: merge(plan.header, deck.print?.header), footer: merge(plan.footer, deck.print?.footer) };
}

/** A format is written for lines that run to the right. */
function mirrored({ left, center, right }: PageLine): PageLine {
  return { ...(right && { left: right }), ...(center && { center }), ...(left && { right: left }) };
}

function textsOf({ header, footer }: PageLines): PageText[] {
  return [header, footer].flatMap((line) => sides.flatMap((side) => [line[side] ?? []]));
}

/** Pages that say the same of their slides; CSS knows them by their name. */
export interface NamedPage {
  readonly name: string;
  readonly facts: ReadonlyMap<PageField, string>;
}

/** A sheet with the name of the page that it is on. */
export type PlacedSheet = Sheet & { readonly pageName: string };

export interface PrintedLeaf {
  readonly pageName: string;
  readonly slides: readonly PlacedSheet[];
}

export interface Placed {
  /** What stands on a page together; everything when slides follow one another. */
  readonly leaves: readonly PrintedLeaf[];
  readonly pages: readonly NamedPage[];
}

/**
 * Which sheets share a page, and the pages that need a name. Where slides follow one another, a page can say only what
 * holds for all of it: when its margins name the section, sections begin on new pages, and slides when they name slides.
 */
export function placeSheets(sheets: readonly Sheet[], { perPage }: PagePlan, lines: PageLines): Placed {
  const wanted = new Set(
    textsOf(lines).flatMap((text) =>
      text.flatMap((part) => (typeof part !== 'string' && slideFacts.has(part.field) ? [part.field] : [])),
    ),
  );
  if (perPage === 'any') return placeFlowing(sheets, wanted);
  const leaves = chunks(sheets, perPage).map((slides, index) => placed(slides, wanted, index + 1));
  return { leaves: leaves.map(({ leaf }) => leaf), pages: leaves.flatMap(({ page }) => page ?? []) };
}

function placeFlowing(sheets: readonly Sheet[], wanted: ReadonlySet<PageField>): Placed {
  const isPerSlide = wanted.has('slide') || wanted.has('number');
  const groups = groupBy(sheets, (sheet) => (isPerSlide ? sheet.id : sheet.section));
  const parts = groups.map((slides, index) => placed(slides, wanted, index + 1));
  return {
    leaves: [{ pageName: 'auto', slides: parts.flatMap(({ leaf }) => leaf.slides) }],
    pages: parts.flatMap(({ page }) => page ?? []),
  };
}

function placed(
  sheets: readonly Sheet[],
  wanted: ReadonlySet<PageField>,
  index: number,
): { leaf: PrintedLeaf; page?: NamedPage } {
  const name = wanted.size === 0 ? 'auto' : `page-${index}`;
  const leaf = { pageName: name, slides: sheets.map((sheet) => ({ ...sheet, pageName: name })) };
  return wanted.size === 0 ? { leaf } : { leaf, page: { name, facts: factsOf(sheets) } };
}

function factsOf(sheets: readonly Sheet[]): Map<PageField, string> {
  const [first, last] = [sheets[0], sheets.at(-1)];
  const numbers = [...new Set([first?.number, last?.number])];
  return new Map([
    ['section', first?.section ?? ''],
    ['slide', first?.title ?? ''],
    ['number', numbers.join('–')],
  ]);
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

function groupBy<T>(all: readonly T[], keyOf: (each: T) => string): T[][] {
  const groups: { key: string; items: T[] }[] = [];
  for (const each of all) {
    const key = keyOf(each);
    const last = groups.at(-1);
    if (last?.key === key) last.items.push(each);
    else groups.push({ key, items: [each] });
  }
  return groups.map(({ items }) => items);
}

/** What is the same on every page. */
export function deckFacts(deck: Deck): Map<PageField, string> {
  return new Map([
    ['title', deck.title],
    ['subtitle', deck.subtitle ?? ''],
    ['authors', deck.authors.map(({ name }) => name).join(', ')],
    ['event', deck.event ?? ''],
    ['date', formatDate(deck.date ?? '', deck.lang)],
    ['profile', deck.edition.profiles.join(' + ')],
  ]);
}
