import type { PDFArray, PDFDict, PDFDocument, PDFObject } from '@cantoo/pdf-lib';
import type { PrintBundle } from '../model/bundle.ts';
import { rewriteContents } from './pdf-content.ts';
import { type OutlineEntry, type PdfLib, pageLeaves, readOutline } from './pdf-outline.ts';

/** What Chromium printed, its contents written anew. */
export interface Printed {
  readonly document: PDFDocument;
  readonly pages: number;
  readonly outline: readonly OutlineEntry[];
}

/** Reads what was printed; while the next part is printed, this much can be done. */
export async function openPrinted(lib: PdfLib, bytes: Uint8Array): Promise<Printed> {
  const parseSpeed = lib.ParseSpeeds.Fastest;
  const document = await lib.PDFDocument.load(bytes, { updateMetadata: false, parseSpeed });
  const outline = readOutline(lib, document);
  rewriteContents(lib, document);
  return { document, outline, pages: pageLeaves(lib, document).length };
}

/**
 * Puts the parts of a document together in the first of them: pages, tags, named places and outline. Copying page by
 * page, as the library can, would leave out the tags. The parts themselves are used up.
 */
export function joinPrinted(
  lib: PdfLib,
  [first, ...others]: readonly [Printed, ...Printed[]],
  { parts = [] }: PrintBundle,
): Printed {
  const outline = [...first.outline];
  let { pages } = first;
  for (const [index, part] of others.entries()) {
    const levelled = continued(part.outline, parts[index + 1]?.goesOn ?? 0);
    outline.push(...levelled.map((entry) => ({ ...entry, page: entry.page + pages })));
    pages += part.pages;
    new Joint(lib, first.document, part.document, `${index + 2}-`).close();
  }
  return { document: first.document, outline, pages };
}

/**
 * Levels count from the first heading that there is: what goes on with a section has none above its slides. Each slide
 * has one entry, and what is below it.
 */
function continued(outline: readonly OutlineEntry[], slides: number): OutlineEntry[] {
  let begun = 0;
  return outline.map((entry) => {
    if (entry.level === 1) begun++;
    return begun > slides ? entry : { ...entry, level: entry.level + 1 };
  });
}

/** One part that becomes the end of another document. */
class Joint {
  readonly #lib: PdfLib;
  readonly #whole: PDFDocument;
  readonly #part: PDFDocument;
  /** Before the names of the part's tags: Chromium counts anew in each. */
  readonly #prefix: string;
  /** What numbers of objects and of pages in the tags' tree grow by. */
  readonly #objects: number;
  readonly #pages: number;

  constructor(lib: PdfLib, whole: PDFDocument, part: PDFDocument, prefix: string) {
    this.#lib = lib;
    this.#whole = whole;
    this.#part = part;
    this.#prefix = prefix;
    this.#objects = whole.context.largestObjectNumber;
    this.#pages = this.#numberIn(this.#tags(whole), 'ParentTreeNextKey');
  }

