import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as pdfLib from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gatePdf } from '../../src/export/gate-pdf.ts';
import { readPages } from '../../src/export/pdf-words.ts';
import { turnout } from '../support/cli.ts';
import { temporaryFolder, writeFiles } from '../support/talk.ts';

const dot = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>';
const secrets = {
  private: 'The budget was halved in March and nobody outside the board knows of it.',
  hidden: 'The whole team is replaced by a very small shell script in spring.',
  participant: 'Chapter three of the handbook says all of this once more and in full.',
};
const said = 'Good evening, everybody, and welcome to the talk about trains at night.';

const deck = {
  'deck.yaml': 'title: Night trains\n',
  'sections/10-only.yaml': [
    'title: Only',
    'slides:',
    '  - id: plan',
    '    layout: bullets',
    '    title: The plan',
    '    points: [One, Two]',
    '    minutes: 1',
    '    notes:',
    `      speaker: "${said} ![Dot](assets/spoken.svg)"`,
    `      participant: "${secrets.participant} ![Dot](assets/read.svg)"`,
    `      private: "${secrets.private}"`,
    '  - id: shelved',
    '    hidden: true',
    '    layout: image',
    `    title: "${secrets.hidden}"`,
    '    image: { src: assets/shelved.svg, alt: A dot }',
    '',
  ].join('\n'),
  'assets/spoken.svg': dot,
  'assets/read.svg': dot,
  'assets/shelved.svg': dot,
};

describe('everything that is written', () => {
  const folder = temporaryFolder('withheld');
  afterAll(() => folder.remove());
  const run = (...words: string[]) => turnout(words, folder.path);

  beforeAll(async () => {
    writeFiles(folder.path, deck);
    const runs = [
      await run('build', '-o', 'shared'),
      await run('build', '--notes', '-o', 'spoken'),
      await run('images', '-o', 'pictures', '--contact-sheet'),
      await run('pdf', '--format', 'slides,notes,script', '--annotate', '-o', 'printed'),
    ];
    expect(runs.map(({ code, stderr }) => [code, stderr])).toEqual(runs.map(({ stderr }) => [0, stderr]));
  }, 120_000);

  const filesIn = (name: string): string[] =>
    readdirSync(join(folder.path, name), { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => join(each.parentPath, each.name));

  test('holds neither private notes nor hidden slides nor other channels', async () => {
    for (const name of ['shared', 'spoken', 'pictures', 'printed']) {
      const files = filesIn(name);
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) {
        const text = readFileSync(file).toString('latin1');
        for (const secret of Object.values(secrets))
          expect(text.includes(secret.slice(0, 30)), file).toBe(false);
        if (/html$/.test(file)) expect(text).not.toMatch(/private|shelved|participant/i);
      }
    }
    expect(readFileSync(join(folder.path, 'spoken/index.html'), 'utf8')).toContain(said);
    expect(readFileSync(join(folder.path, 'shared/index.html'), 'utf8')).not.toContain(said.slice(0, 20));
  });

  test('a PDF neither, on its pages, in comments and in properties', async () => {
    const span = { source: { path: '', text: '' }, start: 0, end: 0 };
    const kinds = {
      private: 'private',
      hidden: 'hidden',
      participant: 'participant',
      said: 'speaker',
    } as const;
    const texts = { ...secrets, said };
    const withheld = Object.entries(texts).map(([key, text]) => ({
      text,
      kind: kinds[key as keyof typeof texts],
      slide: key,
      span,
    }));
    for (const file of filesIn('printed')) {
      const document = await pdfLib.PDFDocument.load(readFileSync(file));
      const leaks = gatePdf(pdfLib, document, 'x.pdf', readPages(pdfLib, document), {
        withheld,
        carried: [],
      });
      // The speaker's notes are asked for: that they are found shows that the others would be.
      expect(leaks.map(({ message }) => message)).toEqual([
        '`x.pdf` would carry text of the notes of `said` for the channel `speaker`',
      ]);
    }
  });

  test('has the pictures of what it shows and no others', () => {
    const has = (file: string): boolean => existsSync(join(folder.path, file));
    expect(['spoken.svg', 'read.svg', 'shelved.svg'].map((name) => has(`shared/assets/${name}`))).toEqual([
      false,
      false,
      false,
    ]);
    expect(['spoken.svg', 'read.svg', 'shelved.svg'].map((name) => has(`spoken/assets/${name}`))).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('is kept as it was when a layout would show what it must not', async () => {
    const contract =
      'description: D\nfields: { title: { type: text, required: true, description: T, example: E } }\n';
    writeFiles(folder.path, {
      'sections/10-only.yaml': deck['sections/10-only.yaml']
        .replace('layout: bullets', 'layout: loud')
        .replace('    points: [One, Two]\n', ''),
      'templates/layouts/loud/contract.yaml': contract,
      'templates/layouts/loud/layout.hbs': `<h2 class="title">{{title}}</h2><p>${secrets.private}</p>`,
    });
    const earlier = [...filesIn('printed'), ...filesIn('pictures')].map(
      (file) => [file, readFileSync(file).toString('latin1')] as const,
    );
    const printed = await run('pdf', '--format', 'slides,notes', '--no-fit', '-o', 'printed');
    const drawn = await run('images', '-o', 'pictures');
    expect([printed.code, drawn.code]).toEqual([1, 1]);
    const leak = /error\[withheld-text\]: (.*) would carry text of the private notes of `plan`/g;
    const named = [...printed.stderr.matchAll(leak)].map(([, file = '']) =>
      file.replace(/^`.*?(-notes)?\.pdf`$/, 'PDF$1'),
    );
    expect(named.sort()).toEqual(['PDF', 'PDF-notes']);
    expect(drawn.stderr.match(leak)).toHaveLength(1);
    for (const [file, bytes] of earlier)
      expect(readFileSync(file).toString('latin1') === bytes, file).toBe(true);
  }, 120_000);
});
