import { readFileSync } from 'node:fs';
import { PDFArray, PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

interface StructNode {
  readonly type?: string;
  readonly id?: string;
  readonly children?: readonly StructNode[];
}

/** The words of each page as a screen reader meets them: in the order of the tags, not of the drawing. */
export async function readInOrder(path: string): Promise<string[]> {
  const task = getDocument({ data: new Uint8Array(readFileSync(path)), verbosity: VerbosityLevel.ERRORS });
  const document = await task.promise;
  try {
    const pages: string[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent({ includeMarkedContent: true });
      const words = new Map<string, string>();
      const open: (string | undefined)[] = [];
      for (const item of items) {
        if ('str' in item) {
          const id = open.findLast((each) => each !== undefined);
          if (id !== undefined) words.set(id, `${words.get(id) ?? ''}${item.str}${item.hasEOL ? ' ' : ''}`);
        } else if (item.type === 'endMarkedContent') open.pop();
        else open.push(item.id ?? undefined);
      }
      const wordsBelow = ({ id, children = [] }: StructNode): string =>
        children.length > 0 ? children.map(wordsBelow).join(' ') : (words.get(id ?? '') ?? '');
      const root = (await page.getStructTree()) as StructNode | null;
      pages.push(root === null ? '' : wordsBelow(root).replace(/\s+/g, ' '));
    }
    return pages;
  } finally {
    await task.destroy();
  }
}

/** For each head of a table in the file whether it is of a row or of a column; undefined where it does not say. */
export async function readHeadScopes(path: string): Promise<(string | undefined)[]> {
  const document = await PDFDocument.load(readFileSync(path));
  const name = (key: string): PDFName => PDFName.of(key);
  return document.context.enumerateIndirectObjects().flatMap(([, object]) => {
    if (!(object instanceof PDFDict) || object.get(name('S')) !== name('TH')) return [];
    const said = document.context.lookup(object.get(name('A')));
    const attributes = said instanceof PDFArray ? said.asArray() : [said];
    const scopes = attributes.flatMap((each) => {
      const dict = document.context.lookup(each);
      return dict instanceof PDFDict ? (dict.get(name('Scope'))?.toString() ?? []) : [];
    });
    return [scopes[0]];
  });
}
