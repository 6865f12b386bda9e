import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNodeHost } from '../../src/host-node.ts';
import { plainText } from '../../src/model/html.ts';
import { type RenderedSlide, renderedSlides } from '../../src/model/rendered.ts';
import { loadDeck } from '../../src/pipeline.ts';
import { repository } from '../support/cases.ts';
import { type Ran, turnout } from '../support/cli.ts';
import { type ReadPdf, readPdf, readPdfMarks } from '../support/pdf.ts';
import { temporaryFolder, writeFiles } from '../support/talk.ts';

const showcase = join(repository, 'slides/four-way-fork');
const folder = temporaryFolder('print-formats');
afterAll(() => folder.remove());

const squeeze = (text: string): string => text.replace(/\s+/g, '');
const sizes = (pdf: ReadPdf): Set<string> =>
  new Set(pdf.pages.map(({ width, height }) => `${Math.round(width)} × ${Math.round(height)}`));

async function pdf(args: readonly string[], target: string): Promise<ReadPdf> {
  const ran = await turnout(['pdf', ...args, '-o', target], folder.path);
  expect(ran.code, ran.stderr).toBe(0);
  return readPdf(join(folder.path, target));
}

describe('the showcase in all formats at once', () => {
  let ran: Ran;
  let slides: readonly RenderedSlide[];
  const read = (format: string): Promise<ReadPdf> =>
    readPdf(join(folder.path, `all/four-way-fork${format}.pdf`));

  beforeAll(async () => {
    const { value } = loadDeck(createNodeHost(repository), showcase);
    slides = value === undefined ? [] : renderedSlides(value);
    ran = await turnout(['pdf', showcase, '-f', 'slides,notes,handout,script', '-o', 'all'], folder.path);
  });

  test('writes a file each and says so in a line each', () => {
    expect(ran.code, ran.stderr).toBe(0);
    const files = ['', '-notes', '-handout', '-script'].map((each) => `all/four-way-fork${each}.pdf`);
    expect(
      ran.stdout
        .trim()
        .split('\n')
        .map((line) => line.split('  ')[0]),
    ).toEqual(files);
    expect(readdirSync(join(folder.path, 'all')).length).toBe(files.length);
    expect(ran.stderr.split('\n').filter((line) => line === 'starting the browser').length).toBe(1);
  });

  test('the handout has three slides a page, each with its words, and none of the notes', async () => {
    const handout = await read('-handout');
    expect(handout.pages.length).toBe(Math.ceil(slides.length / 3));
    expect(sizes(handout)).toEqual(new Set(['595 × 842']));
    for (const [index, { title, notes, slide }] of slides.entries()) {
      const text = squeeze(handout.pages[Math.floor(index / 3)]?.text ?? '');
      expect(text, slide.id).toContain(squeeze(title));
      expect(text, slide.id).not.toContain(squeeze(plainText(notes)).slice(0, 40));
    }
  });

  test('the script has all of the notes in order, with times', async () => {
    const script = await read('-script');
    const text = squeeze(
      script.pages.map((page) => page.text.replace(/The four-way fork \d+ \/ \d+/g, '')).join(' '),
    );
    let from = 0;
    for (const { slide, notes } of slides) {
      for (const paragraph of notes.split(/<\/(?:p|li|h\d)>/).map(plainText)) {
        // A running foot may stand in the middle of a paragraph.
        const begin = squeeze(paragraph).slice(0, 24);
        const at = text.indexOf(begin, from);
        expect(at, `${slide.id}: ${paragraph}`).toBeGreaterThanOrEqual(0);
        from = at;
      }
    }
    expect(text).toContain(squeeze('0:30 min 0:00–0:30'));
    expect(text).toContain(squeeze('· step 4 Platform'));
    const entries = script.outline.map(({ level, page }) => ({ level, page }));
    expect(entries.length).toBe(slides.length);
    expect(entries.map(({ page }) => page)).toEqual(
      entries.map(({ page }) => page).toSorted((a, b) => a - b),
    );
  });

  test('every format carries its fonts, is tagged, and labels its pages by slide where a page is one', async () => {
    for (const format of ['', '-notes', '-handout', '-script']) {
      const read1 = await read(format);
      expect(read1.isTagged, format).toBe(true);
      expect(read1.fonts.filter((font) => !font.isEmbedded)).toEqual([]);
    }
    const { labels } = await readPdfMarks(join(folder.path, 'all/four-way-fork.pdf'));
    expect(labels).toEqual(slides.map(({ slide }) => String(slide.number)));
  });
});

