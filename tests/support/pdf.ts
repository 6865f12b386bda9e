import { readFileSync } from 'node:fs';
import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { getDocument, type PDFDocumentProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

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
