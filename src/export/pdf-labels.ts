import type { PDFDocument } from '@cantoo/pdf-lib';
import type { PrintBundle } from '../model/bundle.ts';
import type { OutlineEntry, PdfLib } from './pdf-outline.ts';
import { plannedPages } from './pdf-verify.ts';

/** Where each slide begins, by its zero-based page. */
export function slideStarts(bundle: PrintBundle, outline: readonly OutlineEntry[]): number[] {
  if (!bundle.flowing) return plannedPages(bundle).starts;
  // Sections that no slide announces have entries of their own before their first slide's.
  let place = 0;
  return bundle.slides.map((slide) => {
    while (place < outline.length && outline[place]?.title !== slide.title) place++;
    return outline[place++]?.page ?? 0;
  });
}

/** `12`; `12.1`, `12.2` where a slide has a page a step or notes of several pages. None where slides share pages. */
export function pageLabels(bundle: PrintBundle, starts: readonly number[], pageCount: number): string[] {
  if ((bundle.perPage ?? 1) !== 1) return [];
  return bundle.slides.flatMap(({ number }, index) => {
    const count = (starts[index + 1] ?? pageCount) - (starts[index] ?? 0);
    if (count <= 1) return [String(number)];
    return Array.from({ length: count }, (_, page) => `${number}.${page + 1}`);
  });
}

/** Labels are what a reader shows instead of the page's place in the file. ISO 32000-1, 12.4.2 */
export function writePageLabels(lib: PdfLib, document: PDFDocument, labels: readonly string[]): void {
  if (labels.length === 0) return;
  const { context, catalog } = document;
  const numbers = labels.flatMap((label, page) => [
    page,
    context.obj({ P: lib.PDFHexString.fromText(label) }),
  ]);
  catalog.set(lib.PDFName.of('PageLabels'), context.register(context.obj({ Nums: numbers })));
}

/** Edge of the icon in pt, and its distance from the corner. */
const icon = { size: 20, inset: 8 } as const;

/** Notes as comments on the first page of their slides, for readers that show them. ISO 32000-1, 12.5.6.4 */
export function writeRemarks(
  lib: PdfLib,
  document: PDFDocument,
  bundle: PrintBundle,
  starts: readonly number[],
  date: Date,
): void {
  for (const [index, slide] of bundle.slides.entries()) {
    if ((slide.remark ?? '') === '') continue;
    const page = document.getPage(starts[index] ?? 0);
    const [left, bottom] = [
      page.getWidth() - icon.inset - icon.size,
      page.getHeight() - icon.inset - icon.size,
    ];
    const remark = document.context.obj({
      Type: 'Annot',
      Subtype: 'Text',
      Name: 'Comment',
      Rect: [left, bottom, left + icon.size, bottom + icon.size],
      Contents: lib.PDFHexString.fromText(slide.remark ?? ''),
      T: lib.PDFHexString.fromText(`${slide.number} · ${slide.title}`),
      NM: lib.PDFHexString.fromText(slide.id),
      M: lib.PDFString.fromDate(date),
      Open: false,
      // Not printed: on paper it would hide the slide.
      F: 0,
    });
    page.node.addAnnot(document.context.register(remark));
  }
}
