import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { unzipSync } from 'fflate';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchTestBrowser, watchedPage } from '../support/browser.ts';
import { repository } from '../support/cases.ts';
import { turnout } from '../support/cli.ts';
import { temporaryFolder, writeFiles } from '../support/talk.ts';

const showcase = join(repository, 'slides/four-way-fork');
const scratch = temporaryFolder('single-file');
const alone = join(scratch.path, 'stick');
const talk = join(scratch.path, 'talk');
const plain = join(scratch.path, 'plain');
let browser: Browser;

/** A red disc on nothing, larger than a slide can show. */
function disc(side: number): Buffer {
  const canvas = createCanvas(side, side);
  const context = canvas.getContext('2d');
  context.fillStyle = '#ff0000';
  context.arc(side / 2, side / 2, side / 3, 0, 7);
  context.fill();
  return canvas.toBuffer('image/png');
}

const slide = (id: string, src: string): string =>
  `  - id: ${id}\n    layout: image\n    title: Slide ${id}\n    image: { src: ${src}, alt: A disc }\n    notes: What is said of the slide ${id} and of nothing else.\n`;

const words = (id: string): string =>
  `  - id: ${id}\n    layout: statement\n    statement: Words of ${id}\n    notes: What is said of ${id}.\n`;

async function build(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const built = await turnout(['build', ...args], scratch.path, env);
  expect(built.code, built.stderr).toBe(0);
  return built.stdout;
}

beforeAll(async () => {
  mkdirSync(alone);
  writeFiles(talk, {
    'deck.yaml': 'title: A talk of discs\ntheme: daylight\n',
    'sections/10-only.yaml': `title: Only\nslides:\n${slide('one', 'assets/disc.png')}${slide('two', 'assets/disc.png')}${slide('three', 'assets/small.png')}`,
  });
  writeFiles(plain, {
    'deck.yaml': 'title: A plain talk\nlang: de\n',
    'sections/10-only.yaml': `title: Only\nslides:\n${words('one')}${words('two')}`,
  });
  mkdirSync(join(talk, 'assets'));
  writeFileSync(join(talk, 'assets/disc.png'), disc(2400));
  writeFileSync(join(talk, 'assets/small.png'), disc(400));
  await build([showcase, '--notes', '--single-file', '-o', 'talk.html']);
  await build([showcase, '--profile', 'lightning', '--single-file', '-o', 'built/lightning.html']);
  await build([talk, '--single-file', '-o', 'discs.html']);
  for (const name of ['talk.html', 'built/lightning.html', 'discs.html'])
    copyFileSync(join(scratch.path, name), join(alone, name.replace('built/', '')));
  browser = await launchTestBrowser();
});

afterAll(async () => {
  await browser.close();
  scratch.remove();
});

const address = (name: string): string => pathToFileURL(join(alone, name)).href;

async function openDeck(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForSelector('.reveal.ready');
}

