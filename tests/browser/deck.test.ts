import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNodeHost } from '../../src/host-node.ts';
import { type RenderedSlide, renderedSlides } from '../../src/model/rendered.ts';
import { loadDeck } from '../../src/pipeline.ts';
import { launchTestBrowser, watchedPage } from '../support/browser.ts';
import { repository } from '../support/cases.ts';
import { turnout } from '../support/cli.ts';
import { expectPart, violations, windowFrom } from '../support/presenter.ts';

const showcase = join(repository, 'slides/four-way-fork');

interface RevealWindow {
  readonly Reveal: {
    isReady(): boolean;
    next(): void;
    isLastSlide(): boolean;
    getCurrentSlide(): HTMLElement;
    getIndices(): { h: number; v: number; f?: number };
    isOverview(): boolean;
  };
}

async function openDeck(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForFunction(() => (window as unknown as RevealWindow).Reveal.isReady());
}

const currentId = (page: Page): Promise<string> =>
  page.evaluate(() => (window as unknown as RevealWindow).Reveal.getCurrentSlide().id);

describe('the built deck in Chromium, from disk', () => {
  let browser: Browser;
  let folder: string;
  let url: string;
  let slides: readonly RenderedSlide[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'deck-of-turnout-'));
    const built = await turnout(['build', showcase, '--notes', '-o', folder], repository);
    expect(built.code, built.stderr).toBe(0);
    url = pathToFileURL(join(folder, 'index.html')).href;
    const rendered = loadDeck(createNodeHost(repository), showcase).value;
    slides = rendered === undefined ? [] : renderedSlides(rendered);
    browser = await launchTestBrowser();
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('opens without a complaint and asks for nothing but its own files', async () => {
    const { page, complaints, requests } = await watchedPage(browser);
    await openDeck(page, url);
    await page.evaluate(() => document.fonts.ready);
    const base = new URL('.', url).href;
    expect(requests.filter((each) => !each.startsWith(base))).toEqual([]);
    expect(complaints).toEqual([]);
    const fonts = await page.evaluate(
      () => [...document.fonts].filter((face) => face.status === 'error').length,
    );
    expect(fonts).toBe(0);
    await page.close();
  });

  test('every slide is reached by the keyboard, in order, and has its address', async () => {
    const { page } = await watchedPage(browser);
    await openDeck(page, url);
    const seen: string[] = [await currentId(page)];
    for (let press = 0; press < 400; press++) {
      const isEnd = await page.evaluate(() => {
        const { Reveal } = window as unknown as RevealWindow;
        return Reveal.isLastSlide() && document.querySelector('.present .fragment:not(.visible)') === null;
      });
      if (isEnd) break;
      await page.keyboard.press('ArrowRight');
      const id = await currentId(page);
      if (seen.at(-1) !== id) seen.push(id);
    }
    expect(seen).toEqual(slides.map(({ slide }) => slide.id));
    await page.waitForFunction((id) => location.hash.startsWith(`#/${id}`), {}, seen.at(-1));
    await page.keyboard.press('Home');
    expect(await currentId(page)).toBe(seen[0]);
    await page.keyboard.press('o');
    expect(await page.evaluate(() => (window as unknown as RevealWindow).Reveal.isOverview())).toBe(true);
    await page.keyboard.press('Escape');
    await page.keyboard.down('Shift');
    await page.keyboard.press('Slash', { text: '?' });
    await page.keyboard.up('Shift');
    await page.waitForSelector('.turnout-help[open]');
    await page.keyboard.press('o');
    expect(await page.evaluate(() => (window as unknown as RevealWindow).Reveal.isOverview())).toBe(false);
    await page.keyboard.press('Escape');
    expect(await page.$('.turnout-help[open]')).toBeNull();
    expect(await page.evaluate(() => (window as unknown as RevealWindow).Reveal.isOverview())).toBe(false);
    await page.close();
  });

  test('S and the button open the presenter view, with the note of the slide', async () => {
    const first = slides[0];
    const wanted = first?.slide.notes.get('speaker')?.split(/\s+/).slice(0, 4).join(' ') ?? '';
    for (const press of [
      (page: Page) => page.keyboard.press('s'),
      (page: Page) => page.click('.turnout-speaker'),
    ]) {
      const { page, complaints } = await watchedPage(browser);
      await openDeck(page, url);
      await page.waitForSelector('.turnout-speaker');
      const popup = await windowFrom(page, () => press(page));
      await expectPart(popup, 'notes', wanted);
      expect(complaints).toEqual([]);
      await popup.close();
      await page.close();
    }
  });

  test('?print prints a page a slide, and ?scroll fits them into a narrow window', async () => {
    const { page, complaints } = await watchedPage(browser);
    await page.goto(`${url}?print`, { waitUntil: 'load' });
    await page.waitForSelector('.is-ready');
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    const { numPages } = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
    expect(numPages).toBe(slides.length);
    await page.setViewport({ width: 390, height: 844 });
    const last = slides.at(-1)?.slide.id ?? '';
    await page.goto(`${url}?scroll#/${last}`, { waitUntil: 'load' });
    await page.waitForSelector('.is-ready');
    const seen = await page.evaluate((id) => {
      const box = document.getElementById(id)?.getBoundingClientRect();
      return [
        document.documentElement.scrollWidth <= innerWidth,
        scrollY > 0 && box !== undefined && box.top < innerHeight && box.bottom > 0,
        [...document.querySelectorAll('.fragment')].every((each) => getComputedStyle(each).opacity === '1'),
      ];
    }, last);
    expect(seen).toEqual([true, true, true]);
    const read = (): Promise<string[]> =>
      page.$$eval('.slides > section', (sections) =>
        sections.map((section) => {
          const text = section.querySelector<HTMLElement>('.turnout-reading');
          const size = text?.checkVisibility() === true ? getComputedStyle(text).fontSize : 'none';
          return `${size} ${section.querySelector('.slide')?.hasAttribute('inert')}`;
        }),
      );
    // Words under the slide that are large enough to be read; a screen reader hears them once.
    expect(new Set(await read())).toEqual(new Set(['18px true']));
    const texts = await page.$$eval('.turnout-reading', (all) => all.map((each) => each.textContent));
    expect(texts.join('\n')).toContain('Operations treated as a software problem');
    expect(texts.filter((text) => text.trim() === '')).toEqual([]);
    expect(await violations(page)).toEqual([]);
    await page.setViewport({ width: 1280, height: 720 });
    await expect.poll(async () => new Set(await read())).toEqual(new Set(['none false']));
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('says which slide and step it shows, and keeps what comes next decoded', async () => {
    const { page } = await watchedPage(browser);
    await openDeck(page, `${url}#/same-prompt/1`);
    await page.waitForSelector('.turnout-status');
    const said = (): Promise<string | undefined> => page.$eval('.turnout-status', (each) => each.textContent);
    expect(await said()).toBe('Slide 9 of 38, One prompt, four readers, step 2 of 4');
    await page.keyboard.press('ArrowRight');
    expect(await said()).toBe('step 3 of 4');
    expect(
      await page.evaluate(() => [...document.fonts].filter((face) => face.status !== 'loaded').length),
    ).toBe(0);
    await page.close();
  });

  test('is a document that can be read without JavaScript', async () => {
    const { page } = await watchedPage(browser);
    await page.setJavaScriptEnabled(false);
    await page.goto(url, { waitUntil: 'load' });
    const boxes = await page.$$eval('.slides > section > .slide', (all) =>
      all.map((each) => ({
        top: each.getBoundingClientRect().top + scrollY,
        height: each.getBoundingClientRect().height,
        text: (each as HTMLElement).innerText.length,
      })),
    );
    expect(boxes).toHaveLength(slides.length);
    boxes.forEach((box, index) => {
      expect(box.height).toBe(720);
      expect(box.text).toBeGreaterThan(0);
      if (index > 0) expect(box.top).toBeGreaterThanOrEqual((boxes[index - 1]?.top ?? 0) + 720);
    });
    const hidden = await page.$$eval(
      '.fragment',
      (all) => all.filter((each) => getComputedStyle(each).visibility === 'hidden').length,
    );
    expect(hidden).toBe(0);
    await page.close();
  });

  test('headings are in order and every slide has one', async () => {
    const { page } = await watchedPage(browser);
    await page.goto(url, { waitUntil: 'load' });
    const levels = await page.$$eval('.slides > section', (all) =>
      all.map((section) =>
        [...section.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((heading) => Number(heading.tagName[1])),
      ),
    );
    for (const [index, own] of levels.entries()) {
      const id = slides[index]?.slide.id;
      expect(own[0], id).toBeLessThanOrEqual(2);
      own.slice(1).forEach((level, at) => {
        expect(level, `${id}: h${own[at]} then h${level}`).toBeLessThanOrEqual((own[at] ?? 0) + 1);
      });
    }
    await expect(
      page.evaluate(() => [
        document.documentElement.lang,
        document.title,
        document.querySelectorAll('main').length,
      ]),
    ).resolves.toEqual(['en', slides[0] && (await page.title()), 1]);
    const withoutAlt = await page.$$eval('img:not([alt])', (all) => all.length);
    expect(withoutAlt).toBe(0);
    await page.close();
  });

  test('reduced motion: nothing fades', async () => {
    const { page } = await watchedPage(browser);
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    await openDeck(page, url);
    const moving = await page.$$eval(
      '.fragment',
      (all) =>
        all.filter((each) =>
          getComputedStyle(each)
            .transitionDuration.split(',')
            .some((part) => Number.parseFloat(part) > 0.01),
        ).length,
    );
    expect(moving).toBe(0);
    await page.close();
  });

  test('a second build is the same to the byte, and the page weighs at most 120 KB gzipped', async () => {
    const second = mkdtempSync(join(tmpdir(), 'deck-of-turnout-'));
    try {
      await turnout(['build', showcase, '--notes', '-o', second], repository);
      const page = readFileSync(join(folder, 'index.html'));
      expect(readFileSync(join(second, 'index.html')).equals(page)).toBe(true);
      expect(gzipSync(page, { level: 9 }).length).toBeLessThanOrEqual(120 * 1024);
    } finally {
      rmSync(second, { recursive: true, force: true });
    }
  });

  test('without --notes no word of the notes is in any file', async () => {
    const shared = mkdtempSync(join(tmpdir(), 'deck-of-turnout-'));
    try {
      await turnout(['build', showcase, '-o', shared], repository);
      const page = readFileSync(join(shared, 'index.html'), 'utf8');
      for (const { slide, notes } of slides) {
        const words = notes.replace(/<[^>]*>/g, '').slice(0, 40);
        expect(page.includes(words), slide.id).toBe(false);
      }
      expect(page).not.toContain('class="notes"');
    } finally {
      rmSync(shared, { recursive: true, force: true });
    }
  });
});
