import type { PDFDict, PDFDocument, PDFObject, PDFRef } from '@cantoo/pdf-lib';

/** An entry of a PDF's outline, in reading order. */
export interface OutlineEntry {
  readonly title: string;
  /** One-based depth. */
  readonly level: number;
  /** Zero-based page that it leads to; -1 when it leads to none. */
  readonly page: number;
}

type PdfLib = typeof import('@cantoo/pdf-lib');

/** The outline as Chromium makes it from headings: a linked list of entries, each with a page or a named place. */
export function readOutline(
  { PDFArray, PDFDict, PDFHexString, PDFName, PDFRef, PDFString }: PdfLib,
  document: PDFDocument,
): OutlineEntry[] {
  const { context, catalog } = document;
  const pages = new Map(document.getPages().map((page, index) => [page.ref.toString(), index]));
  const dictOf = (object: PDFObject | undefined): PDFDict | undefined => {
    const found = context.lookup(object);
    return found instanceof PDFDict ? found : undefined;
  };
  const pageOf = (entry: PDFDict): number => {
    const action = dictOf(entry.get(PDFName.of('A')));
    const place = context.lookup(entry.get(PDFName.of('Dest')) ?? action?.get(PDFName.of('D')));
    const page = place instanceof PDFArray ? place.get(0) : undefined;
    return page instanceof PDFRef ? (pages.get(page.toString()) ?? -1) : -1;
  };
  const entries: OutlineEntry[] = [];
  const seen = new Set<PDFDict>();
  const visit = (parent: PDFDict | undefined, level: number): void => {
    let entry = dictOf(parent?.get(PDFName.of('First')));
    while (entry !== undefined && !seen.has(entry)) {
      seen.add(entry);
      const title = context.lookup(entry.get(PDFName.of('Title')));
      const text = title instanceof PDFString || title instanceof PDFHexString ? title.decodeText() : '';
      entries.push({ title: text, level, page: pageOf(entry) });
      visit(entry, level + 1);
      entry = dictOf(entry.get(PDFName.of('Next')));
    }
  };
  visit(dictOf(catalog.get(PDFName.of('Outlines')) as PDFRef | undefined), 1);
  return entries;
}
