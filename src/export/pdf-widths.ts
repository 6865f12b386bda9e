import type { PDFArray, PDFDict, PDFDocument, PDFObject } from '@cantoo/pdf-lib';
import type { GlyphWidths } from './content-text.ts';
import type { PdfLib } from './pdf-outline.ts';

/** The widths of a font whose glyphs have numbers of two bytes, undefined for all others. ISO 32000-1, 9.7.4.3 */
export function readWidths(lib: PdfLib, { context }: PDFDocument, ref: PDFObject): GlyphWidths | undefined {
  const { PDFArray, PDFDict, PDFName, PDFNumber } = lib;
  const font = context.lookup(ref);
  const get = (dict: PDFDict, key: string): PDFObject | undefined =>
    context.lookup(dict.get(PDFName.of(key)));
  if (!(font instanceof PDFDict) || get(font, 'Encoding') !== PDFName.of('Identity-H')) return undefined;
  const parts = get(font, 'DescendantFonts');
  const part = parts instanceof PDFArray ? context.lookup(parts.get(0)) : undefined;
  if (!(part instanceof PDFDict)) return undefined;
  const [usual, written] = [get(part, 'DW'), get(part, 'W')];
  const resolved = (array: PDFArray) => array.asArray().map((each) => context.lookup(each));
  const widths = written instanceof PDFArray ? widthsIn(lib, resolved(written)) : new Map<number, number>();
  const rest = usual instanceof PDFNumber ? usual.asNumber() : 1000;
  const known = new Map<string, number>();
  const widthOf = (glyph: string): number => {
    const width = widths.get(Number.parseInt(glyph, 16)) ?? rest;
    known.set(glyph, width);
    return width;
  };
  return { of: (glyph) => known.get(glyph) ?? widthOf(glyph) };
}

/** Either `first [width …]` or `first last width`, over and over. */
function widthsIn(
  { PDFArray, PDFNumber }: PdfLib,
  items: readonly (PDFObject | undefined)[],
): Map<number, number> {
  const widths = new Map<number, number>();
  const value = (item: PDFObject | undefined): number => (item instanceof PDFNumber ? item.asNumber() : 0);
  for (let at = 0; at < items.length; ) {
    const first = value(items[at]);
    const second = items[at + 1];
    if (second instanceof PDFArray) {
      for (const [index, each] of second.asArray().entries()) widths.set(first + index, value(each));
      at += 2;
    } else {
      for (let glyph = first; glyph <= value(second); glyph++) widths.set(glyph, value(items[at + 2]));
      at += 3;
    }
  }
  return widths;
}
