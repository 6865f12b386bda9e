import type { PDFDict, PDFDocument, PDFObject } from '@cantoo/pdf-lib';
import type { PrintBundle } from '../model/bundle.ts';
import type { PdfLib } from './pdf-outline.ts';
import { describe } from './pdf-verify.ts';

type Letters = ReadonlyMap<string, number>;

/**
 * The notes that a file should hold and does not, in words; undefined when they are whole. Letters are counted, not
 * read: lines, hyphens and ligatures break words, but no letter goes missing. Scripts whose letters change their shape
 * with their neighbours are left out, because a file need not say which letter a shape is of.
 */
export function missingNotes(
  lib: PdfLib,
  document: PDFDocument,
  bundle: PrintBundle,
  starts: readonly number[],
): string | undefined {
  if (bundle.slides.every(({ notes }) => notes === '')) return undefined;
  const pages = readPages(lib, document);
  for (const [index, slide] of bundle.slides.entries()) {
    const next = starts[index + 1] ?? pages.length;
    // Where slides follow one another, the last page of one is the first of the next.
    const end = bundle.perPage === 'any' ? next + 1 : next;
    const there = add(pages.slice(starts[index] ?? 0, end));
    const wanted = lettersIn(slide.notes.replace(/&#?\w+;/g, ' '));
    const short = [...wanted].filter(([letter, count]) => (there.get(letter) ?? 0) < count);
    const missing = short.reduce((sum, [letter, count]) => sum + count - (there.get(letter) ?? 0), 0);
    if (missing > 0) return `the notes of ${describe(slide)} are not whole: ${missing} letters are missing`;
  }
  return undefined;
}

function lettersIn(text: string): Letters {
  const letters = new Map<string, number>();
  for (const letter of text.normalize('NFKD').toLowerCase()) {
    if (/[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d]/u.test(letter))
      letters.set(letter, (letters.get(letter) ?? 0) + 1);
  }
  return letters;
}

function add(pages: readonly Letters[]): Letters {
  const sum = new Map<string, number>();
  for (const page of pages) {
    for (const [letter, count] of page) sum.set(letter, (sum.get(letter) ?? 0) + count);
  }
  return sum;
}

/** Text as Chromium writes it: `/F4 14 Tf`, then glyphs of that font as `<00860003> Tj`. */
const drawing = /\/(\S+)\s+[\d.+-]+\s+Tf|<([0-9a-f]*)>\s*Tj/gi;

function readPages(lib: PdfLib, document: PDFDocument): Letters[] {
  const alphabets = new Map<PDFObject, ReadonlyMap<string, string>>();
  const read = (font: PDFObject): ReadonlyMap<string, string> => {
    const known = alphabets.get(font) ?? alphabetOf(lib, document, font);
    alphabets.set(font, known);
    return known;
  };
  return document.getPages().map((page) => {
    const fonts = document.context.lookup(page.node.Resources()?.get(lib.PDFName.of('Font')));
    let alphabet: ReadonlyMap<string, string> = new Map();
    let text = '';
    for (const [, font, glyphs] of streamText(
      lib,
      document,
      page.node.get(lib.PDFName.of('Contents')),
    ).matchAll(drawing)) {
      if (font !== undefined) {
        const named = fonts instanceof lib.PDFDict ? fonts.get(lib.PDFName.of(font)) : undefined;
        alphabet = named === undefined ? new Map() : read(named);
      } else {
        text += (glyphs?.match(/.{4}/g) ?? [])
          .map((glyph) => alphabet.get(glyph.toLowerCase()) ?? '')
          .join('');
      }
    }
    return lettersIn(text);
  });
}

/** Glyph to letters, as the font says for those who copy text. ISO 32000-1, 9.10.3 */
function alphabetOf(lib: PdfLib, document: PDFDocument, font: PDFObject): Map<string, string> {
  const dict = document.context.lookup(font) as PDFDict | undefined;
  const map = dict instanceof lib.PDFDict ? dict.get(lib.PDFName.of('ToUnicode')) : undefined;
  const text = streamText(lib, document, map);
  const alphabet = new Map<string, string>();
  for (const [, body = ''] of text.matchAll(/beginbfchar(.*?)endbfchar/gs)) {
    for (const [, glyph = '', letters = ''] of body.matchAll(/<(\w+)>\s*<(\w+)>/g))
      alphabet.set(glyph.toLowerCase(), decode(letters));
  }
  for (const [, body = ''] of text.matchAll(/beginbfrange(.*?)endbfrange/gs)) {
    for (const [, from = '', to = '', first = ''] of body.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      for (let glyph = Number.parseInt(from, 16); glyph <= Number.parseInt(to, 16); glyph++) {
        const letter = Number.parseInt(first, 16) + glyph - Number.parseInt(from, 16);
        alphabet.set(glyph.toString(16).padStart(4, '0'), decode(letter.toString(16).padStart(4, '0')));
      }
    }
  }
  return alphabet;
}

/** UTF-16, big end first. */
function decode(hex: string): string {
  return (hex.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('');
}

function streamText(lib: PdfLib, document: PDFDocument, object: PDFObject | undefined): string {
  const found = document.context.lookup(object);
  if (found instanceof lib.PDFArray)
    return found
      .asArray()
      .map((each) => streamText(lib, document, each))
      .join('\n');
  if (!(found instanceof lib.PDFRawStream)) return '';
  return Buffer.from(lib.decodePDFRawStream(found).decode()).toString('latin1');
}
