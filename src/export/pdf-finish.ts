import type { PrintBundle } from '../model/bundle.ts';
import { type OutlineEntry, readOutline } from './pdf-outline.ts';
import { findMismatch } from './pdf-verify.ts';

export type Finished =
  | { readonly mismatch: string }
  | { readonly bytes: Uint8Array; readonly pages: number; readonly outline: readonly OutlineEntry[] };

/**
 * Holds what Chromium printed against the bundle, and names its title, authors and language.
 * The library is large: it is handed in as a promise, so that it can be read while the browser is busy.
 */
export async function finishPdf(
  library: Promise<typeof import('@cantoo/pdf-lib')>,
  printed: Uint8Array,
  bundle: PrintBundle,
  date: Date,
): Promise<Finished> {
  const lib = await library;
  const document = await lib.PDFDocument.load(printed, { updateMetadata: false });
  const pages = document.getPages();
  const outline = readOutline(lib, document);
  const mismatch = findMismatch({ pages: pages.map((page) => page.getSize()), outline }, bundle);
  if (mismatch !== undefined) return { mismatch };
  document.setTitle(bundle.title, { showInWindowTitleBar: true });
  document.setAuthor(bundle.authors.join(', '));
  document.setSubject(bundle.subject ?? '');
  document.setKeywords([bundle.keywords.join(', ')]);
  document.setLanguage(bundle.lang);
  document.setCreator('Turnout');
  document.setProducer('Turnout');
  document.setCreationDate(date);
  document.setModificationDate(date);
  const bytes = await document.save({
    objectsPerTick: Number.POSITIVE_INFINITY,
    updateFieldAppearances: false,
  });
  return { bytes, pages: pages.length, outline };
}
