import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createNodeHost } from '../../src/host-node.ts';
import { startPresent } from '../../src/present/present.ts';
import { launchTestBrowser, watchedPage } from '../support/browser.ts';
import { click, expectPart, violations } from '../support/presenter.ts';
import { createTestDeck } from '../support/preview-deck.ts';

let browser: Browser;
const deck = createTestDeck();

beforeAll(async () => {
  browser = await launchTestBrowser();
});
afterAll(async () => {
  await browser.close();
  await deck.remove();
});

const viewports = [
  { width: 390, height: 844, isMobile: true, hasTouch: true },
  { width: 1024, height: 768 },
  // 200 % of a phone's page, or an old phone.
  { width: 320, height: 480 },
];

test.each(['night-line', 'daylight'])('guests\u2019 pages on a phone and a tablet, in %s', async (theme) => {
  deck.write('deck.yaml', `title: A talk\ntheme: ${theme}\n`);
  deck.edit('    notes: Welcome.\n', '    notes:\n      participant: Sit down.\n');
  const present = await startPresent(createNodeHost(deck.folder), deck.folder, {
    port: 0,
    guests: ['control', 'look', 'follow'],
    host: '127.0.0.1',
  });
  try {
    const [remote, look, follow] = [
      await watchedPage(browser),
      await watchedPage(browser),
      await watchedPage(browser),
    ];
    await remote.page.goto(present.links.get('control') ?? '');
    await look.page.goto(present.links.get('look') ?? '');
    await follow.page.goto(present.links.get('follow') ?? '');
    await click(remote.page, '[data-do="next"]');
    for (const { page, complaints, requests } of [remote, look, follow]) {
      await expectPart(page, 'status', /^Slide 2/);
      await page.bringToFront();
      for (const viewport of viewports) {
        await page.setViewport(viewport);
        expect(await violations(page)).toEqual([]);
        const sizes = await page.$$eval('button', (buttons) =>
          buttons.map((each) => Math.round(Math.min(each.offsetWidth, each.offsetHeight))),
        );
        expect(Math.min(64, ...sizes)).toBe(64);
        const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        expect(isWide).toBe(false);
      }
      // Nobody is kept from making it larger.
      const viewport = await page.$eval('meta[name="viewport"]', (meta) => meta.getAttribute('content'));
      expect(viewport).toBe('width=device-width, initial-scale=1');
      expect(complaints).toEqual([]);
      const { origin } = new URL(page.url());
      expect(requests.filter((each) => !each.startsWith(origin))).toEqual([]);
      await page.close();
    }
  } finally {
    await present.close();
  }
});
