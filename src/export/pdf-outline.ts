import type { PDFDict, PDFDocument, PDFObject, PDFPageLeaf, PDFRef } from '@cantoo/pdf-lib';

/** An entry of a PDF's outline, in reading order. */
export interface OutlineEntry {
  readonly title: string;
  /** One-based depth. */
  readonly level: number;
  /** Zero-based page that it leads to; -1 when it leads to none. */
  readonly page: number;
}

export type PdfLib = typeof import('@cantoo/pdf-lib');

/** Pages in order. Unlike `getPages` it remembers none, so that pages may be added. */
export function pageLeaves({ PDFPageLeaf }: PdfLib, { catalog }: PDFDocument): [PDFPageLeaf, PDFRef][] {
  const found: [PDFPageLeaf, PDFRef][] = [];
  catalog.Pages().traverse((node, ref) => {
    if (node instanceof PDFPageLeaf) found.push([node, ref]);
  });
  return found;
}

/** The outline as Chromium makes it from headings: a linked list of entries, each with the place that it leads to. */
export function readOutline(lib: PdfLib, document: PDFDocument): OutlineEntry[] {
  const { PDFArray, PDFDict, PDFHexString, PDFName, PDFRef, PDFString } = lib;
  const { context, catalog } = document;
  const pages = new Map(pageLeaves(lib, document).map(([, ref], index) => [ref, index]));
  const dictOf = (object: PDFObject | undefined): PDFDict | undefined => {
    const found = context.lookup(object);
    return found instanceof PDFDict ? found : undefined;
  };
  const pageOf = (entry: PDFDict): number => {
    const place = context.lookup(entry.get(PDFName.of('Dest')));
    const page = place instanceof PDFArray ? place.get(0) : undefined;
    return page instanceof PDFRef ? (pages.get(page) ?? -1) : -1;
  };
  const entries: OutlineEntry[] = [];
  const visit = (parent: PDFDict | undefined, level: number): void => {
    let entry = dictOf(parent?.get(PDFName.of('First')));
    while (entry !== undefined) {
      const title = context.lookup(entry.get(PDFName.of('Title')));
      const text = title instanceof PDFString || title instanceof PDFHexString ? title.decodeText() : '';
      entries.push({ title: text, level, page: pageOf(entry) });
      visit(entry, level + 1);
      entry = dictOf(entry.get(PDFName.of('Next')));
    }
  };
  visit(dictOf(catalog.get(PDFName.of('Outlines'))), 1);
  return entries;
}

interface Branch {
  readonly entry: OutlineEntry;
  readonly ref: PDFRef;
  readonly children: Branch[];
}

/** Puts an outline of two levels in place of the one that is there. Entries lead to the top of their pages. */
export function writeOutline(lib: PdfLib, document: PDFDocument, entries: readonly OutlineEntry[]): void {
  const { context, catalog } = document;
  const top: Branch[] = [];
  for (const entry of entries) {
    const parent = entry.level === 1 ? undefined : top.at(-1);
    (parent?.children ?? top).push({ entry, ref: context.nextRef(), children: [] });
  }
  const root = context.nextRef();
  writeBranches(lib, document, top, root);
  const outlines = context.obj({ Type: 'Outlines', Count: entries.length, ...ends(top) });
  context.assign(root, outlines);
  catalog.set(lib.PDFName.of('Outlines'), root);
}

function writeBranches(
  lib: PdfLib,
  document: PDFDocument,
  branches: readonly Branch[],
  parent: PDFRef,
): void {
  for (const [index, { entry, ref, children }] of branches.entries()) {
    const page = document.getPage(entry.page);
    const [previous, next] = [branches[index - 1], branches[index + 1]];
    const dict = document.context.obj({
      Title: lib.PDFHexString.fromText(entry.title),
      Parent: parent,
      Dest: [page.ref, 'XYZ', null, page.getHeight(), null],
      ...(previous === undefined ? {} : { Prev: previous.ref }),
      ...(next === undefined ? {} : { Next: next.ref }),
      ...(children.length === 0 ? {} : { Count: children.length, ...ends(children) }),
    });
    document.context.assign(ref, dict);
    writeBranches(lib, document, children, ref);
  }
}

function ends(branches: readonly Branch[]): { First?: PDFRef; Last?: PDFRef } {
  const [first, last] = [branches[0], branches.at(-1)];
  return first === undefined || last === undefined ? {} : { First: first.ref, Last: last.ref };
}
