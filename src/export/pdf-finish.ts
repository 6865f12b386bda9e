import type { PDFDocument, PDFPage } from '@cantoo/pdf-lib';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { PrintBundle } from '../model/bundle.ts';
import { gatePdf } from './gate-pdf.ts';
import { pageLabels, slideStarts, writePageLabels, writeRemarks } from './pdf-labels.ts';
import { brokenLink, mendLinks } from './pdf-links.ts';
import { type PdfLib, writeOutline } from './pdf-outline.ts';
import type { Printed } from './pdf-parts.ts';
import { missingPicture } from './pdf-pictures.ts';
import { mendFigures } from './pdf-structure.ts';
import { type PrintedPage, verifyPrinted } from './pdf-verify.ts';
import { missingWords, readPages } from './pdf-words.ts';
import { writePdf } from './pdf-write.ts';

export type Finished =
  | { readonly mismatch: string }
  | {
      readonly bytes: Uint8Array;
      readonly pages: number;
      /** Texts that the file must not carry. */
      readonly leaks: readonly Diagnostic[];
    };

export interface FinishOptions {
  readonly date: Date;
  /** Name of the file that is to be, for messages. */
  readonly file: string;
  /** Whether notes go along as comments on the pages. */
  readonly annotates?: boolean | undefined;
}

/** Holds what Chromium printed against the bundle, mends its outline, and names title, authors and language. */
export async function finishPdf(
  lib: PdfLib,
  { document, outline }: Printed,
  bundle: PrintBundle,
  { date, file, annotates = false }: FinishOptions,
): Promise<Finished> {
  const pages = document.getPages();
  const missingFonts = fontsLeftOut(lib, document);
  const described = pages.map((page) => describePage(lib, page));
  const verdict = verifyPrinted({ pages: described, outline, missingFonts }, bundle);
  if ('mismatch' in verdict) return verdict;
  const starts = slideStarts(bundle, verdict.outline);
  mendLinks(lib, document, bundle, starts);
  const texts = readPages(lib, document);
  const mismatch =
    missingWords(texts, bundle, starts) ??
    brokenLink(lib, document, bundle, starts) ??
    missingPicture(lib, document, bundle, starts);
  if (mismatch !== undefined) return { mismatch };
  writeOutline(lib, document, verdict.outline);
  mendFigures(lib, document);
  writePageLabels(lib, document, pageLabels(bundle, starts, pages.length));
  if (annotates) writeRemarks(lib, document, bundle, starts, date);
  document.setTitle(bundle.title, { showInWindowTitleBar: true });
  if (bundle.authors.length > 0) document.setAuthor(bundle.authors.join(', '));
  if (bundle.subject !== undefined) document.setSubject(bundle.subject);
  if (bundle.keywords.length > 0) document.setKeywords([bundle.keywords.join(', ')]);
  document.setLanguage(bundle.lang);
  document.setCreator('Turnout');
  document.setProducer('Turnout');
  document.setCreationDate(date);
  document.setModificationDate(date);
  const guard = annotates ? bundle.guardWithRemarks : bundle.guard;
  return {
    leaks: gatePdf(lib, document, file, texts, guard),
    bytes: await writePdf(lib, document),
    pages: pages.length,
  };
}

/** Chromium tags what is read; a page without a number in the tags' tree holds at most its running head. */
function describePage({ PDFName }: PdfLib, page: PDFPage): PrintedPage {
  return { ...page.getSize(), hasContent: page.node.has(PDFName.of('StructParents')) };
}

const embeddable = new Set(['/Type1', '/TrueType', '/CIDFontType0', '/CIDFontType2']);

/** Fonts that a reader would have to replace by one of its own. Type 3 fonts are drawn by the file itself. */
function fontsLeftOut({ PDFDict, PDFName }: PdfLib, document: PDFDocument): string[] {
  return document.context.enumerateIndirectObjects().flatMap(([, object]) => {
    if (!(object instanceof PDFDict) || object.get(PDFName.of('Type')) !== PDFName.of('Font')) return [];
    if (!embeddable.has(String(object.get(PDFName.of('Subtype'))))) return [];
    const descriptor = document.context.lookup(object.get(PDFName.of('FontDescriptor')));
    const keys = ['FontFile', 'FontFile2', 'FontFile3'].map((key) => PDFName.of(key));
    if (descriptor instanceof PDFDict && keys.some((key) => descriptor.has(key))) return [];
    return [String(object.get(PDFName.of('BaseFont')) ?? 'without a name').replace(/^\/([A-Z]{6}\+)?/, '')];
  });
}
