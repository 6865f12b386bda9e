import { inflateSync } from 'node:zlib';
import type { PDFDict, PDFDocument, PDFObject, PDFRawStream } from '@cantoo/pdf-lib';
import type { GlyphWidths } from './content-text.ts';
import { type ContentOptions, rewriteContent } from './content-write.ts';
import { type PdfLib, pageLeaves } from './pdf-outline.ts';
import { readWidths } from './pdf-widths.ts';

/**
 * Writes the content of all pages and of the forms on them anew: decoration becomes artefacts, and glyphs that stand
 * beside one another are shown together. Streams are left unpacked; whoever writes the file packs them.
 */
export function rewriteContents(lib: PdfLib, document: PDFDocument): void {
  const contents = new Contents(lib, document);
  for (const [node] of pageLeaves(lib, document)) {
    contents.rewritePage(node.get(lib.PDFName.of('Contents')), node.Resources());
  }
}

class Contents {
  readonly #lib: PdfLib;
  readonly #document: PDFDocument;
  readonly #fonts = new Map<PDFObject, GlyphWidths | undefined>();
  /** Whether forms say themselves what is decoration. */
  readonly #forms = new Map<PDFObject, boolean>();

  constructor(lib: PdfLib, document: PDFDocument) {
    this.#lib = lib;
    this.#document = document;
  }

  rewritePage(ref: PDFObject | undefined, resources: PDFDict | undefined): void {
    this.#rewrite(ref, resources, { marksArtefacts: true, scale: 1 });
  }

  #rewrite(
    ref: PDFObject | undefined,
    resources: PDFDict | undefined,
    options: Pick<ContentOptions, 'marksArtefacts' | 'scale'>,
  ): void {
    const { PDFRawStream, PDFRef } = this.#lib;
    const { context } = this.#document;
    const stream = context.lookup(ref);
    if (!(ref instanceof PDFRef) || !(stream instanceof PDFRawStream)) return;
    const text = this.#textOf(stream);
    if (text === undefined) return;
    const written = rewriteContent(text, {
      ...options,
      font: (name) => this.#font(this.#named(resources, 'Font', name)),
      isMarkedForm: (name, inner) => this.#form(this.#named(resources, 'XObject', name), inner),
    });
    if (written === undefined) return;
    stream.dict.delete(this.#lib.PDFName.of('Filter'));
    context.assign(ref, PDFRawStream.of(stream.dict, Buffer.from(written, 'latin1')));
  }

  #textOf({ dict, contents }: PDFRawStream): string | undefined {
    const { PDFName } = this.#lib;
    const isPacked = dict.get(PDFName.of('Filter')) === PDFName.of('FlateDecode');
    return isPacked && !dict.has(PDFName.of('DecodeParms'))
      ? inflateSync(contents).toString('latin1')
      : undefined;
  }

  #named(resources: PDFDict | undefined, kind: string, name: string): PDFObject | undefined {
    const { PDFDict, PDFName } = this.#lib;
    const all = this.#document.context.lookup(resources?.get(PDFName.of(kind)));
    return all instanceof PDFDict ? all.get(PDFName.of(name)) : undefined;
  }

  /** A form is written with whatever draws it first; Chromium draws none twice. */
  #form(ref: PDFObject | undefined, scale: number): boolean {
    const form = this.#formAt(ref);
    if (ref === undefined || form === undefined) return false;
    const known = this.#forms.get(ref);
    if (known !== undefined) return known;
    const marksArtefacts = this.#isMarked(form);
    this.#forms.set(ref, marksArtefacts);
    this.#rewrite(ref, this.#resourcesOf(form), { marksArtefacts, scale });
    return marksArtefacts;
  }

  /** Whether the structure speaks of anything in a form, or in a form on it. */
  #isMarked(form: PDFRawStream): boolean {
    const text = this.#textOf(form) ?? '';
    if (text.includes('/MCID')) return true;
    const resources = this.#resourcesOf(form);
    return [...text.matchAll(/\/(\S+)\s+Do\b/g)].some(([, name = '']) => {
      const inner = this.#formAt(this.#named(resources, 'XObject', name));
      return inner !== undefined && this.#isMarked(inner);
    });
  }

  #formAt(ref: PDFObject | undefined): PDFRawStream | undefined {
    const { PDFName, PDFRawStream } = this.#lib;
    const stream = this.#document.context.lookup(ref);
    if (!(stream instanceof PDFRawStream)) return undefined;
    return stream.dict.get(PDFName.of('Subtype')) === PDFName.of('Form') ? stream : undefined;
  }

  #resourcesOf({ dict }: PDFRawStream): PDFDict | undefined {
    const { PDFDict, PDFName } = this.#lib;
    const resources = this.#document.context.lookup(dict.get(PDFName.of('Resources')));
    return resources instanceof PDFDict ? resources : undefined;
  }

  #font(ref: PDFObject | undefined): GlyphWidths | undefined {
    if (ref === undefined) return undefined;
    if (!this.#fonts.has(ref)) this.#fonts.set(ref, readWidths(this.#lib, this.#document, ref));
    return this.#fonts.get(ref);
  }
}
