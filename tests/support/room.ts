import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchTestBrowser } from './browser.ts';
import { repository } from './cases.ts';
import { turnout } from './cli.ts';

export const showcase = join(repository, 'slides/four-way-fork');

/** A page of the audience in a context of its own, afresh for each test. */
export interface Room {
  readonly audience: Page;
  readonly context: BrowserContext;
}

export function useRoom(): Room {
  let browser: Browser;
  let context: BrowserContext;
  let audience: Page;
  beforeAll(async () => {
    browser = await launchTestBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    context = await browser.createBrowserContext();
    audience = await context.newPage();
    await audience.setViewport({ width: 1280, height: 720 });
  });
  afterEach(() => context.close());
  return {
    get audience() {
      return audience;
    },
    get context() {
      return context;
    },
  };
}

/** The address of the showcase, built with its notes. */
export function useBuiltShowcase(): { readonly url: string } {
  const folder = mkdtempSync(join(tmpdir(), 'showcase-of-turnout-'));
  beforeAll(async () => {
    const built = await turnout(['build', showcase, '--notes', '-o', folder], repository);
    expect(built.code, built.stderr).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return { url: pathToFileURL(join(folder, 'index.html')).href };
}
