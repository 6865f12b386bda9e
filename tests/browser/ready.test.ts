import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchTestBrowser, watchedPage } from '../support/browser.ts';
import { turnout } from '../support/cli.ts';
import { expectAt, openDeck } from '../support/presenter.ts';
import { temporaryFolder, writeFiles } from '../support/talk.ts';

const scratch = temporaryFolder('ready');
const colors = ['#ff0000', '#00ff00', '#0000ff', '#ffff00', '#ff00ff', '#00ffff'];
const url = pathToFileURL(join(scratch.path, 'out/index.html')).href;
let browser: Browser;

/** A picture that takes a browser a while to decode. */
function large(color: string): Buffer {
  const canvas = createCanvas(3600, 2400);
  const context = canvas.getContext('2d');
  context.fillStyle = color;
  context.fillRect(0, 0, 3600, 2400);
  return canvas.toBuffer('image/png');
}

beforeAll(async () => {
  const slides = colors.map(
    (_, at) =>
      `  - id: p${at}\n    layout: image\n    title: Picture ${at}\n    image: { src: assets/${at}.png, alt: A colour }\n`,
  );
  writeFiles(scratch.path, {
    'deck.yaml': 'title: Pictures\ntheme: night-line\n',
    'sections/10-only.yaml': `title: Only\nslides:\n${slides.join('')}`,
  });
  mkdirSync(join(scratch.path, 'assets'));
  for (const [at, color] of colors.entries())
    writeFileSync(join(scratch.path, `assets/${at}.png`), large(color));
  const built = await turnout(['build', '.', '-o', 'out'], scratch.path);
  expect(built.code, built.stderr).toBe(0);
  browser = await launchTestBrowser();
});
afterAll(async () => {
  await browser.close();
  scratch.remove();
});

/** What is painted in the middle of the page, frame by frame, while something is done; an empty page is left out. */
async function paintedWhile(page: Page, act: () => Promise<void>): Promise<string[]> {
  const session = await page.createCDPSession();
  const frames: string[] = [];
  session.on('Page.screencastFrame', ({ data, sessionId }) => {
    frames.push(data);
    void session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
  });
  await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 });
  await act();
  await session.send('Page.stopScreencast');
  await session.detach();
  const painted: string[] = [];
  for (const frame of frames) {
    const image = await loadImage(Buffer.from(frame, 'base64'));
    const context = createCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    const colorAt = (x: number, y: number): string => {
      const { data } = context.getImageData(x, y, 1, 1);
      return `#${[...data.slice(0, 3)].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
    };
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const dots = new Uint32Array(data.buffer);
    if (dots.every((dot) => dot === dots[0])) continue;
    const color = colorAt(image.width / 2, image.height * 0.55);
    if (painted.at(-1) !== color) painted.push(color);
  }
  return painted;
}

test('no picture appears after its slide, step by step and in jumps', async () => {
  const { page } = await watchedPage(browser);
  const painted = await paintedWhile(page, async () => {
    await openDeck(page, url);
    for (const at of [1, 2, 3]) {
      await page.keyboard.press('PageDown');
      await expectAt({ slide: `p${at}`, step: -1 }, page);
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
    }
    for (const at of [5, 0, 4]) {
      await page.evaluate((id) => {
        location.hash = `#/p${id}`;
      }, at);
      await expectAt({ slide: `p${at}`, step: -1 }, page);
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
    }
  });
  expect(painted.filter((color) => colors.includes(color)).length).toBeGreaterThan(3);
  // The ground of a slide whose picture is still to come.
  expect(painted).not.toContain('#0e1116');
  await page.close();
});
