import { describe, expect, test } from 'vitest';
import { type PrintedFile, verifyPrinted } from '../../src/export/pdf-verify.ts';
import type { PrintBundle } from '../../src/model/bundle.ts';

const slide = (id: string, number: number, title: string, section: string) => ({
  id,
  number,
  title,
  section,
  notes: '',
  file: `sections/10-only.yaml:${number}`,
});

const bundle: PrintBundle = {
  entry: 'index.html',
  files: new Map(),
  format: 'slides',
  title: 'A talk',
  authors: [],
  keywords: [],
  lang: 'en',
  page: { width: 1280, height: 720 },
  flowing: false,
  slides: [
    slide('a', 1, 'Title of the talk', 'Opening'),
    slide('b', 2, 'A heading of two lines', 'Opening'),
    slide('c', 3, 'Same', 'Close'),
  ],
};

const page = { width: 960, height: 540, hasContent: true };
const printed: PrintedFile = {
  pages: [page, page, page],
  outline: [
    { title: 'Title of the talk', level: 1, page: 0 },
    { title: 'A heading oftwo lines', level: 2, page: 1 },
    { title: 'A heading inside the slide', level: 3, page: 1 },
    { title: 'Close', level: 1, page: 2 },
    { title: 'Same', level: 2, page: 2 },
  ],
};

/** The printed file with one entry of its outline changed. */
function withEntry(index: number, change: Partial<PrintedFile['outline'][number]>): PrintedFile {
  return {
    ...printed,
    outline: printed.outline.map((each, at) => (at === index ? { ...each, ...change } : each)),
  };
}

describe('a printed file', () => {
  test('that is as it should be gets the outline that it should have', () => {
    expect(verifyPrinted(printed, bundle)).toEqual({
      outline: [
        { title: 'Title of the talk', level: 1, page: 0 },
        { title: 'A heading of two lines', level: 2, page: 1 },
        { title: 'Close', level: 1, page: 2 },
        { title: 'Same', level: 2, page: 2 },
      ],
    });
  });

  test('with long notes may have more pages than slides', () => {
    const pages = [page, page, page, page];
    const outline = printed.outline.map((each) => ({ ...each, page: each.page === 0 ? 0 : each.page + 1 }));
    expect(verifyPrinted({ pages, outline }, { ...bundle, flowing: true })).toHaveProperty('outline');
  });

  const faults: [string, PrintedFile, string][] = [
    ['a page too many', { ...printed, pages: [page, page, page, page] }, '3 slides became 4 pages'],
    [
      'a page of another size',
      { ...printed, pages: [page, { ...page, height: 600 }, page] },
      'the page of slide `b` (sections/10-only.yaml:2) is 960 × 600 pt instead of 960 × 540 pt',
    ],
    ['an empty page', { ...printed, pages: [page, page, { ...page, hasContent: false }] }, 'page 3 is empty'],
    [
      'a slide that is not in the outline',
      withEntry(1, { title: 'Another' }),
      'slide `b` (sections/10-only.yaml:2) is not in the outline',
    ],
    [
      'a slide on the page of another',
      withEntry(1, { page: 0 }),
      'slide `b` (sections/10-only.yaml:2) does not begin a page of its own (page 1)',
    ],
    [
      'a section that nothing announces',
      withEntry(3, { title: 'Another' }),
      'the section `Close` is not in the outline',
    ],
  ];

  test.each(faults)('with %s is refused', (_, file, mismatch) => {
    expect(verifyPrinted(file, bundle)).toEqual({ mismatch });
  });
});
