import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { launchTestBrowser, type Watched, watchedPage } from '../support/browser.ts';
import { createTestDeck, type TestDeck } from '../support/preview-deck.ts';
import { PreviewPage } from '../support/preview-page.ts';

let browser: Browser;
let deck: TestDeck;
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

/** An editor that writes down how it was called. */
function writeEditor(): string {
  deck.write('out/editor.sh', `#!/bin/sh\nprintf '%s\\n' "$@" >> '${deck.path('out/called')}'\n`);
  chmodSync(deck.path('out/editor.sh'), 0o755);
  return `${deck.path('out/editor.sh')} --at {line} {file}`;
}

async function called(): Promise<string> {
  const read = (): string => {
    const text = readFileSync(deck.path('out/called'), 'utf8');
    // A shell makes the file before it writes to it.
    expect(text).toMatch(/^--at\n\d+\n.+\n/);
    return text;
  };
  return vi.waitFor(read, { timeout: 10_000, interval: 20 });
}

/** Clicks in the preview's own part of the page. */
async function click(selector: string): Promise<void> {
  await page.evaluate((wanted: string) => {
    document.querySelector('#turnout-preview')?.shadowRoot?.querySelector<HTMLElement>(wanted)?.click();
  }, selector);
}

async function faults(): Promise<string[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8'));
  return (await page.evaluate(`axe.run('#turnout-preview').then((found) =>
    found.violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html + failureSummary).join(' ')))`)) as string[];
}

const shots = process.env.PREVIEW_SHOTS;

async function shoot(name: string): Promise<void> {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  for (const [width, height] of [
    [1920, 1080],
    [1280, 720],
  ] as const) {
    await page.setViewport({ width, height });
    await page.screenshot({ path: `${shots}/${name}-${width}.png` });
  }
}

test('E opens the slide on screen, and a click on a place opens the file of a problem', async () => {
  const preview = await deck.preview({ editor: writeEditor() });
  await at.open(`${preview.url}#/points`);
  await page.keyboard.press('e');
  expect((await called()).split('\n').slice(0, 3)).toEqual(['--at', '6', deck.path('sections/10-one.yaml')]);
  deck.edit('layout: bullets', 'layout: bulets');
  await at.partShows('.layer', 'bulets');
  await click('.place button');
  await vi.waitFor(async () => expect((await called()).split('\n')[4]).toBe('7'), { timeout: 10_000 });
  const link = await page.evaluate(
    () => document.querySelector('#turnout-preview')?.shadowRoot?.querySelector('a')?.href,
  );
  expect(link).toBe(`vscode://file${deck.path('sections/10-one.yaml')}:7:13`);
  await shoot('errors');
  expect(await faults()).toEqual([]);
  expect(watched.complaints).toEqual([]);
});

test('without an editor that can be started the page says so', async () => {
  const preview = await deck.preview({ editor: 'vim' });
  await at.open(preview.url);
  await page.keyboard.press('e');
  await at.partShows('.said', '--editor code');
});

test('the grid lists all slides and leads to them, by keys and by clicks', async () => {
  deck.edit('id: end\n', 'id: end\n    minutes: 1.5\n');
  const preview = await deck.preview();
  await at.open(`${preview.url}#/points/1`);
  await page.keyboard.press('g');
  await at.partShows('.grid', '4 slides');
  for (const part of ['One', 'Two', 'points', '1.5 min', 'A picture']) await at.partShows('.grid', part);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await at.partIsGone('.grid');
  expect((await at.place()).id).toBe('end');
  await page.keyboard.press('g');
  await click('.card:nth-child(1)');
  expect((await at.place()).id).toBe('start');
  await page.keyboard.press('g');
  await page.keyboard.press('Escape');
  await at.partIsGone('.grid');
  expect(await page.evaluate('Reveal.isOverview()')).toBe(false);
});

test('the bar changes profile, language and theme for every page; what does not fit is a warning', async () => {
  deck.write('profiles/inside.yaml', 'title: Inside\nchanges:\n  - { slide: end, drop: true }\n');
  deck.write('locales/de.yaml', 'lang: de\n');
  const long = 'A statement that goes on for much longer than any slide has room for. '.repeat(30);
  deck.edit('statement: The end', `statement: ${long}`);
  const preview = await deck.preview();
  await at.open(`${preview.url}#/points`);
  await page.keyboard.press('t');
  await at.partShows('.bar', 'Slides');
  const themes = await page.evaluate(
    () =>
      document.querySelector('#turnout-preview')?.shadowRoot?.querySelectorAll('[aria-label="theme"] option')
        .length,
  );
  expect(themes).toBeGreaterThan(2);
  for (const theme of ['daylight', 'night-line']) {
    await choose('theme', theme);
    await page.waitForFunction(
      (scheme: string) => getComputedStyle(document.documentElement).colorScheme === scheme,
      {},
      theme === 'daylight' ? 'light' : 'dark',
    );
    await shoot(`bar-${theme}`);
    expect(await faults(), theme).toEqual([]);
    await click('.bar button');
    await at.partShows('.grid', 'slides');
    await shoot(`grid-${theme}`);
    expect(await faults(), theme).toEqual([]);
    await page.keyboard.press('Escape');
  }
  await page.evaluate('location.hash = "#/end"');
  await at.partShows('.badge', 'warning');
  await click('.badge');
  await at.partShows('.list', 'too tall');
  await shoot('fit');
  expect(await faults()).toEqual([]);
  await choose('profile', 'inside');
  await page.waitForFunction(() => document.querySelector('#end') === null);
  await choose('locale', 'de');
  await page.waitForFunction(() => document.documentElement.lang === 'de');
});

test('nothing of it is in the presenter view', async () => {
  const preview = await deck.preview();
  await page.goto(`${preview.url}?presenter#/points`);
  await page.waitForFunction('document.querySelector("#turnout-preview")');
  await page.keyboard.press('g');
  expect(await at.part('.bar')).toBe('');
  expect(await at.part('.grid')).toBe('');
});

async function choose(kind: string, name: string): Promise<void> {
  await page.evaluate(
    (label: string, wanted: string) => {
      const root = document.querySelector('#turnout-preview')?.shadowRoot;
      const select = root?.querySelector<HTMLSelectElement>(`[aria-label="${label}"]`);
      if (select === null || select === undefined) throw new Error(`no ${label}`);
      select.selectedIndex = [...select.options].findIndex(({ text }) => text === wanted);
      select.dispatchEvent(new Event('change'));
    },
    kind,
    name,
  );
}
