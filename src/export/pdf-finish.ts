import type { PDFPage } from '@cantoo/pdf-lib';
import type { PrintBundle } from '../model/bundle.ts';
import { type PdfLib, readOutline, writeOutline } from './pdf-outline.ts';
import { type PrintedPage, verifyPrinted } from './pdf-verify.ts';

export type Finished = { readonly mismatch: string } | { readonly bytes: Uint8Array; readonly pages: number };

/**
 * Holds what Chromium printed against the bundle, mends its outline, and names title, authors and language.
 * The library is large: it is handed in as a promise, so that it can be read while the browser is busy.
 */
export async function finishPdf(
  library: Promise<PdfLib>,
  printed: Uint8Array,
  bundle: PrintBundle,
  date: Date,
): Promise<Finished> {
  const lib = await library;
  const document = await lib.PDFDocument.load(printed, { updateMetadata: false });
  const pages = document.getPages();
  const outline = readOutline(lib, document);
  const verdict = verifyPrinted({ pages: pages.map((page) => describePage(lib, page)), outline }, bundle);
  if ('mismatch' in verdict) return verdict;
  writeOutline(lib, document, verdict.outline);
  document.setTitle(bundle.title, { showInWindowTitleBar: true });
  if (bundle.authors.length > 0) document.setAuthor(bundle.authors.join(', '));
  if (bundle.subject !== undefined) document.setSubject(bundle.subject);
  if (bundle.keywords.length > 0) document.setKeywords([bundle.keywords.join(', ')]);
  document.setLanguage(bundle.lang);
  document.setCreator('Turnout');
  document.setProducer('Turnout');
  document.setCreationDate(date);
  document.setModificationDate(date);
  const bytes = await document.save({
    objectsPerTick: Number.POSITIVE_INFINITY,
    updateFieldAppearances: false,
  });
  return { bytes, pages: pages.length };
}

/** Chromium tags what is read; a page without a number in the tags' tree holds at most its running head. */
function describePage({ PDFName }: PdfLib, page: PDFPage): PrintedPage {
  return { ...page.getSize(), hasContent: page.node.has(PDFName.of('StructParents')) };
}