  close(): void {
    const { context } = this.#whole;
    for (const [{ objectNumber }, object] of this.#part.context.enumerateIndirectObjects()) {
      context.assign(this.#lib.PDFRef.of(objectNumber + this.#objects), this.#move(object));
    }
    this.#joinPages();
    this.#joinTags();
    this.#joinPlaces();
  }

  /** The object itself, with everything in it made a part of the other document. */
  #move(object: PDFObject): PDFObject {
    const { PDFArray, PDFDict, PDFRef, PDFStream } = this.#lib;
    if (object instanceof PDFRef) return PDFRef.of(object.objectNumber + this.#objects);
    if (object instanceof PDFStream) this.#move(object.dict);
    else if (object instanceof PDFDict) {
      this.#settle(object);
      for (const [key, value] of object.entries())
        object.set(key, this.#renamed(String(key), this.#move(value)));
    } else if (object instanceof PDFArray) {
      this.#settle(object);
      for (const [index, value] of object.asArray().entries()) object.set(index, this.#move(value));
    }
    return object;
  }

  /** Dictionaries and arrays look things up in the document that they were read from. */
  #settle(object: PDFDict | PDFArray): void {
    Reflect.set(object, 'context', this.#whole.context);
  }

  /** Numbers in the tree of tags, and the names by which cells of tables know their headers. ISO 32000-1, 14.7 and 14.8 */
  #renamed(key: string, value: PDFObject): PDFObject {
    const { PDFArray, PDFNumber, PDFString } = this.#lib;
    if (key === '/StructParents' || key === '/StructParent') {
      return value instanceof PDFNumber ? PDFNumber.of(value.asNumber() + this.#pages) : value;
    }
    if (key === '/ID' && value instanceof PDFString) return this.#prefixed(value);
    if (key === '/Headers' && value instanceof PDFArray) {
      for (const [index, each] of value.asArray().entries()) value.set(index, this.#prefixed(each));
    }
    return value;
  }

  #prefixed(name: PDFObject): PDFObject {
    const { PDFString } = this.#lib;
    return name instanceof PDFString ? PDFString.of(`${this.#prefix}${name.asString()}`) : name;
  }

  #joinPages(): void {
    const { PDFName, PDFPageTree } = this.#lib;
    const { context, catalog } = this.#whole;
    const roots = [catalog, this.#part.catalog].map((each) => each.get(PDFName.of('Pages')));
    const tree = PDFPageTree.withContext(context);
    const ref = context.register(tree);
    const count = roots.reduce((sum, root) => sum + this.#numberIn(this.#dict(root), 'Count'), 0);
    tree.set(PDFName.of('Count'), context.obj(count));
    tree.set(PDFName.of('Kids'), context.obj(roots.filter((root) => root !== undefined)));
    for (const root of roots) this.#dict(root)?.set(PDFName.of('Parent'), ref);
    catalog.set(PDFName.of('Pages'), ref);
  }

  #joinTags(): void {
    const { PDFName } = this.#lib;
    const { context } = this.#whole;
    const [whole, part] = [this.#tags(this.#whole), this.#tags(this.#part)];
    if (whole === undefined || part === undefined) return;
    const trees = [whole, part].map((each) => this.#dict(each.get(PDFName.of('ParentTree'))));
    const numbers = this.#items(trees[1], 'Nums');
    const moved = numbers.map((each, at) =>
      at % 2 === 0 ? context.obj(Number(String(each)) + this.#pages) : each,
    );
    trees[0]?.set(PDFName.of('Nums'), context.obj([...this.#items(trees[0], 'Nums'), ...moved]));
    const next = this.#pages + this.#numberIn(part, 'ParentTreeNextKey');
    whole.set(PDFName.of('ParentTreeNextKey'), context.obj(next));
    this.#joinNames(whole, part);
    const [root, other] = [whole, part].map((each) => this.#items(each, 'K')[0]);
    const [above, below] = [this.#dict(root), this.#dict(other)];
    if (above === undefined || below === undefined || root === undefined) return;
    const kids = this.#items(below, 'K');
    for (const kid of kids) this.#dict(kid)?.set(PDFName.of('P'), root);
    above.set(PDFName.of('K'), context.obj([...this.#items(above, 'K'), ...kids]));
  }

  /** Names stand in the order of their letters. */
  #joinNames(whole: PDFDict, part: PDFDict): void {
    const { PDFName } = this.#lib;
    const { context } = this.#whole;
    const [mine, its] = [whole, part].map((each) =>
      this.#items(this.#dict(each.get(PDFName.of('IDTree'))), 'Names'),
    );
    const all = [
      ...(mine ?? []),
      ...(its ?? []).map((each, at) => (at % 2 === 0 ? this.#prefixed(each) : each)),
    ];
    if (all.length === 0) return;
    const pairs = Array.from({ length: all.length / 2 }, (_, at) => all.slice(2 * at, 2 * at + 2));
    const sorted = pairs.sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
    whole.set(PDFName.of('IDTree'), context.obj({ Names: sorted.flat() as PDFObject[] }));
  }

  #joinPlaces(): void {
    const dests = this.#lib.PDFName.of('Dests');
    const places = this.#part.catalog.get(dests);
    const there = this.#dict(this.#whole.catalog.get(dests));
    if (places === undefined) return;
    if (there === undefined) this.#whole.catalog.set(dests, places);
    for (const [name, place] of this.#dict(places)?.entries() ?? []) there?.set(name, place);
  }

  #tags({ catalog }: PDFDocument): PDFDict | undefined {
    return this.#dict(catalog.get(this.#lib.PDFName.of('StructTreeRoot')));
  }

  #dict(object: PDFObject | undefined): PDFDict | undefined {
    const found = this.#whole.context.lookup(object);
    return found instanceof this.#lib.PDFDict ? found : undefined;
  }

  /** What stands under a key: the items of an array, or the one thing that is there. */
  #items(dict: PDFDict | undefined, key: string): PDFObject[] {
    const written = dict?.get(this.#lib.PDFName.of(key));
    const found = this.#whole.context.lookup(written);
    if (found instanceof this.#lib.PDFArray) return found.asArray();
    return written === undefined ? [] : [written];
  }

  #numberIn(dict: PDFDict | undefined, key: string): number {
    const found = dict?.get(this.#lib.PDFName.of(key));
    return found instanceof this.#lib.PDFNumber ? found.asNumber() : 0;
  }
}
