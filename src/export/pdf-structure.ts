import type { PDFDocument } from '@cantoo/pdf-lib';
import type { PdfLib } from './pdf-outline.ts';

/**
 * Chromium calls every `<figure>` a figure: tables, code and quotations with a caption, too. A figure must have an
 * alternative text, which would hide their words from screen readers: they become divisions. ISO 14289-1, 7.3
 */
export function mendFigures({ PDFDict, PDFName }: PdfLib, document: PDFDocument): void {
  const [kind, figure, alternative] = [PDFName.of('S'), PDFName.of('Figure'), PDFName.of('Alt')];
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || object.get(kind) !== figure || object.has(alternative)) continue;
    object.set(kind, PDFName.of('Div'));
  }
}
