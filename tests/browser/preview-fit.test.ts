import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { fitCodes } from '../../src/check/fit-codes.ts';
import { displayPath } from '../../src/diagnostics/path.ts';
import { positionAt } from '../../src/diagnostics/source.ts';
import { createNodeHost } from '../../src/host-node.ts';
import { startPreview } from '../../src/preview/preview.ts';
import { launchTestBrowser, watchedPage } from '../support/browser.ts';
import { casesByDeck, fitOf, writeCases } from '../support/fit.ts';
import { createTestDeck } from '../support/preview-deck.ts';
import { PreviewPage } from '../support/preview-page.ts';

let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), 'test-of-preview-fit-'));

beforeAll(async () => {
  browser = await launchTestBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the badge lists of the fit, as `code message place`. */
function listed(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector('#turnout-preview')?.shadowRoot;
    return [...(root?.querySelectorAll('.list .problem') ?? [])]
      .map((item) => {
        const parts = ['.head', '.place button'].map((part) => item.querySelector(part)?.textContent ?? '');
        return parts.join(' ');
      })
      .filter((text) => text.startsWith('warning[fit-'))
      .map((text) => text.replace('warning[', '').replace(']', ''))
      .sort();
  });
}

/** Measures are the same but for rounding. */
function rounded(text: string): string {
  return text.replace(/\b\d+(?= px\b)/g, (px) => String(Math.round(Number(px) / 10) * 10));
}

test('the badge lists what `check --fit` finds, but for what needs a picture of the window', {
  timeout: 120_000,
}, async () => {
  const [deck = '', names = []] = [...casesByDeck()].find(([text]) => text.trim() === '') ?? [];
  writeCases(folder, deck, names);
  const found = (await fitOf(folder)).filter(({ code }) => fitCodes.has(code));
  const preview = await startPreview(createNodeHost(folder), folder, { port: 0 });
  const { page, complaints } = await watchedPage(browser);
  try {
    const at = new PreviewPage(page);
    await at.open(preview.url);
    const wanted = found
      .filter(({ message }) => !message.includes('to what is painted behind it'))
      .map(({ code, message, span }) => {
        const { line, column } = positionAt(span?.source ?? { path: '', text: '' }, span?.start ?? 0);
        const place = `${displayPath(span?.source.path ?? '', folder)}:${line}:${column}`;
        return `${code} ${message.replaceAll('`', '')} ${place}`;
      })
      .sort();
    expect(wanted.length).toBeGreaterThan(30);
    let shown: string[] = [];
    await vi.waitFor(
      async () => {
        shown = await listed(page);
        expect(shown).toHaveLength(wanted.length);
      },
      { timeout: 90_000, interval: 200 },
    );
    expect(shown.map(rounded).sort()).toEqual(wanted.map(rounded).sort());
    // Pictures that are broken on purpose.
    expect(complaints.filter((each) => !/ERR_|decode|image/i.test(each))).toEqual([]);
  } finally {
    await page.close();
    await preview.close();
  }
});

const long = 'A statement that goes on for much longer than any slide has room for. '.repeat(12);
const item = 'A point that goes on for longer than a line of the slide can hold, and then for one more line ';

test('slides that nobody looks at are measured, too; an entry leads there, and goes when it is mended', async () => {
  const deck = createTestDeck();
  deck.write('out/editor.sh', `#!/bin/sh\nprintf '%s\\n' "$@" >> '${deck.path('out/called')}'\n`);
  chmodSync(deck.path('out/editor.sh'), 0o755);
  const preview = await deck.preview({ editor: `${deck.path('out/editor.sh')} {line} {file}` });
  const { page, complaints } = await watchedPage(browser);
  const at = new PreviewPage(page);
  const click = (selector: string): Promise<void> =>
    page.evaluate((wanted: string) => {
      document.querySelector('#turnout-preview')?.shadowRoot?.querySelector<HTMLElement>(wanted)?.click();
    }, selector);
  const file = 'sections/10-one.yaml';
  await at.open(`${preview.url}#/picture`);
  expect(await listed(page)).toEqual([]);

  deck.edit('statement: The end', `statement: ${long}`);
  const places = async (): Promise<(string | undefined)[]> =>
    (await listed(page)).map((text) => text.split(' ').at(-1));
  const patience = { timeout: 15_000, interval: 30 };
  await vi.waitFor(async () => expect(await places()).toEqual([`${file}:16:16`]), patience);
  expect((await listed(page))[0]?.replace(/\d+ px/, 'N px')).toBe(
    `fit-overflow statement is N px too tall for its place and runs off the slide ${file}:16:16`,
  );

  // Lines above it move its place, and another slide joins it.
  const more = Array.from({ length: 4 }, () => `      - ${item.repeat(6)}\n`).join('');
  const both = deck.points
    .replace('statement: The end', `statement: ${long}`)
    .replace('      - Third point\n', `      - Third point\n${more}`);
  deck.write(file, both);
  await vi.waitFor(
    async () =>
      expect((await listed(page)).map((text) => text.split(' ')[1])).toEqual(['points', 'statement']),
    patience,
  );
  expect(await places()).toContain(`${file}:20:16`);

  await click('.badge');
  await at.partShows('.list', 'end');
  expect(await faults(page)).toEqual([]);
  await shoot(page, 'fit-dark');
  await click('.problem:nth-child(2) .place button');
  expect((await at.place()).id).toBe('end');
  await vi.waitFor(
    () => expect(readFileSync(deck.path('out/called'), 'utf8')).toBe(`20\n${deck.path(file)}\n`),
    { timeout: 10_000, interval: 20 },
  );
  await click('.problem:first-child .jump');
  expect((await at.place()).id).toBe('points');

  deck.write('deck.yaml', 'title: A talk\ntheme: daylight\n');
  await page.waitForFunction(() => getComputedStyle(document.documentElement).colorScheme === 'light');
  await at.partShows('.badge', 'warnings');
  await click('.badge');
  await shoot(page, 'fit-light');
  deck.edit();
  await at.partIsGone('.badge');
  expect(await listed(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
  await deck.remove();
});

async function shoot(page: Page, name: string): Promise<void> {
  const shots = process.env.PREVIEW_SHOTS;
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await page.setViewport({ width: 1280, height: 720 });
  await page.screenshot({ path: `${shots}/${name}.png` });
}

async function faults(page: Page): Promise<unknown> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8'));
  return page.evaluate(`axe.run('#turnout-preview').then((found) =>
    found.violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`);
}
