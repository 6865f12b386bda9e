import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchTestBrowser } from '../support/browser.ts';
import { repository } from '../support/cases.ts';
import { turnout } from '../support/cli.ts';
import { readPdf } from '../support/pdf.ts';

/** Letters and digits in no order: paper has what runs from right to left in the order in which it is painted. */
function letters(text: string): string {
  return [...(text.normalize('NFKC').match(/[\p{L}\p{N}]/gu) ?? [])].sort().join('');
}

describe('decks in other scripts', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'languages-of-turnout-'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A copy of a test deck, in another theme if need be. */
  function deckIn(name: string, theme: string): string {
    const deck = join(folder, `${name}-${theme}`);
    cpSync(join(repository, 'tests/decks', name), deck, { recursive: true });
    const file = join(deck, 'deck.yaml');
    writeFileSync(file, `theme: ${theme}\n${readFileSync(file, 'utf8')}`);
    return deck;
  }

  // Printing, below, looks at the fit in the other theme.
  test.each([
    ['arabic', 'daylight'],
    ['japanese', 'daylight'],
  ])('%s in %s: nothing is wrong and everything fits', async (name, theme) => {
    const checked = await turnout(['check', deckIn(name, theme), '--fit', '--strict'], repository);
    expect(checked.stdout).toContain('nothing wrong');
    expect(checked.code).toBe(0);
  });

  test('Arabic on paper: every letter, the outline, embedded fonts', async () => {
    const file = join(folder, 'arabic.pdf');
    const printed = await turnout(
      ['pdf', join(repository, 'tests/decks/arabic'), '-f', 'notes', '-o', file],
      repository,
    );
    expect(printed.code).toBe(0);
    const pdf = await readPdf(file);
    expect(pdf.outline.map(({ title }) => title)).toContain('ما الذي يغيّره Kubernetes في 2026؟');
    // The slide, the notes below it, number and time beside them, the running heads.
    const words = [
      '3 · ما الذي يغيّره Kubernetes في 2026؟',
      'ما الذي يغيّره Kubernetes في 2026؟',
      'كل فريق يملك خدمته من الكود إلى الإنتاج',
      'الأمر kubectl get pods هو أول ما تراه كل صباح',
      'زمن الاستجابة انخفض من 340 ms إلى 95 ms (أي بنسبة 72%)',
      'المصدر: تقرير DORA، 2025',
      'البداية 3',
      '3 البداية 2 د',
      'اذكر الأرقام ببطء. الرقم 72% هو الأهم.',
      'أربعة طرق بعد التخرج 3 / 12',
    ];
    expect(letters(pdf.pages[2]?.text ?? '')).toBe(letters(words.join(' ')));
    expect(pdf.fonts.every(({ isEmbedded }) => isEmbedded)).toBe(true);
    expect(pdf.fonts.map(({ name }) => name).join(' ')).toMatch(/IBMPlexSansArabic/);
  });

  test('Japanese on paper reads as it was written', async () => {
    const file = join(folder, 'japanese.pdf');
    const printed = await turnout(['pdf', join(repository, 'tests/decks/japanese'), '-o', file], repository);
    expect(printed.code).toBe(0);
    const pdf = await readPdf(file);
    expect(pdf.pages[0]?.text).toContain('四つの分かれ道');
    expect(pdf.pages[0]?.text).toContain('2026年6月11日');
    expect(pdf.pages[2]?.text.replace(/ /g, '')).toContain(
      '応答時間は340msから95msになった(72%減)'.replace('(', '（').replace(')', '）'),
    );
    expect(pdf.fonts.every(({ isEmbedded }) => isEmbedded)).toBe(true);
  });

  test('the built deck runs to the left, and carries only the slices of its fonts that it uses', async () => {
    const deck = deckIn('arabic', 'built');
    writeFileSync(join(deck, 'deck.yaml'), readFileSync(join(repository, 'tests/decks/arabic/deck.yaml')));
    const out = join(folder, 'out');
    expect((await turnout(['build', deck, '-o', out], repository)).code).toBe(0);
    const fonts = readdirSync(join(out, 'fonts')).filter((name) => name.startsWith('ibm'));
    expect(fonts).toEqual([
      'ibm-plex-sans-arabic-arabic-400-normal.woff2',
      'ibm-plex-sans-arabic-arabic-700-normal.woff2',
    ]);
    const browser = await launchTestBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(pathToFileURL(join(out, 'index.html')).href, { waitUntil: 'load' });
      await page.waitForSelector('.reveal.ready.rtl');
      expect(await page.$eval('html', (root) => root.dir)).toBe('rtl');
      expect(await page.$eval('.navigate-left', (button) => button.getAttribute('aria-label'))).toBe(
        'الشريحة التالية',
      );
      await page.keyboard.press('ArrowLeft');
      expect(await page.$eval('section.present', (slide) => slide.id)).toBe('start');
    } finally {
      await browser.close();
    }
  });
});
