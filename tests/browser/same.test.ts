import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchTestBrowser } from '../support/browser.ts';
import { repository } from '../support/cases.ts';
import { turnout } from '../support/cli.ts';
import { meantDifferences } from '../support/differences.ts';
import { writeGallery } from '../support/gallery.ts';
import { differing, drawPdf, type Raster, readRaster } from '../support/raster.ts';
import { temporaryFolder } from '../support/talk.ts';

const size = { width: 1280, height: 720 };
/** Of all dots of a slide. What is promised is 0.5 %; what is measured is below 0.1 %. */
const allowed = 0.0025;
const folder = temporaryFolder('same');
let browser: Browser;

beforeAll(async () => {
  browser = await launchTestBrowser(['--force-color-profile=srgb', '--hide-scrollbars']);
});
afterAll(async () => {
  await browser.close();
  folder.remove();
});

const decks = {
  showcase: (path: string, theme: string) => {
    cpSync(join(repository, 'slides/four-way-fork'), path, { recursive: true });
    const file = join(path, 'deck.yaml');
    const text = readFileSync(file, 'utf8').replace(/^theme:.*\n/m, '');
    writeFileSync(file, `${text.trimEnd()}\ntheme: ${theme}\n`);
  },
  'layout examples': (path: string, theme: string) => writeGallery(path, `theme: ${theme}\n`),
};

interface RevealWindow {
  readonly Reveal: {
    isReady(): boolean;
    slide(h: number, v: number, f: number): void;
    getTotalSlides(): number;
    getCurrentSlide(): HTMLElement;
  };
}

async function openDeck(path: string): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewport({ ...size, deviceScaleFactor: 1 });
  await page.goto(pathToFileURL(join(path, 'index.html')).href, { waitUntil: 'load' });
  await page.waitForFunction(() => (window as unknown as RevealWindow).Reveal.isReady());
  await page.addStyleTag({ content: meantDifferences.map(({ css }) => css).join('\n') });
  return page;
}

/** The slide with all of its steps shown. */
async function takeSlide(page: Page, index: number): Promise<{ id: string; screen: Raster }> {
  const id = await page.evaluate(async (h) => {
    const { Reveal } = window as unknown as RevealWindow;
    Reveal.slide(h, 0, 1000);
    const slide = Reveal.getCurrentSlide();
    await document.fonts.ready;
    await Promise.all([...slide.querySelectorAll('img')].map((each) => each.decode().catch(() => {})));
    return slide.id;
  }, index);
  return { id, screen: await readRaster(await page.screenshot({ optimizeForSpeed: true })) };
}

async function run(args: readonly string[]): Promise<void> {
  const ran = await turnout(args, folder.path);
  expect(ran.code, ran.stderr).toBe(0);
}

describe.each(['night-line', 'daylight'])('in %s', (theme) => {
  const names = Object.keys(decks) as (keyof typeof decks)[];

  test.each(names)(
    'the %s look the same on screen and on paper',
    async (name) => {
      const deck = join(folder.path, `${theme} ${name}`);
      decks[name](deck, theme);
      const [built, pdf] = [join(deck, 'out'), join(deck, 'slides.pdf')];
      await Promise.all([run(['build', deck, '-o', built]), run(['pdf', deck, '-o', pdf])]);
      const page = await openDeck(built);
      const total = await page.evaluate(() => (window as unknown as RevealWindow).Reveal.getTotalSlides());
      const pages = drawPdf(pdf, size.width);
      const tooFar: string[] = [];
      for (let index = 0; index < total; index++) {
        const [{ value: paper }, { id, screen }] = await Promise.all([pages.next(), takeSlide(page, index)]);
        const share = paper === undefined ? 1 : differing(screen, paper);
        if (share > allowed) tooFar.push(`${id}: ${(100 * share).toFixed(2)} %`);
      }
      expect(tooFar).toEqual([]);
      expect(total).toBeGreaterThan(20);
      expect((await pages.next()).done).toBe(true);
      await page.close();
    },
    120_000,
  );
});

test('a heading that is missing, moved or of another size is a difference that counts', async () => {
  const deck = join(folder.path, 'sensitive');
  decks['layout examples'](deck, 'daylight');
  await run(['build', deck, '-o', join(deck, 'out')]);
  const page = await openDeck(join(deck, 'out'));
  const { screen } = await takeSlide(page, 1);
  expect(differing(screen, (await takeSlide(page, 1)).screen)).toBe(0);
  for (const rule of ['visibility: hidden', 'transform: translateY(4px)', 'font-size: 36px']) {
    const style = await page.addStyleTag({ content: `.present h2, .present h1 { ${rule} !important; }` });
    expect(differing(screen, (await takeSlide(page, 1)).screen), rule).toBeGreaterThan(allowed);
    await style.evaluate((element) => (element as Element).remove());
  }
  await page.close();
});
