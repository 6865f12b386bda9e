import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchTestBrowser, watchedPage } from '../support/browser.ts';
import { repository } from '../support/cases.ts';
import { turnout } from '../support/cli.ts';
import { expectAt, openDeck, openPresenter } from '../support/presenter.ts';

const sections = `title: Media
slides:
  - id: points
    layout: bullets
    title: Before
    points: [One, Two, Three]
    steps: true
    notes: |
      Before any of them.

      [step]
      The first.

      [step 3] The third.
  - id: quiet
    layout: media
    title: It waits for a click
    media: { src: assets/signal.webm, poster: assets/poster.svg, alt: A train, captions: assets/captions.vtt }
  - id: own
    layout: media
    title: It plays by itself
    media: { src: assets/signal.webm, poster: assets/poster.svg, alt: A train, muted: true, autoplay: true, loop: true, start: 1, end: 1.6 }
  - id: last
    layout: statement
    statement: The end
`;

interface Playing {
  readonly slide: string;
  readonly time: number;
  readonly isStarted: boolean;
}

/** Players that run, in any state of their slide. */
function playing(page: Page): Promise<Playing[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('video')]
      .filter((video) => !video.paused)
      .map((video) => ({
        slide: video.closest('section')?.id ?? '',
        time: video.currentTime,
        isStarted: video.closest('.is-started') !== null,
      })),
  );
}

const names = (all: readonly Playing[]): string[] => all.map(({ slide }) => slide);

describe('a deck with media', () => {
  let browser: Browser;
  let folder: string;
  let url: string;
  let single: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'media-of-turnout-'));
    const deck = join(folder, 'deck');
    mkdirSync(join(deck, 'sections'), { recursive: true });
    cpSync(join(repository, 'templates/layouts/media'), join(deck, 'assets'), {
      recursive: true,
      filter: (path) => !/\.(?:hbs|css|yaml)$/.test(path),
    });
    writeFileSync(join(deck, 'deck.yaml'), 'title: Media\n');
    writeFileSync(join(deck, 'sections/10-media.yaml'), sections);
    const built = await turnout(['build', deck, '--notes', '-o', join(folder, 'out')], folder);
    expect([built.code, built.stderr]).toEqual([0, '']);
    const packed = await turnout(['build', deck, '--single-file', '-o', join(folder, 'talk.html')], folder);
    expect(packed.code, packed.stderr).toBe(0);
    url = pathToFileURL(join(folder, 'out/index.html')).href;
    single = pathToFileURL(join(folder, 'talk.html')).href;
    browser = await launchTestBrowser();
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('plays with its captions at a click, from disk and out of one file', async () => {
    for (const address of [url, single]) {
      const { page, complaints, requests } = await watchedPage(browser);
      await openDeck(page, `${address}#/quiet`);
      expect(await playing(page)).toEqual([]);
      await page.click('#quiet button.play');
      await expect.poll(async () => names(await playing(page))).toEqual(['quiet']);
      const cues = (): Promise<string[]> =>
        page.evaluate(() => {
          const [track] = document.querySelector('video')?.textTracks ?? [];
          return track?.mode === 'showing' ? [...(track.cues ?? [])].map((cue) => (cue as VTTCue).text) : [];
        });
      await expect.poll(cues).toContain('Green. The train leaves.');
      // After a click with the mouse, Space is for the slides.
      await page.keyboard.press('Space');
      await expectAt({ slide: 'own', step: -1 }, page);
      await expect.poll(async () => names(await playing(page))).toEqual(['own']);
      expect(complaints).toEqual([]);
      if (address === single) expect(requests.filter((each) => !each.startsWith(single))).toEqual([]);
      await page.close();
    }
  });

  test('plays by itself within its part, again and again, and stops with its slide', async () => {
    const { page } = await watchedPage(browser);
    await openDeck(page, `${url}#/own`);
    await expect.poll(() => playing(page)).toMatchObject([{ slide: 'own', isStarted: true }]);
    const seen: number[] = [];
    const turns = (): number => seen.filter((time, index) => time < (seen[index - 1] ?? 0)).length;
    await expect
      .poll(
        async () => {
          seen.push(...(await playing(page)).map(({ time }) => time));
          return turns();
        },
        { timeout: 10_000, interval: 40 },
      )
      .toBeGreaterThan(0);
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...seen)).toBeLessThan(3);
    await page.keyboard.press('PageDown');
    await expectAt({ slide: 'last', step: -1 }, page);
    await expect.poll(() => playing(page)).toEqual([]);
    await page.close();
  });

  test('plays nothing by itself for those who want less motion', async () => {
    const { page } = await watchedPage(browser);
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    await openDeck(page, `${url}#/own`);
    const isReady = (): Promise<boolean> =>
      page.evaluate(() => (document.querySelector<HTMLVideoElement>('#own video')?.readyState ?? 0) >= 3);
    await expect.poll(isReady).toBe(true);
    expect(await playing(page)).toEqual([]);
    await page.click('#own button.play');
    await expect.poll(async () => names(await playing(page))).toEqual(['own']);
    await page.close();
  });

  test('is led by keys, and lets go of them', async () => {
    const { page } = await watchedPage(browser);
    await openDeck(page, `${url}#/quiet`);
    await page.evaluate(() => document.querySelector<HTMLElement>('#quiet button.play')?.focus());
    await page.keyboard.press('Enter');
    await expect.poll(async () => names(await playing(page))).toEqual(['quiet']);
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.localName ?? '');
    await expect.poll(focused).toBe('video');
    await page.keyboard.press('Space');
    await expect.poll(() => playing(page)).toEqual([]);
    await expectAt({ slide: 'quiet', step: -1 }, page);
    // Through the buttons of the player and out of it again.
    for (let presses = 0; presses < 12 && (await focused()) === 'video'; presses++)
      await page.keyboard.press('Tab');
    expect(await focused()).not.toBe('video');
    await page.evaluate(() => document.querySelector('video')?.focus());
    await page.keyboard.press('PageDown');
    await expectAt({ slide: 'own', step: -1 }, page);
    await page.close();
  });

  test('plays in the audience’s window alone, and the notes of a step are lit', async () => {
    const { page } = await watchedPage(browser);
    await openDeck(page, `${url}#/points`);
    const presenter = await openPresenter(page);
    const lit = (): Promise<string[]> =>
      presenter.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('[data-part="notes"] [aria-current="step"]')].map((each) =>
          each.innerText.replace(/\s+/g, ' ').trim(),
        ),
      );
    const found: string[][] = [];
    for (const step of [-1, 0, 1, 2]) {
      await expectAt({ slide: 'points', step }, page, presenter);
      found.push(await lit());
      await presenter.keyboard.press('PageDown');
    }
    expect(found).toEqual([
      ['Before any of them.'],
      ['step 1 The first.'],
      ['step 1 The first.'],
      ['step 3 The third.'],
    ]);
    await presenter.keyboard.press('PageDown');
    await expectAt({ slide: 'own', step: -1 }, page, presenter);
    await expect.poll(async () => names(await playing(page))).toEqual(['own']);
    expect(await presenter.evaluate(() => document.querySelectorAll('video, button.play').length)).toBe(0);
    await presenter.close();
    await page.close();
  });
});
