import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assemblePrint } from '../../src/assemble/print.ts';
import { defaultSettings, papers } from '../../src/assemble/print-formats.ts';
import { findPrintFormat } from '../../src/assemble/print-template.ts';
import { exportPdfs } from '../../src/export/pdf.ts';
import { createNodeHost } from '../../src/host-node.ts';
import { loadDeck } from '../../src/pipeline.ts';
import { repository } from '../support/cases.ts';
import { readLinks, readMarks, readPdf, readPdfMarks, readTags } from '../support/pdf.ts';
import { readHeadScopes } from '../support/pdf-order.ts';
import { temporaryFolder, writeFiles } from '../support/talk.ts';

const folder = temporaryFolder('print-parts');
afterAll(() => folder.remove());

const long = Array.from({ length: 90 }, (_, index) => `Sentence ${index} of notes that take two pages.`).join(
  ' ',
);

/** Tables, links to slides before and behind, two sections, and notes that go on at the end of the first part. */
function slide(number: number): string {
  const other = ((number + 4) % 10) + 1;
  const notes = number === 3 ? long : `What is said at ${number}.`;
  const table = `    layout: table\n    table:\n      header: [Lane, Trains]\n      rows: [[North, "${number}"], [South, "2"]]\n`;
  const points = `    layout: bullets\n    points:\n      - "Goes on at [slide ${other}](#/s${other})"\n      - Stays\n`;
  return `  - id: s${number}\n    title: Slide ${number} of ten\n${number % 2 === 0 ? table : points}    notes: ${notes}\n`;
}

const section = (title: string, from: number, to: number): string =>
  `title: ${title}\nslides:\n${Array.from({ length: to - from + 1 }, (_, index) => slide(from + index)).join('')}`;

describe.each(['slides', 'notes', 'handout'])('%s in parts', (name) => {
  const [whole, parts] = [join(folder.path, `${name}-whole.pdf`), join(folder.path, `${name}-parts.pdf`)];
  const both = async <T>(read: (path: string) => Promise<T>): Promise<[T, T]> => [
    await read(parts),
    await read(whole),
  ];

  beforeAll(async () => {
    const deck = join(folder.path, 'deck');
    writeFiles(deck, {
      'deck.yaml': 'title: In parts\ntheme: daylight\n',
      'sections/10-first.yaml': section('First', 1, 6),
      'sections/20-second.yaml': section('Second', 7, 10),
    });
    const host = createNodeHost(repository);
    const { value, diagnostics } = loadDeck(host, deck);
    if (value === undefined) throw new Error(JSON.stringify(diagnostics));
    const jobs = [defaultSettings.partSize, name === 'handout' ? 2 : 4].map((partSize, index) => ({
      bundle: assemblePrint(host, value, findPrintFormat(host, name), papers.a4, { partSize }),
      target: index === 0 ? whole : parts,
    }));
    expect(jobs.map(({ bundle }) => bundle.parts?.length ?? 1)).toEqual([1, name === 'handout' ? 2 : 3]);
    const printed = await exportPdfs(host, jobs);
    expect(printed.flatMap(({ diagnostics: told }) => told)).toEqual([]);
  });

  test('has the same pages, with the same numbers on them', async () => {
    const [one, other] = await both(readPdf);
    expect(one.pages).toEqual(other.pages);
    expect(one.outline).toEqual(other.outline);
    expect(one.fonts.every(({ isEmbedded }) => isEmbedded)).toBe(true);
    if (name === 'notes') expect(one.pages.at(-1)?.text).toContain('11 / 11');
  });

  test('has the same labels and links, to pages of other parts, too', async () => {
    const [one, other] = await both(readPdfMarks);
    expect(one.labels).toEqual(other.labels);
    const [links, expected] = await both(readLinks);
    expect(links).toEqual(expected);
    expect(links.flat().filter((target) => typeof target === 'number')).toHaveLength(5);
  });

  test('is tagged alike', async () => {
    // Tags are told apart by the number of their page's object, which is another.
    const [one, other] = await both(async (path) =>
      JSON.stringify(await readTags(path)).replace(/\d+R/g, 'R'),
    );
    expect(one).toBe(other);
    const [marks, expected] = await both(readMarks);
    expect(marks).toEqual(expected);
    const [scopes, wanted] = await both(async (path) => readHeadScopes(path));
    expect(scopes).toEqual(wanted);
    expect(scopes.length).toBeGreaterThan(0);
  });
});
