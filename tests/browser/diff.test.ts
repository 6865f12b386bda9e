import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchTestBrowser, type Watched, watchedPage } from '../support/browser.ts';
import { repository } from '../support/cases.ts';
import { turnout } from '../support/cli.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('the page of a difference', () => {
  let browser: Browser;
  let folder: string;
  let file: string;
  let watched: Watched;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'difference-of-turnout-'));
    file = join(folder, 'page.html');
    const deck = join(repository, 'tests/decks/night-trains');
    const made = await turnout(['diff', 'base', 'training', '--format', 'html', '-o', file], deck);
    expect(made.stderr).toBe('');
    browser = await launchTestBrowser();
    watched = await watchedPage(browser);
    await watched.page.goto(pathToFileURL(file).href);
    await watched.page.waitForSelector('html[data-state="drawn"]');
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('draws both editions of a slide, with a box round each text that differs', async () => {
    const drawn = await watched.page.evaluate(() => {
      const frames = document.querySelectorAll<HTMLElement>('#slide-welcome .frame');
      return [...frames].map((frame) => {
        const root = frame.querySelector('.host')?.shadowRoot;
        const slide = root?.querySelector<HTMLElement>('.slide');
        const heading = slide?.querySelector<HTMLElement>('h2');
        const box = root?.querySelector('.diff-mark')?.getBoundingClientRect();
        const text = heading?.getBoundingClientRect();
        return {
          title: heading?.textContent,
          font: heading === null || heading === undefined ? '' : getComputedStyle(heading).fontFamily,
          fills: Math.abs((slide?.getBoundingClientRect().width ?? 0) - frame.clientWidth) < 2,
          isMarked: box !== undefined && text !== undefined && box.top < text.bottom && box.bottom > text.top,
          marks: root?.querySelectorAll('.diff-mark').length,
        };
      });
    });
    expect(drawn).toEqual([
      {
        title: 'Welcome to Halden',
        font: expect.stringContaining('Barlow'),
        fills: true,
        isMarked: true,
        marks: 2,
      },
      {
        title: 'Welcome, people of Nordwind',
        font: expect.stringContaining('Barlow'),
        fills: true,
        isMarked: true,
        marks: 3,
      },
    ]);
  });

  test('has its fonts in it, asks for no other file and keeps private notes to itself', async () => {
    const fonts = await watched.page.evaluate(() => [...document.fonts].map(({ status }) => status));
    expect(fonts.length).toBeGreaterThan(0);
    expect(new Set(fonts)).toEqual(new Set(['loaded']));
    expect(watched.requests).toEqual([pathToFileURL(file).href]);
    expect(watched.complaints).toEqual([]);
    expect(readFileSync(file, 'utf8')).not.toContain('Nobody has paid');
  });

  test('is usable with a keyboard, and by those who hear it', async () => {
    const { page } = watched;
    const stops: (string | null | undefined)[] = [];
    for (let press = 0; press < 4; press++) {
      await page.keyboard.press('j');
      stops.push(await page.evaluate(() => document.activeElement?.querySelector('h2')?.textContent));
    }
    expect(stops).toEqual(['Deck', 'Sections', 'Welcome, people of Nordwind', 'It is dark in the tunnel']);
    await page.keyboard.press('k');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('slide-welcome');
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      const { axe: engine } = window as unknown as {
        axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await engine.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });
    expect(violations).toEqual([]);
  });
});
