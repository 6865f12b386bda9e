import { inflateSync } from 'node:zlib';
import type { PDFDict, PDFDocument, PDFObject } from '@cantoo/pdf-lib';
import type { PrintBundle } from '../model/bundle.ts';
import type { PdfLib } from './pdf-outline.ts';
import { describe } from './pdf-verify.ts';

type Letters = ReadonlyMap<string, number>;

/** What is written on a page itself, and what is drawn on it as a whole, such as the slide above notes. */
export interface PageText {
  readonly own: string;
  readonly drawn: string;
}

/**
 * The titles and notes that a file should hold and does not, in words; undefined when they are whole. Letters are
 * counted, not read: lines, hyphens and ligatures break words, but no letter goes missing. Scripts whose letters change
 * their shape with their neighbours are left out, because a file need not say which letter a shape is of.
 */
export function missingWords(
  texts: readonly PageText[],
  bundle: PrintBundle,
  starts: readonly number[],
): string | undefined {
  const pages = texts.map(({ own, drawn }) => ({ own: lettersIn(own), all: lettersIn(own + drawn) }));
  for (const [index, slide] of bundle.slides.entries()) {
    const start = starts[index] ?? 0;
    const next = starts[index + 1] ?? pages.length;
    // Where slides follow one another, the last page of one is the first of the next; others may share one.
    const end = bundle.perPage === 'any' ? next + 1 : Math.max(next, start + 1);
    const there = pages.slice(start, end);
    const faults = [
      [shortOf(slide.title, add(there.map(({ all }) => all))), 'title', 'is'],
      [shortOf(slide.notes, add(there.map(({ own }) => own))), 'notes', 'are'],
    ] as const;
    for (const [missing, what, be] of faults) {
      if (missing > 0) return `the ${what} of ${describe(slide)} ${be} not whole: ${lettersMissing(missing)}`;
    }
  }
  return undefined;
}

function lettersMissing(count: number): string {
  return count === 1 ? '1 letter is missing' : `${count} letters are missing`;
}

/** How many of a text's letters are not there. */
function shortOf(text: string, there: Letters): number {
  const wanted = [...lettersIn(text.replace(/&#?\w+;/g, ' '))];
  return wanted.reduce((sum, [letter, count]) => sum + Math.max(0, count - (there.get(letter) ?? 0)), 0);
}

function lettersIn(text: string): Letters {
  const letters = new Map<string, number>();
  // Capitals have no sharp s.
  for (const letter of text.normalize('NFKD').toLowerCase().replaceAll('ß', 'ss')) {
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

/**
 * Text as it is written: `/F4 14 Tf`, then glyphs of that font as `<00860003>Tj`, or as `[<0086>-2<0003>]TJ` where one is
 * moved; `/X9 Do` draws a form.
 */
const drawing = /\/(\S+)\s+[\d.+-]+\s+Tf|<([0-9a-f]*(?:>[\d.-]+<[0-9a-f]*)*)>\]?\s*TJ|\/(\S+)\s+Do/gi;

export function readPages(lib: PdfLib, document: PDFDocument): PageText[] {
  const alphabets = new Map<PDFObject, ReadonlyMap<string, string>>();
  const read = (font: PDFObject): ReadonlyMap<string, string> => {
    const known = alphabets.get(font) ?? alphabetOf(lib, document, font);
    alphabets.set(font, known);
    return known;
  };
  const textOf = (contents: PDFObject | undefined, resources: PDFDict | undefined): [string, string] => {
    const named = (kind: string, name: string): PDFObject | undefined => {
      const all = document.context.lookup(resources?.get(lib.PDFName.of(kind)));
      return all instanceof lib.PDFDict ? all.get(lib.PDFName.of(name)) : undefined;
    };
    let alphabet: ReadonlyMap<string, string> = new Map();
    let own = '';
    let drawn = '';
    for (const [, font, shown = '', form] of streamText(lib, document, contents).matchAll(drawing)) {
      if (font !== undefined) {
        const object = named('Font', font);
        alphabet = object === undefined ? new Map() : read(object);
      } else if (form !== undefined) {
        const object = document.context.lookup(named('XObject', form));
        const inner =
          object instanceof lib.PDFStream ? object.dict.get(lib.PDFName.of('Resources')) : undefined;
        const dict = document.context.lookup(inner);
        if (dict instanceof lib.PDFDict) drawn += textOf(object, dict).join('');
      } else {
        const glyphs = shown.replace(/>[^<]*</g, '').toLowerCase();
        for (let at = 0; at < glyphs.length; at += 4) own += alphabet.get(glyphs.slice(at, at + 4)) ?? '';
      }
    }
    return [own, drawn];
  };
  return document.getPages().map(({ node }) => {
    const [own, drawn] = textOf(node.get(lib.PDFName.of('Contents')), node.Resources());
    return { own, drawn };
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
  const filter = found.dict.get(lib.PDFName.of('Filter'));
  if (filter === undefined) return Buffer.from(found.contents).toString('latin1');
  if (filter === lib.PDFName.of('FlateDecode')) return inflateSync(found.contents).toString('latin1');
  return Buffer.from(lib.decodePDFRawStream(found).decode()).toString('latin1');
}
