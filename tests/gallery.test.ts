import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchTestBrowser, watchedPage } from './support/browser.ts';
import { repository } from './support/cases.ts';
import { turnout } from './support/cli.ts';
import { layoutNames, writeGallery } from './support/gallery.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Faults of drawn slides: what leaves the slide, what is cut off, what is too small to read. */
function findFaults(): string[] {
  const faults: string[] = [];
  for (const slide of document.querySelectorAll('.slide')) {
    const box = slide.getBoundingClientRect();
    const name = slide.parentElement?.id ?? '';
    for (const element of slide.querySelectorAll('*')) {
      const style = getComputedStyle(element);
      if (element.closest('.hidden-text, svg') !== null || style.display === 'none') continue;
      const own = [...element.childNodes].filter(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
      );
      for (const node of own) {
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const part of range.getClientRects()) {
          const over = Math.max(
            part.right - box.right,
            box.left - part.left,
            part.bottom - box.bottom,
            box.top - part.top,
          );
          if (over > 1)
            faults.push(
              `${name}: "${node.textContent?.trim().slice(0, 30)}" is ${Math.round(over)} px beyond the slide`,
            );
        }
        if (Number.parseFloat(style.fontSize) < 20)
          faults.push(`${name}: "${node.textContent?.trim().slice(0, 30)}" is set in ${style.fontSize}`);
      }
      const cuts =
        style.overflowY === 'hidden' &&
        element.scrollHeight > element.clientHeight + 1 &&
        element.clientHeight > 0;
      if (cuts)
        faults.push(
          `${name}: <${element.tagName.toLowerCase()} class="${element.className}"> cuts ${element.scrollHeight - element.clientHeight} px off`,
        );
    }
  }
  return faults;
}

/** The page without its scripts and with what it shows when scripts are off: every slide at full size, finished. */
function stillPage(folder: string): string {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const still = page
    .replace(/<script>[\s\S]*?<\/script>/g, '')
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
    .replace(/<\/?noscript>/g, '');
  writeFileSync(join(folder, 'still.html'), still);
  return pathToFileURL(join(folder, 'still.html')).href;
}

async function violations(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { axe: engine } = window as unknown as {
      axe: {
        run(
          context: object,
          options: object,
        ): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }>;
      };
    };
    const result = await engine.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'],
      resultTypes: ['violations'],
    });
    return result.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`),
    );
  });
}

describe('every layout in every theme', () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gallery-of-turnout-'));
    browser = await launchTestBrowser();
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const arabic = 'lang: ar\nfonts: [{ package: "@fontsource/ibm-plex-sans-arabic" }]\n';
  const variants = readdirSync(join(repository, 'themes')).flatMap((theme) => [
    { theme, size: '16:9', name: `${theme}, 16:9`, more: '' },
    { theme, size: '4:3', name: `${theme}, 4:3`, more: '' },
  ]);
  const mirrored = { theme: 'daylight', size: '16:9', name: 'daylight from right to left', more: arabic };

  for (const { theme, size, name, more } of [...variants, mirrored]) {
    test(`${name}: no diagnostic, nothing out of its slide, nothing tiny, accessible`, async () => {
      const deck = join(folder, name.replace(/\W+/g, '-'));
      mkdirSync(deck);
      writeGallery(deck, `theme: ${theme}\nsize: ${size}\n${more}`);
      const built = await turnout(['build', deck, '--strict', '-o', join(deck, 'out')], repository);
      expect(built.stderr).toBe('');
      expect(built.code).toBe(0);
      const { page } = await watchedPage(browser);
      await page.goto(stillPage(join(deck, 'out')), { waitUntil: 'load' });
      await page.evaluate(() => document.fonts.ready.then(() => true));
      expect(await page.$$eval('.slide', (all) => all.length)).toBe(layoutNames.length);
      expect(await page.evaluate(findFaults)).toEqual([]);
      await page.evaluate(axe);
      expect(await violations(page)).toEqual([]);
      await page.close();
    });
  }
});
