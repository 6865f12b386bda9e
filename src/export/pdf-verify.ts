import type { PrintBundle, PrintedSlide } from '../model/bundle.ts';
import type { OutlineEntry } from './pdf-outline.ts';

/** What a printed file holds, as far as it is held against the bundle that it was printed from. */
export interface PrintedFile {
  /** Width and height of each page in pt. */
  readonly pages: readonly { readonly width: number; readonly height: number }[];
  readonly outline: readonly OutlineEntry[];
}

const ptPerPx = 0.75;
/** Chromium rounds page sizes to whole pixels. */
const tolerance = 1;

/**
 * What differs between a printed file and the bundle it was printed from, in words; undefined when nothing does.
 * Each slide must begin a page of its own, in order, and be in the outline below its section.
 */
export function findMismatch(file: PrintedFile, bundle: PrintBundle): string | undefined {
  return countMismatch(file, bundle) ?? sizeMismatch(file, bundle) ?? orderMismatch(file, bundle);
}

function countMismatch({ pages }: PrintedFile, { slides, flowing }: PrintBundle): string | undefined {
  const fits = flowing ? pages.length >= slides.length : pages.length === slides.length;
  if (fits) return undefined;
  return `${slides.length} slides became ${pages.length} pages`;
}

function sizeMismatch({ pages }: PrintedFile, { page, slides, flowing }: PrintBundle): string | undefined {
  const wanted = { width: page.width * ptPerPx, height: page.height * ptPerPx };
  const index = pages.findIndex(
    ({ width, height }) =>
      Math.abs(width - wanted.width) > tolerance || Math.abs(height - wanted.height) > tolerance,
  );
  const wrong = pages[index];
  if (wrong === undefined) return undefined;
  const slide = flowing ? undefined : slides[index];
  const where = slide === undefined ? `page ${index + 1}` : `the page of ${describe(slide)}`;
  return `${where} is ${sizeText(wrong)} instead of ${sizeText(wanted)}`;
}

function orderMismatch({ outline, pages }: PrintedFile, bundle: PrintBundle): string | undefined {
  let at = 0;
  let previousPage = -1;
  let section: string | undefined;
  for (const [index, slide] of bundle.slides.entries()) {
    const found = outline.findIndex(
      (entry, place) => place >= at && entry.level <= 2 && isSame(entry, slide.title),
    );
    const entry = outline[found];
    if (entry === undefined) return `${describe(slide)} is not in the outline`;
    if (bundle.flowing ? entry.page <= previousPage : entry.page !== index) {
      return `${describe(slide)} begins on page ${entry.page + 1}, after one that ends on page ${previousPage + 1}`;
    }
    const opens = slide.section !== section;
    const announced =
      entry.level === 1 ||
      outline
        .slice(at, found)
        .some((each) => each.level === 1 && isSame(each, slide.section) && each.page === entry.page);
    if (opens && !announced) return `the section \`${slide.section}\` is not in the outline`;
    section = slide.section;
    previousPage = entry.page;
    at = found + 1;
  }
  return previousPage < pages.length ? undefined : 'the outline leads to pages that are not there';
}

/** White space is where browsers, fonts and line breaks differ; letters are not. */
function isSame(entry: OutlineEntry, title: string): boolean {
  return squeeze(entry.title) === squeeze(title);
}

function squeeze(text: string): string {
  return text.normalize('NFKC').replace(/[\s\u00ad\u200b]+/g, '');
}

function describe(slide: PrintedSlide): string {
  return `slide \`${slide.id}\` (${slide.file})`;
}

function sizeText({ width, height }: { width: number; height: number }): string {
  return `${Math.round(width)} × ${Math.round(height)} pt`;
}
