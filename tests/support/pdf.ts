import { readFileSync } from 'node:fs';
import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { getDocument, OPS, type PDFDocumentProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface ReadPage {
  /** In pt. */
  readonly width: number;
  readonly height: number;
  /** White space folded. */
  readonly text: string;
}

export interface ReadOutlineEntry {
  readonly title: string;
  /** One-based depth. */
  readonly level: number;
  /** Zero-based. */
  readonly page: number;
}

export interface ReadFont {
  readonly name: string;
  readonly isEmbedded: boolean;
}

export interface ReadPdf {
  readonly pages: readonly ReadPage[];
  readonly outline: readonly ReadOutlineEntry[];
  readonly fonts: readonly ReadFont[];
  readonly info: Readonly<Record<string, unknown>>;
  readonly isTagged: boolean;
}

/** Opens a PDF with a reader that had no part in making it. */
export async function readPdf(path: string): Promise<ReadPdf> {
  const bytes = readFileSync(path);
  const task = getDocument({
    data: new Uint8Array(bytes),
    verbosity: VerbosityLevel.ERRORS,
    isEvalSupported: false,
    useSystemFonts: false,
  });
  const document = await task.promise;
  try {
    const pages: ReadPage[] = [];
    for (let number = 1; number <= document.numPages; number++) pages.push(await readPage(document, number));
    const { info } = await document.getMetadata();
    const marks = await document.getMarkInfo();
    return {
      pages,
      outline: await readOutline(document),
      fonts: await readFonts(bytes),
      info: info as Record<string, unknown>,
      isTagged: marks?.Marked === true,
    };
  } finally {
    await task.destroy();
  }
}

async function readPage(document: PDFDocumentProxy, number: number): Promise<ReadPage> {
  const page = await document.getPage(number);
  const { width, height } = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? ' ' : '') : '')).join('');
  return { width, height, text: text.replace(/\s+/g, ' ').trim() };
}

type Outline = Awaited<ReturnType<PDFDocumentProxy['getOutline']>>;

async function readOutline(document: PDFDocumentProxy): Promise<ReadOutlineEntry[]> {
  const entries: ReadOutlineEntry[] = [];
  const visit = async (items: Outline | null, level: number): Promise<void> => {
    for (const item of items ?? []) {
      const [target] = Array.isArray(item.dest) ? item.dest : [];
      entries.push({
        title: item.title,
        level,
        page: target === undefined ? -1 : await document.getPageIndex(target),
      });
      await visit(item.items, level + 1);
    }
  };
  await visit(await document.getOutline(), 1);
  return entries;
}

/** Names without the prefix of a subset. */
async function readFonts(bytes: Uint8Array): Promise<ReadFont[]> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  return document.context.enumerateIndirectObjects().flatMap(([, object]) => {
    if (!(object instanceof PDFDict) || object.get(PDFName.of('Type')) !== PDFName.of('FontDescriptor'))
      return [];
    const name = String(object.get(PDFName.of('FontName'))).replace(/^\/([A-Z]{6}\+)?/, '');
    const isEmbedded = ['FontFile', 'FontFile2', 'FontFile3'].some((key) => object.has(PDFName.of(key)));
    return [{ name, isEmbedded }];
  });
}

export interface PdfMarks {
  /** What a reader shows instead of page numbers. */
  readonly labels: readonly string[];
  /** Comments as `page: words`, pages counted from 1. */
  readonly comments: readonly string[];
  /** Every colour that is filled or drawn with, as `#rrggbb` or three channels. */
  readonly colours: ReadonlySet<string>;
}

/** What a PDF says beside its words. */
export async function readPdfMarks(path: string): Promise<PdfMarks> {
  const task = getDocument({ data: new Uint8Array(readFileSync(path)), verbosity: VerbosityLevel.ERRORS });
  const document = await task.promise;
  try {
    const comments: string[] = [];
    const colours = new Set<string>();
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      for (const each of await page.getAnnotations()) {
        if (each.subtype === 'Text') comments.push(`${number}: ${each.contentsObj?.str ?? each.contents}`);
      }
      const { fnArray, argsArray } = await page.getOperatorList();
      for (const [index, operation] of fnArray.entries()) {
        if (operation === OPS.setFillRGBColor || operation === OPS.setStrokeRGBColor)
          colours.add(channelsOf(argsArray[index]));
      }
    }
    return { labels: (await document.getPageLabels()) ?? [], comments, colours };
  } finally {
    await task.destroy();
  }
}

/** `#rrggbb` or three numbers, as channels with a space between. */
function channelsOf(args: unknown): string {
  const [first, ...rest] = Array.isArray(args) ? args : [args];
  const hex = /^#(..)(..)(..)$/.exec(String(first));
  return hex === null ? [first, ...rest].join(' ') : hex.slice(1).join(' ');
}

