import type { PrintBundle, PrintedSlide } from '../model/bundle.ts';
import type { OutlineEntry } from './pdf-outline.ts';

/** What a printed file holds, as far as it is held against the bundle that it was printed from. */
export interface PrintedFile {
  readonly pages: readonly PrintedPage[];
  readonly outline: readonly OutlineEntry[];
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
 * Holds a printed file against the bundle that it was printed from: each slide must begin a page of its own, in order and
 * in the right size, and be in the outline below its section.
 */
export function verifyPrinted(file: PrintedFile, bundle: PrintBundle): Verdict {
  const mismatch = countMismatch(file, bundle) ?? sizeMismatch(file, bundle) ?? emptyPage(file);
  return mismatch === undefined ? findInOutline(file, bundle) : { mismatch };
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

function emptyPage({ pages }: PrintedFile): string | undefined {
  const index = pages.findIndex((page) => !page.hasContent);
  return index < 0 ? undefined : `page ${index + 1} is empty`;
}

function findInOutline({ outline }: PrintedFile, bundle: PrintBundle): Verdict {
  const wanted: OutlineEntry[] = [];
  let previous = { place: -1, page: -1, section: '' };
  for (const [index, slide] of bundle.slides.entries()) {
    const place = outline.findIndex(
      (each, at) => at > previous.place && each.level <= 2 && isSame(each.title, slide.title),
    );
    const entry = outline[place];
    if (entry === undefined) return { mismatch: `${describe(slide)} is not in the outline` };
    const inPlace = bundle.flowing && index > 0 ? entry.page > previous.page : entry.page === index;
    if (!inPlace)
      return { mismatch: `${describe(slide)} does not begin a page of its own (page ${entry.page + 1})` };
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

/** Chromium drops the space at which a heading is broken into lines. */
function isSame(one: string, other: string): boolean {
  return squeeze(one) === squeeze(other);
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
