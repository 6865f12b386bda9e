import type { BundleFile } from '../model/bundle.ts';
import type { PagePlan } from './print-formats.ts';
import type { PrintedLeaf } from './print-lines.ts';

/**
 * The pages of a long document in parts that can be printed by themselves; one part when it is short, or when what
 * stands on a page depends on the one before. The steps of a slide stay together.
 */
export function divide(
  leaves: readonly PrintedLeaf[],
  { perPage }: PagePlan,
  partSize: number,
): (readonly PrintedLeaf[])[] {
  const count = Math.round(leaves.length / partSize);
  if (perPage === 'any' || count < 2) return [leaves];
  const size = Math.ceil(leaves.length / count);
  const parts: PrintedLeaf[][] = [];
  for (const leaf of leaves) {
    const part = parts.at(-1);
    const isFull = part === undefined || (part.length >= size && !isSameSlide(part.at(-1), leaf));
    if (isFull) parts.push([leaf]);
    else part.push(leaf);
  }
  return parts;
}

function isSameSlide(one: PrintedLeaf | undefined, next: PrintedLeaf): boolean {
  return one?.slides.at(-1)?.slide === next.slides[0]?.slide;
}

/** How many slides stand before the first that begins a section. */
export function goesOn(part: readonly PrintedLeaf[]): number {
  const sheets = part.flatMap(({ slides }) => slides);
  const begins = sheets.findIndex(({ part: heading, opens }) => heading !== '' || opens);
  const before = begins === -1 ? sheets : sheets.slice(0, begins);
  return new Set(before.map(({ slide }) => slide)).size;
}

const inside = /(<a\b[^>]*?\shref=")#([^"/][^"]*")/g;

/** Links to slides of other parts lead out of the page: Chromium drops those whose place is not there. */
export function linkOut(html: string, part: readonly PrintedLeaf[], all: readonly PrintedLeaf[]): string {
  const here = idsOf(part);
  const known = idsOf(all);
  return html.replace(inside, (whole, start: string, end: string) => {
    const id = end.slice(0, -1);
    return here.has(id) || !known.has(id) ? whole : `${start}elsewhere#${end}`;
  });
}

function idsOf(leaves: readonly PrintedLeaf[]): Set<string> {
  return new Set(leaves.flatMap(({ slides }) => slides.map(({ id }) => id)));
}

const numbering = /@page\{counter-reset:all-pages \d+\}@page:first\{counter-set:page \d+\}\n/;

/** CSS that counts the pages of a part in its place among all, when every leaf is a page. */
export function numbered(all: readonly PrintedLeaf[], [first]: readonly PrintedLeaf[]): string {
  return counting(first === undefined ? 1 : 1 + all.indexOf(first), all.length);
}

/** Counts the pages of a part anew: its notes take more pages than was thought, or those before it do. */
export function renumber(files: Map<string, BundleFile>, first: number, all: number): void {
  const css = files.get('print.css');
  if (css === undefined || !('content' in css)) return;
  files.set('print.css', { content: String(css.content).replace(numbering, counting(first, all)) });
}

function counting(first: number, all: number): string {
  return `@page{counter-reset:all-pages ${all}}@page:first{counter-set:page ${first}}\n`;
}
