import { rmSync } from 'node:fs';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Preview } from '../../src/preview/preview.ts';
import { launchTestBrowser, type Watched, watchedPage } from '../support/browser.ts';
import { expectAt, expectPart, openPresenter } from '../support/presenter.ts';
import { createTestDeck, square, type TestDeck } from '../support/preview-deck.ts';
import { PreviewPage } from '../support/preview-page.ts';

let browser: Browser;
let deck: TestDeck;
let preview: Preview;
let watched: Watched;
let page: Page;
let at: PreviewPage;

beforeAll(async () => {
  browser = await launchTestBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  deck = createTestDeck();
  watched = await watchedPage(browser);
  page = watched.page;
  at = new PreviewPage(page);
});
afterEach(async () => {
  await page.close();
  await deck.remove();
});

async function open(hash = ''): Promise<void> {
  preview = await deck.preview();
  await at.open(preview.url + hash);
}

const section = 'sections/10-one.yaml';

test('a save is shown at the same slide and step, in the same document', async () => {
  await open('#/points/1');
  expect(await at.place()).toEqual({ id: 'points', f: 1, steps: ['First point', 'Second point'] });
  await at.mark();
  deck.edit('Second point', 'Second thought');
  await at.shows('Second thought');
  expect(await at.place()).toEqual({ id: 'points', f: 1, steps: ['First point', 'Second thought'] });
  expect(await at.marked()).toEqual(['BODY', 'start', 'end', 'picture']);
  // Steps that are out already do not come in again.
  expect(
    await page.evaluate(
      () => getComputedStyle(document.querySelector('.present .fragment.visible') as Element).opacity,
    ),
  ).toBe('1');
  expect(watched.complaints).toEqual([]);
});

test('slides that come, go and get another id before the current one do not move it', async () => {
  await open('#/points/1');
  deck.edit('  - id: points', '  - id: fresh\n    layout: statement\n    statement: Fresh\n  - id: points');
  await at.shows('Fresh');
  expect(await at.place()).toMatchObject({ id: 'points', f: 1 });
  deck.edit('  - id: start\n    layout: title\n    notes: Welcome.\n', '');
  await page.waitForFunction(() => document.querySelector('#start') === null);
  expect(await at.place()).toMatchObject({ id: 'points', f: 1 });
  deck.edit('id: points', 'id: arguments');
  await page.waitForFunction(() => document.querySelector('#arguments') !== null);
  expect(await at.place()).toMatchObject({ id: 'arguments', f: 1 });
  const short = '  - {id: end, layout: statement, statement: Shorter}\n';
  deck.write(section, `title: One\nslides:\n  - {id: start, layout: title}\n${short}`);
  await at.shows('Shorter');
  expect(await at.place()).toMatchObject({ id: 'end' });
  expect(await page.evaluate(() => document.querySelectorAll('.slides > .present').length)).toBe(1);
});

test('the overview stays, and its slides still can be clicked', async () => {
  await open('#/points');
  await page.keyboard.press('o');
  deck.edit('The end', 'The very end');
  await at.shows('The very end');
  expect(await page.evaluate('Reveal.isOverview()')).toBe(true);
  await page.evaluate(() => document.querySelector<HTMLElement>('#end')?.click());
  expect(await page.evaluate('Reveal.isOverview()')).toBe(false);
  expect((await at.place()).id).toBe('end');
});

test('a new look is put on without a reload, and without loading a font again', async () => {
  await open('#/points');
  await page.evaluate(() => document.fonts.ready);
  await at.mark();
  const fonts: string[] = [];
  page.on('request', (request) => {
    // The frame in which slides are measured has styles of its own.
    if (request.url().endsWith('.woff2') && request.frame() === page.mainFrame()) fonts.push(request.url());
  });
  for (const color of ['rgb(16, 32, 48)', 'rgb(48, 32, 16)']) {
    deck.write('themes/own/theme.yaml', `extends: night-line\ncolors: { background: "${color}" }\n`);
    deck.write('deck.yaml', 'title: A talk\ntheme: own\n');
    await page.waitForFunction(
      (wanted: string) =>
        getComputedStyle(document.querySelector('.present .slide') as Element).backgroundColor === wanted,
      {},
      color,
    );
  }
  await page.evaluate(() => document.fonts.ready);
  expect(await at.marked()).toContain('BODY');
  expect(fonts).toEqual([]);
});

test('what cannot be swapped is loaded afresh at the same place: a picture, the size', async () => {
  await open('#/points/1');
  for (const change of [
    () => deck.write('assets/square.svg', square.replace('#f80', '#08f')),
    () => deck.write('deck.yaml', 'title: A talk\nsize: 4:3\n'),
  ]) {
    await at.mark();
    change();
    await page.waitForFunction(
      'document.body && !document.body.hasAttribute("data-old") && globalThis.Reveal?.isReady()',
    );
    expect(await at.place()).toMatchObject({ id: 'points', f: 1 });
  }
  expect(await page.evaluate('Reveal.getConfig().width')).toBe(960);
});

