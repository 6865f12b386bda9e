import type { PrintBundle, PrintedSlide } from '../model/bundle.ts';
import { hasRightToLeft } from '../model/language.ts';
import type { OutlineEntry } from './pdf-outline.ts';

/** What a printed file holds, as far as it is held against the bundle that it was printed from. */
export interface PrintedFile {
  readonly pages: readonly PrintedPage[];
  readonly outline: readonly OutlineEntry[];
  /** Fonts that the file names and does not carry. */
  readonly missingFonts?: readonly string[];
}

const ptPerPx = 0.75;
/** In pt: Chromium rounds page sizes to whole pixels. */
const tolerance = 1;

export interface PrintedPage {
  /** In pt. */
  readonly width: number;
  readonly height: number;
  /** Whether anything that is read stands on it; running heads are not. */
  readonly hasContent: boolean;
}

/** The outline as it should read: sections and slides, nothing else, in full; or what differs, in words. */
export type Verdict = { readonly outline: readonly OutlineEntry[] } | { readonly mismatch: string };

/**
 * Holds a printed file against the bundle that it was printed from: each slide must begin on the page that it belongs
 * to, in order and in the right size, and be in the outline below its section.
 */
export function verifyPrinted(file: PrintedFile, bundle: PrintBundle): Verdict {
  const mismatch =
    countMismatch(file, bundle) ?? sizeMismatch(file, bundle) ?? emptyPage(file) ?? missingFont(file);
  return mismatch === undefined ? findInOutline(file, bundle) : { mismatch };
}

/** Zero-based page on which each slide begins when nothing flows, and the number of pages behind the last. */
export function plannedPages({ slides, perPage = 1 }: PrintBundle): { starts: number[]; count: number } {
  if (perPage === 'any') return { starts: slides.map(() => 0), count: Math.min(1, slides.length) };
  const starts: number[] = [];
  let sheets = 0;
  for (const { pages = 1 } of slides) {
    starts.push(Math.floor(sheets / perPage));
    sheets += pages;
  }
  return { starts, count: Math.ceil(sheets / perPage) };
}

function countMismatch({ pages }: PrintedFile, bundle: PrintBundle): string | undefined {
  const { count } = plannedPages(bundle);
  const fits = bundle.flowing ? pages.length >= count : pages.length === count;
  if (fits) return undefined;
  const { length } = bundle.slides;
  const planned = count === length ? '' : ` instead of ${count}`;
  return `${length} slides became ${pages.length} pages${planned}`;
}

function sizeMismatch({ pages }: PrintedFile, bundle: PrintBundle): string | undefined {
  const wanted = { width: bundle.page.width * ptPerPx, height: bundle.page.height * ptPerPx };
  const index = pages.findIndex(
    ({ width, height }) =>
      Math.abs(width - wanted.width) > tolerance || Math.abs(height - wanted.height) > tolerance,
  );
  const wrong = pages[index];
  if (wrong === undefined) return undefined;
  const slide = bundle.flowing ? undefined : bundle.slides[plannedPages(bundle).starts.indexOf(index)];
  const where = slide === undefined ? `page ${index + 1}` : `the page of ${describe(slide)}`;
  return `${where} is ${sizeText(wrong)} instead of ${sizeText(wanted)}`;
}

function emptyPage({ pages }: PrintedFile): string | undefined {
  const index = pages.findIndex((page) => !page.hasContent);
  return index < 0 ? undefined : `page ${index + 1} is empty`;
}

function missingFont({ missingFonts = [] }: PrintedFile): string | undefined {
  return missingFonts.length === 0 ? undefined : `it does not carry the font ${missingFonts.join(', ')}`;
}

function findInOutline({ outline }: PrintedFile, bundle: PrintBundle): Verdict {
  const { starts } = plannedPages(bundle);
  const wanted: OutlineEntry[] = [];
  let previous = { place: -1, page: -1, section: '' };
  for (const [index, slide] of bundle.slides.entries()) {
    const isIts = (each: OutlineEntry, at: number): boolean =>
      at > previous.place && each.level <= 2 && isSame(each.title, slide.title);
    const isInPlace = ({ page }: OutlineEntry): boolean => {
      if (!bundle.flowing || index === 0) return page === starts[index];
      return bundle.perPage === 'any' ? page >= previous.page : page > previous.page;
    };
    const found = outline.findIndex((each, at) => isIts(each, at) && isInPlace(each));
    const place = found < 0 ? outline.findIndex(isIts) : found;
    const entry = outline[place];
    if (entry === undefined) return { mismatch: `${describe(slide)} is not in the outline` };
    if (!isInPlace(entry)) {
      const own = (bundle.perPage ?? 1) === 1 ? 'a page of its own' : 'on the page that it belongs to';
      return { mismatch: `${describe(slide)} does not begin ${own} (page ${entry.page + 1})` };
    }
    const heading = outline
      .slice(previous.place + 1, place)
      .find((each) => each.level === 1 && each.page === entry.page && isSame(each.title, slide.section));
    if (slide.section !== previous.section && entry.level > 1) {
      if (heading === undefined)
        return { mismatch: `the section \`${slide.section}\` is not in the outline` };
      wanted.push({ title: slide.section, level: 1, page: entry.page });
    }
    wanted.push({ title: slide.title, level: entry.level, page: entry.page });
    previous = { place, page: entry.page, section: slide.section };
  }
  return { outline: wanted };
}

/**
 * Chromium drops the space at which a heading is broken into lines. What runs from right to left it names in the order in
 * which it is painted, brackets turned round: there the letters are counted.
 */
function isSame(one: string, other: string): boolean {
  if (squeeze(one) === squeeze(other)) return true;
  return hasRightToLeft(other) && sortLetters(one) === sortLetters(other);
}

function sortLetters(text: string): string {
  return [...(text.normalize('NFKC').match(/[\p{L}\p{N}]/gu) ?? [])].sort().join('');
}

/** White space is where readers of a PDF differ; letters are not. */
export function squeeze(text: string): string {
  return text.normalize('NFKC').replace(/[\s\u00ad\u200b]+/g, '');
}

export function describe(slide: PrintedSlide): string {
  return `slide \`${slide.id}\` (${slide.file})`;
}

function sizeText({ width, height }: { width: number; height: number }): string {
  return `${Math.round(width)} × ${Math.round(height)} pt`;
}
