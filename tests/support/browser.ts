import { type Browser, launch, type Page } from 'puppeteer-core';
import { findBrowser } from '../../src/browser/find.ts';
import { createNodeHost } from '../../src/host-node.ts';

/**
 * A browser as a person has it: popups allowed, nothing blocked. Close it in `afterAll`. `without` are flags that
 * Puppeteer gives it otherwise.
 */
export async function launchTestBrowser(
  args: readonly string[] = [],
  without: readonly string[] = [],
): Promise<Browser> {
  const found = await findBrowser(createNodeHost());
  return launch({
    executablePath: found.path,
    pipe: true,
    ignoreDefaultArgs: [...without],
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-dev-shm-usage',
      '--disable-sync',
      '--no-first-run',
      '--font-render-hinting=none',
      ...args,
    ],
  });
}

export interface Watched {
  readonly page: Page;
  /** Console errors, page errors and failed requests, in order. */
  readonly complaints: string[];
  /** Addresses of requests, without `data:`. */
  readonly requests: string[];
}

/** A new page of 1280 × 720 that writes down what goes wrong and what it asks for. */
export async function watchedPage(browser: Browser): Promise<Watched> {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 720 });
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`page: ${(error as Error).message}`));
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) requests.push(request.url());
  });
  return { page, complaints, requests };
}