test('a broken file is shown over the last good deck, and goes when it is mended', async () => {
  await open('#/points/1');
  deck.edit('layout: bullets', 'layout: bulets <img src=x onerror=alert(1)>');
  await at.partShows('.layer', '1 error');
  const text = await at.part('.layer');
  for (const piece of [
    'unknown-layout',
    `${section}:7:13`,
    ' 7 |     layout: bulets',
    '^^^^',
    'turnout layouts',
  ]) {
    expect(text).toContain(piece);
  }
  expect(
    await page.evaluate(
      () => document.querySelector('#turnout-preview')?.shadowRoot?.querySelector('img') ?? null,
    ),
  ).toBe(null);
  expect(
    await page.evaluate(() =>
      document.querySelector('#turnout-preview')?.shadowRoot?.activeElement?.getAttribute('role'),
    ),
  ).toBe('alertdialog');
  await page.keyboard.press('ArrowRight');
  expect(await at.place()).toMatchObject({ id: 'points', f: 1 });

  deck.edit();
  await at.partIsGone('.layer');
  expect(await at.place()).toMatchObject({ id: 'points', f: 1 });
  await page.keyboard.press('ArrowRight');
  expect(await at.place()).toMatchObject({ id: 'points', f: 2 });
  expect(watched.complaints).toEqual([]);
});

test('Escape puts the errors away until the next change; the badge brings them back', async () => {
  await open('#/points');
  deck.edit('layout: bullets', 'layout: bulets');
  await at.partShows('.layer', '1 error');
  await page.keyboard.press('Escape');
  expect(await at.part('.layer')).toBe('');
  expect(await page.evaluate('Reveal.isOverview()')).toBe(false);
  await page.keyboard.press('ArrowRight');
  expect(await at.place()).toMatchObject({ id: 'points', f: 0 });
  await at.clickBadge();
  await at.partShows('.layer', 'bulets');
  await page.keyboard.press('Escape');
  deck.edit('layout: bullets', 'layout: bulet');
  await at.partShows('.layer', 'bulet ');
});

test('warnings are a badge that lists them', async () => {
  await open();
  expect(await at.part('.corner')).toBe('');
  deck.write(
    'sections/20-two.yaml',
    'title: Two\nslides:\n  - {id: picture, layout: image, title: T, image: {src: assets/square.svg}}\n',
  );
  await at.partShows('.badge', '1 warning');
  expect(await at.part('.layer')).toBe('');
  expect(await at.part('.list')).toBe('');
  await at.clickBadge();
  await at.partShows('.list', 'missing-alt');
  await at.partShows('.list', 'sections/20-two.yaml:3:');
});

test('a deck that is broken from the start appears when it is mended', async () => {
  deck.edit('layout: bullets', 'layout: bulets');
  preview = await deck.preview();
  await page.goto(preview.url);
  await at.partShows('.layer', 'bulets');
  deck.edit('layout: bullets', 'layout: bulet');
  await at.partShows('.layer', 'bulet ');
  deck.edit();
  await page.waitForFunction('globalThis.Reveal?.isReady()');
  await at.partIsGone('.layer');
  expect(watched.complaints).toEqual([]);
});

test('a section file that is deleted and made again changes nothing on the way', async () => {
  await open('#/points/1');
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { seen });
    const layer = document.querySelector('#turnout-preview')?.shadowRoot?.querySelector('.layer');
    new MutationObserver(() => seen.push('layer')).observe(layer as Element, { attributes: true });
  });
  rmSync(deck.path(section));
  deck.edit('Second point', 'Second thought');
  await at.shows('Second thought');
  expect(await at.place()).toMatchObject({ id: 'points', f: 1 });
  expect(await page.evaluate('seen')).toEqual([]);
});

test('the page says that the server is gone, and finds the next one by itself', async () => {
  await open('#/points/1');
  await preview.close();
  await at.partShows('.lost', 'Connection lost');
  expect(await at.place()).toMatchObject({ id: 'points', f: 1 });
  deck.edit('Second point', 'Second thought');
  await deck.preview({ port: preview.port });
  await page.waitForFunction(
    'document.body?.textContent.includes("Second thought") && globalThis.Reveal?.isReady()',
  );
  await at.partIsGone('.lost');
  expect(await at.place()).toMatchObject({ id: 'points', f: 1 });
});

test('the presenter view follows, in the same document', async () => {
  await open('#/points/0');
  const presenter = await openPresenter(page);
  await presenter.evaluate(() => document.body.setAttribute('data-old', ''));
  const inView = (selector: string): Promise<string> =>
    presenter.$eval(selector, (each) => (each as HTMLElement).innerText);
  deck.edit('Third point', 'Third thought');
  await expect
    .poll(() => inView('[data-part="now"]').catch(() => ''), { timeout: 10_000 })
    .toContain('First point');
  await expect
    .poll(() => presenter.evaluate(() => document.querySelector('[data-part="now"]')?.textContent), {
      timeout: 10_000,
    })
    .toContain('Third thought');
  deck.edit('steps: true', 'steps: true\n    notes: Said meanwhile.');
  await expectPart(presenter, 'notes', 'Said meanwhile.');
  await expectAt({ slide: 'points', step: 0 }, page, presenter);
  expect(await presenter.$$eval('[data-old]', (all) => all.length)).toBe(1);
  deck.edit('layout: bullets', 'layout: bulets');
  await new PreviewPage(presenter).partShows('.layer', 'unknown-layout');
  await presenter.close();
});
