import type { PDFDict, PDFDocument, PDFObject } from '@cantoo/pdf-lib';
import type { PrintBundle, PrintedSlide } from '../model/bundle.ts';
import type { PdfLib } from './pdf-outline.ts';
import { describe } from './pdf-verify.ts';

/** What is drawn as pixels. Drawings become lines and areas, of which none can be told from another. */
const pixels = /\.(?:png|jpe?g|gif|webp|avif)$/i;

/**
 * The slides whose pages hold fewer pictures than the slides show, in words; undefined when none is missing. That each
 * picture could be drawn was seen before; this says that the printed file has it. The same picture on several slides
 * is in the file once.
 */
export function missingPicture(
  lib: PdfLib,
  document: PDFDocument,
  bundle: PrintBundle,
  starts: readonly number[],
): string | undefined {
  const groups = sharing(bundle, starts);
  if (groups.every(({ pictures }) => pictures.size === 0)) return undefined;
  const drawn = document.getPages().map(({ node }) => imagesIn(lib, document, node.Resources()));
  for (const [index, { slides, pictures, start }] of groups.entries()) {
    const there = new Set(
      drawn.slice(start, groups[index + 1]?.start ?? drawn.length).flatMap((page) => [...page]),
    );
    if (there.size >= pictures.size) continue;
    const names = slides.map(describe).join(', ');
    const list = [...pictures].map((each) => `\`${each}\``).join(', ');
    return `${names} should show ${list}, and ${there.size} of ${pictures.size} pictures are there`;
  }
  return undefined;
}

interface Group {
  readonly start: number;
  /** Those that show pictures. */
  readonly slides: PrintedSlide[];
  readonly pictures: Set<string>;
}

/** Slides that share pages, in order. */
function sharing({ slides, perPage, files }: PrintBundle, starts: readonly number[]): Group[] {
  const groups: Group[] = [];
  for (const [index, slide] of slides.entries()) {
    const start = perPage === 'any' ? 0 : (starts[index] ?? 0);
    const last = groups.at(-1);
    const group = last?.start === start ? last : { start, slides: [], pictures: new Set<string>() };
    if (group !== last) groups.push(group);
    // A picture that is allowed to be missing has been taken out of the bundle.
    const shown = (slide.pictures ?? []).filter((each) => pixels.test(each) && files.has(each));
    if (shown.length > 0) group.slides.push(slide);
    for (const each of shown) group.pictures.add(each);
  }
  return groups;
}

/** The images that resources name, those of forms and patterns too. */
function imagesIn(
  { PDFDict, PDFName, PDFStream }: PdfLib,
  document: PDFDocument,
  resources: PDFDict | undefined,
): Set<PDFObject> {
  const found = new Set<PDFObject>();
  const seen = new Set<PDFObject>();
  const visit = (dict: PDFObject | undefined): void => {
    if (!(dict instanceof PDFDict) || seen.has(dict)) return;
    seen.add(dict);
    for (const kind of ['XObject', 'Pattern']) {
      const named = document.context.lookup(dict.get(PDFName.of(kind)));
      for (const each of named instanceof PDFDict ? named.values() : []) {
        const object = document.context.lookup(each);
        if (!(object instanceof PDFStream)) continue;
        if (object.dict.get(PDFName.of('Subtype')) === PDFName.of('Image')) found.add(object);
        else visit(document.context.lookup(object.dict.get(PDFName.of('Resources'))));
      }
    }
  };
  visit(resources);
  return found;
}
