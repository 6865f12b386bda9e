import type { PDFDict, PDFDocument, PDFName, PDFObject } from '@cantoo/pdf-lib';
import type { PrintBundle } from '../model/bundle.ts';
import type { PdfLib } from './pdf-outline.ts';
import { describe } from './pdf-verify.ts';

/** Zero-based page, an address, or undefined when it leads nowhere. */
type Target = number | string | undefined;

/** Where pages are served from while they are printed. */
const servedFrom = /^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}\//;
const leadsOut = /^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}\/elsewhere#(.*)$/;

/**
 * What is wrong with the file's links, in words; undefined when each leads somewhere, and each link of a slide to
 * another is there. `starts` are the pages on which slides begin.
 */
export function brokenLink(
  lib: PdfLib,
  document: PDFDocument,
  bundle: PrintBundle,
  starts: readonly number[],
): string | undefined {
  const targets = readLinks(lib, document);
  for (const [page, found] of targets.entries()) {
    const where = `a link on page ${page + 1}${ofSlide(bundle, starts, page)}`;
    if (found.includes(undefined)) return `${where} leads nowhere`;
    if (found.some((target) => typeof target === 'string' && servedFrom.test(target)))
      return `${where} leads to the machine that printed it`;
  }
  return missingLink(targets, bundle, starts);
}

function missingLink(
  targets: readonly (readonly Target[])[],
  { slides, perPage }: PrintBundle,
  starts: readonly number[],
): string | undefined {
  const begins = new Map(slides.map(({ id }, index) => [id, starts[index]]));
  for (const [index, slide] of slides.entries()) {
    const next = starts[index + 1] ?? targets.length;
    // Where slides follow one another, the last page of one is the first of the next, and an anchor may stand at the
    // end of a page whose heading has moved to the next.
    const isExact = perPage !== 'any';
    const there = targets.slice(starts[index], isExact ? Math.max(next, (starts[index] ?? 0) + 1) : next + 1);
    const pages = there.flat().filter((target) => typeof target === 'number');
    for (const id of slide.links ?? []) {
      const begin = begins.get(id);
      if (begin === undefined || pages.some((page) => (isExact ? page === begin : page <= begin))) continue;
      return `${describe(slide)} does not lead to \`${id}\``;
    }
  }
  return undefined;
}

/** The last slide that has begun, where a page belongs to one. */
function ofSlide({ slides, perPage = 1 }: PrintBundle, starts: readonly number[], page: number): string {
  const slide = perPage === 1 ? slides[starts.findLastIndex((start) => start <= page)] : undefined;
  return slide === undefined ? '' : `, of ${describe(slide)},`;
}

/** Links out of a part of the document lead to the pages on which their slides begin. */
export function mendLinks(
  lib: PdfLib,
  document: PDFDocument,
  { slides, parts }: PrintBundle,
  starts: readonly number[],
): void {
  if (parts === undefined) return;
  const begins = new Map(slides.map(({ id }, index) => [id, starts[index] ?? 0]));
  const [action, uri, place] = ['A', 'URI', 'Dest'].map((key) => lib.PDFName.of(key)) as [
    PDFName,
    PDFName,
    PDFName,
  ];
  for (const { node } of document.getPages()) {
    for (const each of node.Annots()?.asArray() ?? []) {
      const link = document.context.lookup(each);
      const said = link instanceof lib.PDFDict ? document.context.lookup(link.get(action)) : undefined;
      const address = said instanceof lib.PDFDict ? document.context.lookup(said.get(uri)) : undefined;
      if (!(link instanceof lib.PDFDict) || !(address instanceof lib.PDFString)) continue;
      const [, id = ''] = leadsOut.exec(address.decodeText()) ?? [];
      const begin = begins.get(decodeURIComponent(id));
      if (begin === undefined) continue;
      const page = document.getPage(begin);
      link.delete(action);
      link.set(place, document.context.obj([page.ref, 'XYZ', null, page.getHeight(), null]));
    }
  }
}

/** Where the links of each page lead. */
export function readLinks(lib: PdfLib, document: PDFDocument): Target[][] {
  const { PDFArray, PDFDict, PDFHexString, PDFName, PDFRef, PDFString } = lib;
  const { context, catalog } = document;
  const pages = new Map(document.getPages().map(({ ref }, index) => [ref, index]));
  const named = context.lookup(catalog.get(PDFName.of('Dests')));
  const get = (dict: PDFDict, key: string): PDFObject | undefined =>
    context.lookup(dict.get(PDFName.of(key)));
  const placeOf = (written: PDFObject | undefined): number | undefined => {
    const isName = written instanceof PDFName && named instanceof PDFDict;
    const place = isName ? context.lookup(named.get(written)) : written;
    const page = place instanceof PDFArray ? place.get(0) : undefined;
    return page instanceof PDFRef ? pages.get(page) : undefined;
  };
  const targetOf = (link: PDFDict): Target => {
    const action = get(link, 'A');
    if (!(action instanceof PDFDict)) return placeOf(get(link, 'Dest'));
    const address = get(action, 'URI');
    if (address instanceof PDFString || address instanceof PDFHexString)
      return address.decodeText() || undefined;
    return placeOf(get(action, 'D'));
  };
  return document.getPages().map(({ node }) => {
    const marks = (node.Annots()?.asArray() ?? []).map((each) => context.lookup(each));
    return marks.flatMap((mark) =>
      mark instanceof PDFDict && mark.get(PDFName.of('Subtype')) === PDFName.of('Link')
        ? [targetOf(mark)]
        : [],
    );
  });
}