/** An element of the structure that screen readers follow; a leaf is drawn content. */
export interface Tag {
  readonly role: string;
  readonly alt?: string;
  readonly children: readonly Tag[];
}

export interface TaggedPage {
  readonly tags: readonly Tag[];
  /** Words that are marked as decoration. */
  readonly decoration: string;
}

/** The structure of each page, flat in reading order, each tag with what is below it. */
export async function readTags(path: string): Promise<TaggedPage[]> {
  const task = getDocument({ data: new Uint8Array(readFileSync(path)), verbosity: VerbosityLevel.ERRORS });
  const document = await task.promise;
  try {
    const pages: TaggedPage[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const root = (await page.getStructTree()) as Partial<Tag> | null;
      const { items } = await page.getTextContent({ includeMarkedContent: true });
      pages.push({ tags: root === null ? [] : flatten(root), decoration: artefacts(items) });
    }
    return pages;
  } finally {
    await task.destroy();
  }
}

function flatten(node: Partial<Tag>): Tag[] {
  const { role, alt, children = [] } = node;
  const below = children.flatMap(flatten);
  return role === undefined ? [] : [{ role, ...(alt === undefined ? {} : { alt }), children }, ...below];
}

type Items = Awaited<ReturnType<Awaited<ReturnType<PDFDocumentProxy['getPage']>>['getTextContent']>>['items'];

/** Chromium leaves decoration unmarked or marks it as an artefact; all other words stand in marked content with an id. */
function artefacts(items: Items): string {
  const open: boolean[] = [];
  let words = '';
  for (const item of items) {
    if ('str' in item) words += open.includes(true) ? '' : `${item.str} `;
    else if (item.type === 'endMarkedContent') open.pop();
    else open.push(item.id !== undefined && item.id !== null);
  }
  return words.replace(/\s+/g, ' ').trim();
}

/** What draws; a path draws as its own first argument says. */
const drawing = new Set<number>([
  ...[
    OPS.showText,
    OPS.showSpacedText,
    OPS.nextLineShowText,
    OPS.nextLineSetSpacingShowText,
    OPS.shadingFill,
  ],
  ...[OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject],
  ...[OPS.paintImageMaskXObjectGroup, OPS.paintInlineImageXObjectGroup, OPS.paintImageXObjectRepeat],
  ...[OPS.paintImageMaskXObjectRepeat, OPS.paintSolidColorImageMask],
  ...[OPS.stroke, OPS.closeStroke, OPS.fill, OPS.eoFill, OPS.fillStroke, OPS.eoFillStroke],
  ...[OPS.closeFillStroke, OPS.closeEOFillStroke, OPS.rawFillPath],
]);

export interface PageMarks {
  /** How many things are drawn within marked content. */
  readonly marked: number;
  /** Names of the operators that draw outside of all of it. */
  readonly unmarked: readonly string[];
}

/** What each page draws, in the forms on it too, inside and outside of marked content. */
export async function readMarks(path: string): Promise<PageMarks[]> {
  const task = getDocument({ data: new Uint8Array(readFileSync(path)), verbosity: VerbosityLevel.ERRORS });
  const document = await task.promise;
  const names = new Map(Object.entries(OPS).map(([name, operation]) => [operation, name]));
  try {
    const pages: PageMarks[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const { fnArray, argsArray } = await (await document.getPage(number)).getOperatorList();
      let depth = 0;
      let marked = 0;
      const unmarked: string[] = [];
      for (const [index, each] of fnArray.entries()) {
        if (each === OPS.beginMarkedContent || each === OPS.beginMarkedContentProps) depth++;
        else if (each === OPS.endMarkedContent) depth--;
        const operation = each === OPS.constructPath ? argsArray[index][0] : each;
        if (!drawing.has(operation)) continue;
        if (depth > 0) marked++;
        else unmarked.push(names.get(operation) ?? String(operation));
      }
      pages.push({ marked, unmarked: depth === 0 ? unmarked : [...unmarked, 'marks that are not ended'] });
    }
    return pages;
  } finally {
    await task.destroy();
  }
}

/** Where the links of each page lead: a zero-based page or an address, in the order of the page. */
export async function readLinks(path: string): Promise<(number | string)[][]> {
  const task = getDocument({ data: new Uint8Array(readFileSync(path)), verbosity: VerbosityLevel.ERRORS });
  const document = await task.promise;
  try {
    const pages: (number | string)[][] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const links = (await page.getAnnotations()).filter(({ subtype }) => subtype === 'Link');
      pages.push(await Promise.all(links.map(({ url, dest }) => url ?? pageOf(document, dest))));
    }
    return pages;
  } finally {
    await task.destroy();
  }
}

async function pageOf(document: PDFDocumentProxy, dest: unknown): Promise<number> {
  const place = typeof dest === 'string' ? await document.getDestination(dest) : dest;
  return Array.isArray(place) ? document.getPageIndex(place[0]) : -1;
}
