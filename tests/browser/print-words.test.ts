import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as lib from '@cantoo/pdf-lib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assemblePrint } from '../../src/assemble/print.ts';
import { papers } from '../../src/assemble/print-formats.ts';
import { findPrintFormat } from '../../src/assemble/print-template.ts';
import { slideStarts } from '../../src/export/pdf-labels.ts';
import { readOutline } from '../../src/export/pdf-outline.ts';
import { missingWords, readPages } from '../../src/export/pdf-words.ts';
import { createNodeHost } from '../../src/host-node.ts';
import type { PrintBundle } from '../../src/model/bundle.ts';
import { loadDeck } from '../../src/pipeline.ts';
import { repository } from '../support/cases.ts';
import { turnout } from '../support/cli.ts';
import { temporaryFolder, writeFiles } from '../support/talk.ts';

const folder = temporaryFolder('print-words');
afterAll(() => folder.remove());

const deck = join(folder.path, 'talk');
const target = join(folder.path, 'notes.pdf');
let bundle: PrintBundle;

beforeAll(async () => {
  writeFiles(deck, {
    'deck.yaml': 'title: Words\ntheme: daylight\nfonts:\n  - package: "@fontsource/biz-udpgothic"\n',
    'sections/10-only.yaml': [
      'title: Only',
      'slides:',
      '  - {id: one, layout: statement, statement: One, notes: "Offices, afflicted: it\'s **naïve** & `a<b`. ½"}',
      '  - {id: two, layout: statement, statement: Two, notes: "See [the first](#one).\\n\\n| a | b |\\n|---|---|\\n| c | d |"}',
      '  - {id: three, layout: statement, statement: Τρία три 三, notes: "Πρώτη φορά· в третий раз; 三度目の正直。"}',
    ].join('\n'),
  });
  const ran = await turnout(['pdf', deck, '-f', 'notes', '-o', target], folder.path);
  expect(ran.code, ran.stderr).toBe(0);
  const host = createNodeHost(repository);
  const { value } = loadDeck(host, deck);
  if (value === undefined) throw new Error('the deck is wrong');
  bundle = assemblePrint(host, value, findPrintFormat(host, 'notes'), papers.a4);
});

async function judge(change: (notes: string) => string): Promise<string | undefined> {
  const document = await lib.PDFDocument.load(readFileSync(target));
  const slides = bundle.slides.map((slide) => ({ ...slide, notes: change(slide.notes) }));
  const starts = slideStarts(bundle, readOutline(lib, document));
  return missingWords(readPages(lib, document), { ...bundle, slides }, starts);
}

test('notes that are whole are found whole, ligatures, accents and tables included', async () => {
  expect(await judge((notes) => notes)).toBeUndefined();
});

test('a word that is not there is missed, with its slide', async () => {
  expect(await judge((notes) => notes.replace('See', 'See zzz'))).toBe(
    'the notes of slide `two` (sections/10-only.yaml:4) are not whole: 3 letters are missing',
  );
});

test.each(['Πρώτη', 'третий'])('so is `%s`, of another script', async (word) => {
  const fault = 'the notes of slide `three` (sections/10-only.yaml:5) are not whole';
  expect(await judge((notes) => notes.replace(word, `${word} ${word}`))).toContain(fault);
});

test('a title that is not drawn whole is missed, though the outline has it', async () => {
  const document = await lib.PDFDocument.load(readFileSync(target));
  const starts = slideStarts(bundle, readOutline(lib, document));
  const slides = bundle.slides.map((slide) => (slide.id === 'one' ? { ...slide, title: 'Onezz' } : slide));
  expect(missingWords(readPages(lib, document), { ...bundle, slides }, starts)).toBe(
    'the title of slide `one` (sections/10-only.yaml:3) is not whole: 2 letters are missing',
  );
});