describe('a small deck', () => {
  const deck = join(folder.path, 'small');
  beforeAll(() => {
    writeFiles(deck, {
      'deck.yaml': 'title: Small\nlang: en\n',
      'sections/10-first.yaml': [
        'title: First',
        'slides:',
        '  - {id: one, layout: bullets, title: One, points: [alpha, beta, gamma], steps: true, notes: "Say **one**."}',
        '  - {id: two, layout: statement, statement: Two, notes: "Say two."}',
      ].join('\n'),
      'sections/20-second.yaml':
        'title: Second\nslides:\n  - {id: three, layout: bullets, title: Three, points: ["see [one](#one)"]}\n',
    });
  });

  test('has a page a step, labelled by slide and step', async () => {
    const steps = await pdf([deck, '--steps', 'all'], 'steps.pdf');
    expect(
      steps.pages.map(({ text }) => ['alpha', 'beta', 'gamma'].filter((word) => text.includes(word))),
    ).toEqual([[], ['alpha'], ['alpha', 'beta'], ['alpha', 'beta', 'gamma'], [], []]);
    const { labels, comments } = await readPdfMarks(join(folder.path, 'steps.pdf'));
    expect(labels).toEqual(['1.1', '1.2', '1.3', '1.4', '2', '3']);
    // Only `--annotate` writes any.
    expect(comments).toEqual([]);
    expect(steps.outline.map(({ title, page }) => `${title} ${page}`)).toEqual([
      'First 0',
      'One 0',
      'Two 4',
      'Second 5',
      'Three 5',
    ]);
  });

  test('carries notes as comments, one on the page of each slide that has some', async () => {
    await pdf([deck, '--annotate'], 'annotated.pdf');
    const { comments } = await readPdfMarks(join(folder.path, 'annotated.pdf'));
    expect(comments).toEqual(['1: Say one.', '2: Say two.']);
  });

  test.each([
    ['handout on A5', ['-f', 'handout', '--per-page', '2', '--paper', 'a5'], '420 × 595', 2],
    ['handout of four lies', ['-f', 'handout', '--per-page', '4'], '842 × 595', 1],
    [
      'handout of nine stands',
      ['-f', 'handout', '--per-page', '9', '--orientation', 'portrait'],
      '595 × 842',
      1,
    ],
    ['handout with notes', ['-f', 'handout', '--with-notes'], '595 × 842', 1],
    ['notes beside', ['-f', 'notes', '--notes', 'right', '--paper', 'letter'], '792 × 612', 3],
    ['script on paper of its own', ['-f', 'script', '--paper', '200x280'], '567 × 794', 1],
  ])('%s', async (_, args, size, pages) => {
    const printed = await pdf([deck, ...args], 'paper.pdf');
    expect(sizes(printed)).toEqual(new Set([size]));
    expect(printed.pages.length).toBe(pages);
    const text = printed.pages.map((page) => page.text).join(' ');
    expect(text).toContain('alpha');
    if (!args.includes('handout') || args.includes('--with-notes')) expect(text).toContain('Say one.');
  });

  test('prints a range, with the numbers that the slides have', async () => {
    const part = await pdf([deck, '--range', 'section:second,2'], 'part.pdf');
    expect(part.pages.length).toBe(2);
    expect((await readPdfMarks(join(folder.path, 'part.pdf'))).labels).toEqual(['2', '3']);
  });

  test('stays words in grey and in the colours of daylight', async () => {
    for (const option of ['--grayscale', '--ink-saving']) {
      const printed = await pdf([deck, option], `colours${option}.pdf`);
      expect(printed.pages[0]?.text).toContain('gamma');
      expect(printed.fonts.length).toBeGreaterThan(0);
    }
    const { colours } = await readPdfMarks(join(folder.path, 'colours--grayscale.pdf'));
    expect(colours.size).toBeGreaterThan(1);
    expect([...colours].filter((each) => new Set(each.split(' ')).size > 1)).toEqual([]);
  });

  test.each([
    [['--range', 'id:ome'], 'there is no slide with the id `ome`', 'did you mean `one`?'],
    [['--range', 'section:secnd'], 'there is no section `secnd`', 'did you mean `second`?'],
    [['--range', '2-9'], 'there is no slide 9', 'the deck has slides 1 to 3'],
    [['--range', 'x'], '`x` is no part of a range', 'section:NAME'],
    [['-f', 'slides,handouts'], 'there is no format `handouts`', 'did you mean `handout`?'],
    [['--paper', 'a44'], '`a44` is no paper', '200x280'],
    [['-f', 'slides,notes', '-o', 'one.pdf'], '`one.pdf` is one file for 2 formats', 'name a folder'],
    [['-f', 'handout', '--per-page', '6', '--with-notes'], 'notes have no room', '--per-page 1'],
    [['-f', 'handout', '--per-page', '5'], 'takes no `5` for `--per-page`', 'it takes: 3, 1, 2'],
    [['-f', 'script', '--per-page', '3'], '`--per-page` means nothing for `script`', '--list-formats'],
  ])('refuses %j', async (args, message, hint) => {
    const ran = await turnout(['pdf', deck, ...args], folder.path);
    expect(ran.stderr).toContain('error[bad-option]');
    expect(ran.stderr).toContain(message);
    expect(ran.stderr).toContain(hint);
    expect(ran.code).toBe(2);
  });

  test('goes on past what is torn or not there when it may, with blanks that name it and warnings', async () => {
    const torn = join(folder.path, 'torn');
    const slide = (id: string, picture: string, rest = ''): string =>
      `  - {id: ${id}, layout: image, title: ${id}, image: {src: assets/${picture}, alt: A picture}${rest}}`;
    writeFiles(torn, {
      'deck.yaml': 'title: Torn\nfonts:\n  - {file: assets/company.woff2}\n',
      'assets/torn.png': 'no picture',
      'sections/10-only.yaml': [
        'title: Only',
        'slides:',
        slide('torn', 'torn.png'),
        slide('gone', 'gone.svg', ', notes: "As here: ![Noted](assets/noted.png)"'),
      ].join('\n'),
    });
    const run = (...args: string[]) => turnout(args, folder.path);
    const refused = await run('pdf', torn, '-o', 'torn.pdf');
    expect(refused.stderr).toContain('error[missing-asset]: there is no file `assets/gone.svg`');
    expect(refused.code).toBe(1);
    const [printed, drawn] = await Promise.all([
      run('pdf', torn, '-f', 'slides,notes', '-o', 'torn', '--allow-missing'),
      run('images', torn, '-o', 'torn-pictures', '--width', '320', '--allow-missing'),
    ]);
    for (const { stderr, code } of [printed, drawn]) {
      expect(code, stderr).toBe(0);
      expect(stderr).toContain('torn/sections/10-only.yaml:4');
      for (const name of ['company.woff2', 'gone.svg', 'noted.png'])
        expect(stderr).toContain(`warning[missing-asset]: there is no file \`assets/${name}\``);
      // In all formats, and told once.
      expect(stderr.split('warning[print-asset-failed]: `assets/torn.png`')).toHaveLength(2);
      expect(stderr).toContain('slide `torn`');
    }
    const slides = await readPdf(join(folder.path, 'torn/torn.pdf'));
    expect(slides.pages.map(({ text }) => /\w+\.(?:png|svg)/.exec(text)?.[0])).toEqual([
      'torn.png',
      'gone.svg',
    ]);
    const notes = await readPdf(join(folder.path, 'torn/torn-notes.pdf'));
    expect(notes.pages[1]?.text).toContain('noted.png');
    expect(drawn.stdout).toContain('2 pictures');
  });
});
