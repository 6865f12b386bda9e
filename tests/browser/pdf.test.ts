import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNodeHost } from '../../src/host-node.ts';
import { plainText } from '../../src/model/html.ts';
import { type RenderedSlide, renderedSlides } from '../../src/model/rendered.ts';
import { loadDeck } from '../../src/pipeline.ts';
import { repository } from '../support/cases.ts';
import { turnout, turnoutProcess } from '../support/cli.ts';
import { type ReadPdf, readPdf } from '../support/pdf.ts';
import { temporaryFolder, writeFiles } from '../support/talk.ts';

const showcase = join(repository, 'slides/four-way-fork');
const folder = temporaryFolder('pdf');
afterAll(() => folder.remove());

/** White space is where readers of PDF differ; letters are not. */
const squeeze = (text: string): string => text.replace(/\s+/g, '');

async function print(args: readonly string[], target: string): Promise<ReadPdf> {
  const ran = await turnout(['pdf', ...args, '-o', target], folder.path);
  expect(ran.code, ran.stderr).toBe(0);
  return readPdf(target);
}

function slidesOf(deck: string): readonly RenderedSlide[] {
  const { value } = loadDeck(createNodeHost(repository), deck);
  return value === undefined ? [] : renderedSlides(value);
}

function expectSound(pdf: ReadPdf): void {
  expect(pdf.isTagged).toBe(true);
  expect(pdf.info).toMatchObject({
    Title: 'The four-way fork',
    Author: 'Ines Kallweit',
    Language: 'en',
    Creator: 'Turnout',
    Producer: 'Turnout',
  });
  expect(pdf.fonts.length).toBeGreaterThan(0);
  expect(pdf.fonts.filter((font) => !font.isEmbedded)).toEqual([]);
  // Fonts of the theme only: another name is a fallback of this machine.
  expect(pdf.fonts.filter(({ name }) => !/^(Barlow|BarlowCondensed|JetBrainsMono)-/.test(name))).toEqual([]);
}

describe('the showcase as slides', () => {
  let pdf: ReadPdf;
  let slides: readonly RenderedSlide[];

  beforeAll(async () => {
    slides = slidesOf(showcase);
    pdf = await print([showcase], join(folder.path, 'slides.pdf'));
  });

  test('has a page a slide, in the size of the slides', () => {
    expect(pdf.pages.length).toBe(slides.length);
    expect(new Set(pdf.pages.map(({ width, height }) => `${width} × ${height}`))).toEqual(
      new Set(['960 × 540']),
    );
  });

  test('names itself, is tagged and carries its own fonts', () => expectSound(pdf));

  test('lists each slide in its outline, in order, at its page', () => {
    expect(pdf.outline.map((entry) => entry.page)).toEqual(slides.map((_, index) => index));
    const levels = slides.map(({ slide }) => (slide.layout.contract.outline === 'section' ? 1 : 2));
    expect(pdf.outline.map((entry) => entry.level)).toEqual(levels);
  });

  test('shows the words of each slide, and none of the notes', () => {
    for (const [index, { title, notes, slide }] of slides.entries()) {
      const text = squeeze(pdf.pages[index]?.text ?? '');
      expect(text, slide.id).toContain(squeeze(title));
      expect(text, slide.id).not.toContain(squeeze(plainText(notes)).slice(0, 40));
    }
  });
});

describe('the showcase as notes', () => {
  let pdf: ReadPdf;
  let slides: readonly RenderedSlide[];

  beforeAll(async () => {
    slides = slidesOf(showcase);
    pdf = await print([showcase, '--format', 'notes'], join(folder.path, 'notes.pdf'));
  });

  test('is on A4 and is otherwise as sound as the slides', () => {
    for (const { width, height } of pdf.pages) {
      expect(Math.abs(width - 595.28)).toBeLessThan(1);
      expect(Math.abs(height - 841.89)).toBeLessThan(1);
    }
    expectSound(pdf);
  });

  test('begins each slide on a page of its own and prints all of its notes there', () => {
    const starts = pdf.outline.map((entry) => entry.page);
    expect(new Set(starts).size).toBe(slides.length);
    for (const [index, { notes, title, slide }] of slides.entries()) {
      const pages = pdf.pages.slice(starts[index], starts[index + 1] ?? pdf.pages.length);
      const text = squeeze(pages.map((page) => page.text).join(' '));
      expect(text, slide.id).toContain(squeeze(`${slide.number} · ${title}`));
      expect(text, slide.id).toContain(squeeze(title));
      for (const paragraph of notes.split(/<\/(?:p|li|h\d)>/).map(plainText)) {
        expect(text, slide.id).toContain(squeeze(paragraph));
      }
    }
  });
});

