import type { PDFDocument, PDFObject } from '@cantoo/pdf-lib';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Guard } from '../model/withheld.ts';
import { gateTexts } from './gate.ts';
import type { PdfLib } from './pdf-outline.ts';
import type { PageText } from './pdf-words.ts';

/**
 * What a PDF would say that it must not: on its pages, and in whatever strings it holds: comments, outline, names of
 * pictures, title and keywords.
 */
export function gatePdf(
  lib: PdfLib,
  document: PDFDocument,
  file: string,
  pages: readonly PageText[],
  guard: Guard | undefined,
): Diagnostic[] {
  if (guard === undefined || guard.withheld.length === 0) return [];
  // A sentence may go on over the end of a page.
  const shown = [pages.map(({ own }) => own).join(' '), pages.map(({ drawn }) => drawn).join(' ')];
  return gateTexts(file, [...shown, ...stringsIn(lib, document)], guard);
}

/** Too short a string to hold anything that is looked for; names and dates are. */
const least = 8;

function stringsIn(lib: PdfLib, { context }: PDFDocument): string[] {
  const found: string[] = [];
  const collect = (object: PDFObject | undefined): void => {
    if (object instanceof lib.PDFString || object instanceof lib.PDFHexString) {
      if (object.sizeInBytes() > least) found.push(object.decodeText());
    } else if (object instanceof lib.PDFDict) {
      for (const [, value] of object.entries()) collect(value);
    } else if (object instanceof lib.PDFArray) {
      for (const value of object.asArray()) collect(value);
    } else if (object instanceof lib.PDFRawStream) {
      collect(object.dict);
      if (object.dict.get(lib.PDFName.of('Type')) === lib.PDFName.of('Metadata'))
        found.push(Buffer.from(lib.decodePDFRawStream(object).decode()).toString('utf8'));
    }
  };
  for (const [, object] of context.enumerateIndirectObjects()) collect(object);
  return found;
}