describe('a single file in a folder of its own', () => {
  test.each(['talk.html', 'lightning.html'])(
    '%s opens, moves to its end and asks for nothing',
    async (name) => {
      const { page, complaints, requests } = await watchedPage(browser);
      await openDeck(page, address(name));
      const ids = await page.$$eval('.slides > section', (all) => all.map((each) => each.id));
      const current = (): Promise<string> => page.$eval('.slides > section.present', (section) => section.id);
      for (let press = 0; press < 20 && (await current()) === ids[0]; press++)
        await page.keyboard.press('ArrowRight');
      expect(await current()).toBe(ids[1]);
      await page.keyboard.press('End');
      expect(await current()).toBe(ids.at(-1));
      const faces = await page.evaluate(async () => {
        await document.fonts.ready;
        return [...document.fonts].map((face) => `${face.family} ${face.weight}: ${face.status}`);
      });
      expect(faces.length).toBeGreaterThan(3);
      expect(faces.filter((face) => face.endsWith(': error'))).toEqual([]);
      expect(faces.filter((face) => face.endsWith(': loaded')).length).toBeGreaterThan(3);
      const blank = await page.$$eval('img', (all) => all.filter((each) => each.naturalWidth < 2).length);
      expect(blank).toBe(0);
      expect(new Set(requests.map((each) => each.replace(/#.*$/, '')))).toEqual(new Set([address(name)]));
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  test('key S opens the presenter view out of the same file, with its notes', async () => {
    const { page, complaints } = await watchedPage(browser);
    await openDeck(page, address('talk.html'));
    const opened = new Promise<Page>((resolve) => {
      page.once('popup', (popup) => resolve(popup as Page));
    });
    await page.keyboard.press('s');
    const popup = await opened;
    const note = await page.$eval(
      '.slides > section.present aside.notes',
      (notes) => notes.textContent ?? '',
    );
    const words = note.trim().slice(0, 30);
    expect(words).not.toBe('');
    await popup.waitForFunction((text) => document.body.innerText.includes(text), {}, words);
    expect(popup.url()).toMatch(/^file:.*talk\.html\?presenter/);
    expect(complaints).toEqual([]);
    await popup.close();
    await page.close();
  });

  test('the showcase with fonts and notes weighs less than 600 KB', () => {
    expect(statSync(join(alone, 'talk.html')).size).toBeLessThan(600 * 1024);
  });

  test('notes are in it only when asked for', () => {
    const words = 'What is said of the slide';
    expect(readFileSync(join(alone, 'discs.html'), 'utf8')).not.toContain(words);
    expect(readFileSync(join(alone, 'talk.html'), 'utf8')).toContain('class="notes"');
  });

  test('its policy lets nothing out, and no script in', async () => {
    const { page } = await watchedPage(browser);
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.setHeader('access-control-allow-origin', '*').end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const outside = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await openDeck(page, address('discs.html'));
    const policy = await page.$eval('meta[http-equiv]', (meta) => meta.getAttribute('content') ?? '');
    expect(policy.split('; ').find((each) => each.startsWith('script-src'))).toMatch(
      /^script-src( 'sha256-[\w+/]{43}=')+$/,
    );
    expect(policy).not.toMatch(/'self'|file:|https?:|\*/);
    const blocked = await page.evaluate(async (url) => {
      const seen: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'document.title = "run"';
      document.body.append(script, Object.assign(new Image(), { src: `${url}a.png` }));
      await fetch(url).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 200));
      return [...seen.sort(), document.title];
    }, outside);
    expect(blocked).toEqual(['connect-src', 'img-src', 'script-src-elem', 'A talk of discs']);
    expect(asked).toEqual([]);
    server.close();
    await page.close();
  });
});

describe('pictures of a single file', () => {
  test('are no larger than slides show them, see-through as before, and there once', async () => {
    const { page } = await watchedPage(browser);
    await openDeck(page, address('discs.html'));
    await page.waitForFunction(() => document.querySelector('[data-picture]') === null);
    const pictures = await page.$$eval('.slides img', (all) =>
      all.map((image) => {
        const canvas = document.createElement('canvas');
        canvas.width = image.naturalWidth;
        canvas.height = image.naturalHeight;
        const context = canvas.getContext('2d');
        context?.drawImage(image, 0, 0);
        const dot = (at: number) => [...(context?.getImageData(at, at, 1, 1).data ?? [])];
        const drawn = Math.min(image.offsetWidth, image.offsetHeight);
        return {
          own: image.naturalWidth,
          drawn,
          corner: dot(0)[3],
          middle: dot(Math.floor(canvas.width / 2)),
        };
      }),
    );
    const [one, two, three] = pictures;
    expect(one?.own).toBeLessThan(2400);
    expect(one?.own).toBeGreaterThanOrEqual(2 * (one?.drawn ?? 0));
    expect(two?.own).toBe(one?.own);
    expect(three?.own).toBe(400);
    for (const { corner, middle } of pictures) expect([corner, ...middle]).toEqual([0, 255, 0, 0, 255]);
    const html = readFileSync(join(alone, 'discs.html'), 'utf8');
    const large = html.match(/url\("data:image\/(?:png|webp);base64,[^"]+"\)/g) ?? [];
    expect(large).toHaveLength(1);
    await page.close();
  });

  test('are drawn without scripts, too', async () => {
    const { page } = await watchedPage(browser);
    await page.setJavaScriptEnabled(false);
    await page.goto(address('discs.html'), { waitUntil: 'load' });
    const images = await page.$$('.slides img');
    expect(images).toHaveLength(3);
    for (const image of images) {
      const shot = await loadImage(Buffer.from(await image.screenshot()));
      const canvas = createCanvas(shot.width, shot.height);
      const context = canvas.getContext('2d');
      context.drawImage(shot, 0, 0);
      const { data } = context.getImageData(shot.width / 2, shot.height / 2, 1, 1);
      expect([...data].slice(0, 3)).toEqual([255, 0, 0]);
    }
    await page.close();
  });

  test('stay as they are where no browser is, with a warning', async () => {
    const env = {
      PATH: dirname(process.execPath),
      TURNOUT_BROWSER: '',
      PUPPETEER_EXECUTABLE_PATH: '',
      CHROME_PATH: '',
    };
    const built = await turnout(
      ['build', talk, '--single-file', '--browser', '/nowhere/chromium', '-o', 'whole.html'],
      scratch.path,
      env,
    );
    expect(built.code).toBe(0);
    expect(built.stderr).toContain('warning[pictures-not-fitted]: 2 pictures are carried as they are');
    const original = readFileSync(join(talk, 'assets/disc.png')).toString('base64');
    expect(readFileSync(join(scratch.path, 'whole.html'), 'utf8').split(original)).toHaveLength(2);
  });
});

describe('an archive for the venue', () => {
  test('holds everything, leads to it, and is the same again', async () => {
    const env = { SOURCE_DATE_EPOCH: '1781130600' };
    await build([plain, '--notes', '--bundle', 'talk.zip'], env);
    const archive = readFileSync(join(scratch.path, 'talk.zip'));
    const files = Object.entries(unzipSync(archive));
    expect(files.map(([path]) => path)).toEqual([
      'index.html',
      'pictures/001-one.png',
      'pictures/002-two.png',
      'plain-notes.pdf',
      'plain.html',
      'plain.pdf',
    ]);
    const folder = join(scratch.path, 'unpacked');
    for (const [path, bytes] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
      if (path.endsWith('.pdf')) expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
      if (path.endsWith('.png')) expect((await loadImage(Buffer.from(bytes))).width).toBe(1920);
    }
    const { page, complaints, requests } = await watchedPage(browser);
    const index = pathToFileURL(join(folder, 'index.html')).href;
    await page.goto(index, { waitUntil: 'load' });
    await page.evaluate(() => document.fonts.ready);
    const links = await page.$$eval('a', (all) =>
      all.map((each) => decodeURIComponent(each.getAttribute('href') ?? '')),
    );
    expect(links).toHaveLength(5);
    for (const link of links) expect(existsSync(join(folder, link)), link).toBe(true);
    expect([complaints, requests]).toEqual([[], [index]]);
    expect(await page.$eval('html', (html) => html.lang)).toBe('de');
    expect(await page.$eval('a', (link) => link.textContent)).toBe('Folien öffnen');
    await page.click('a');
    await page.waitForSelector('.reveal.ready');
    expect(page.url()).toContain('/plain.html');
    expect(complaints).toEqual([]);
    await page.close();

    await build([plain, '--notes', '--bundle', 'again.zip'], env);
    expect(readFileSync(join(scratch.path, 'again.zip')).equals(archive)).toBe(true);
  });
});