describe('a deck with everything that is awkward', () => {
  const deck = join(folder.path, 'awkward');
  const words = Array.from({ length: 1200 }, (_, index) => `word${index}`);
  const longTitle = 'A statement that is said in so many words that no line of a slide can hold all of them';

  beforeAll(() => {
    writeFiles(deck, {
      'deck.yaml':
        'title: "A \\"quoted\\" talk & it\'s <odd>"\nauthors: [Ana Núñez, Bo]\ntheme: daylight\nsize: "4:3"\nlang: es\n',
      'sections/10-first.yaml': [
        'title: No slide announces this section',
        'slides:',
        '  - {id: one, layout: bullets, title: "It\'s `first` & \\"quoted\\"", points: ["see [two](#two)"], steps: true}',
        `  - {id: two, layout: statement, statement: "${longTitle}", notes: "# Loud\\n\\n${words.join(' ')}"}`,
        '  - {id: untitled, layout: blank, body: Words without a title}',
      ].join('\n'),
      'sections/20-second.yaml': 'title: Second\nslides:\n  - {id: second, layout: section}\n',
    });
  });

  const outline = [
    { title: 'No slide announces this section', level: 1 },
    { title: 'It\'s first & "quoted"', level: 2 },
    { title: longTitle, level: 2 },
    { title: 'untitled', level: 2 },
    { title: 'Second', level: 1 },
  ];

  test('keeps long notes whole, on pages that say which slide they are of', async () => {
    const pdf = await print([deck, '--format', 'notes', '--paper', 'letter'], join(folder.path, 'long.pdf'));
    expect(pdf.outline.map(({ title, level }) => ({ title, level }))).toEqual(outline);
    const [start = 0, end = 0] = pdf.outline.slice(2, 4).map((entry) => entry.page);
    expect(end - start).toBeGreaterThan(2);
    const pages = pdf.pages.slice(start, end);
    expect(pages.flatMap((page) => page.text.match(/word\d+/g) ?? [])).toEqual(words);
    for (const page of pages) expect(squeeze(page.text)).toContain(squeeze(`2 · ${longTitle}`).slice(0, 30));
    expect(new Set(pdf.pages.map(({ width, height }) => `${width} × ${height}`))).toEqual(
      new Set(['612 × 792']),
    );
    expect(pdf.info).toMatchObject({
      Title: 'A "quoted" talk & it\'s <odd>',
      Author: 'Ana Núñez, Bo',
      Language: 'es',
    });
  });

  test('prints what steps would reveal later, and the same bytes for the same input', async () => {
    const [first, second] = [join(folder.path, 'first.pdf'), join(folder.path, 'second.pdf')];
    const env = { SOURCE_DATE_EPOCH: '1700000000' };
    for (const ran of [
      await turnout(['pdf', deck, '-o', first], folder.path, env),
      await turnoutProcess(['pdf', deck, '-o', second], folder.path, env),
    ])
      expect(ran.code, ran.stderr).toBe(0);
    expect(readFileSync(first).equals(readFileSync(second))).toBe(true);
    const pdf = await readPdf(first);
    expect(pdf.pages.map(({ width, height }) => `${width} × ${height}`)).toEqual(
      outline.slice(1).map(() => '720 × 540'),
    );
    expect(pdf.outline.map(({ title, level }) => ({ title, level }))).toEqual(outline);
    expect(pdf.pages[0]?.text).toContain('see two');
    expect(pdf.info.CreationDate).toBe('D:20231114221320Z');
  });
});

describe('an export that cannot succeed', () => {
  const deck = join(folder.path, 'faulty');
  const target = join(folder.path, 'kept.pdf');
  const earlier = 'an earlier export';

  beforeAll(() => {
    writeFiles(deck, {
      'deck.yaml': 'title: Faulty\n',
      'assets/torn.png': 'not a picture',
      'sections/10-only.yaml': [
        'title: Only',
        'slides:',
        '  - {id: sound, layout: bullets, title: Sound, points: [a]}',
        '  - {id: torn, layout: image, title: Torn, image: {src: assets/torn.png, alt: A torn picture}}',
      ].join('\n'),
    });
  });

  async function fails(
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
  ): Promise<{ code: number | null; stderr: string }> {
    writeFileSync(target, earlier);
    const ran = await turnout(['pdf', ...args, '-o', target], folder.path, env);
    expect(readFileSync(target, 'utf8')).toBe(earlier);
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.part'))).toEqual([]);
    return ran;
  }

  test('for a picture that is none names the file and the slide', async () => {
    const { code, stderr } = await fails([deck]);
    expect(stderr).toMatch(/error\[(print-asset-failed|unreadable-asset|asset-type)\]/);
    expect(stderr).toContain('torn.png');
    expect(stderr).toMatch(/`torn`|10-only\.yaml:4/);
    expect(code).toBe(1);
  });

  test('for a deadline that has passed says what it was doing', async () => {
    const { code, stderr } = await fails([showcase, '--timeout', '0.05']);
    expect(stderr).toContain('error[print-timeout]');
    expect(code).toBe(3);
  });

  test('for a browser that is not there names the variable that says so', async () => {
    const { code, stderr } = await fails([showcase], { TURNOUT_BROWSER: join(folder.path, 'no-browser') });
    expect(stderr).toContain('error[browser-missing]: `TURNOUT_BROWSER`');
    expect(code).toBe(3);
  });

  test('for a program that is no browser says how it ended', async () => {
    const { code, stderr } = await fails([showcase], { TURNOUT_BROWSER: process.execPath });
    expect(stderr).toContain('error[browser-failed]');
    expect(code).toBe(3);
  });

  test('for a target that is a folder fails before a browser starts', async () => {
    const ran = await turnout(['pdf', showcase, '-o', folder.path], repository, {
      TURNOUT_BROWSER: join(folder.path, 'no-browser'),
    });
    expect(ran.stderr).toContain('error[output-not-writable]');
    expect(ran.code).toBe(3);
    expect(existsSync(deck)).toBe(true);
  });
});
