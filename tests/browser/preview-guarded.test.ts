import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Preview } from '../../src/preview/preview.ts';
import { launchTestBrowser, type Watched, watchedPage } from '../support/browser.ts';
import { createTestDeck, type TestDeck } from '../support/preview-deck.ts';
import { PreviewPage } from '../support/preview-page.ts';

let browser: Browser;
let deck: TestDeck;
let preview: Preview;
let watched: Watched;
let page: Page;

beforeAll(async () => {
  browser = await launchTestBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  deck = createTestDeck();
  watched = await watchedPage(browser);
  page = watched.page;
});
afterEach(async () => {
  await page.close();
  await deck.remove();
});

async function open(): Promise<void> {
  preview = await deck.preview();
  await new PreviewPage(page).open(preview.url);
}

test('nothing but this server is asked, and more windows than browsers allow event streams', async () => {
  await open();
  const others = await Promise.all(Array.from({ length: 7 }, () => browser.newPage()));
  await Promise.all(others.map((each) => each.goto(preview.url)));
  deck.edit('The end', 'The very end');
  for (const each of [page, ...others]) await new PreviewPage(each).shows('The very end');
  await Promise.all(others.map((each) => each.close()));
  expect(watched.requests.filter((each) => !each.startsWith(preview.url))).toEqual([]);
  expect(watched.complaints).toEqual([]);
});

test('a page of another site cannot read, embed or listen', async () => {
  await open();
  const events = String(await page.evaluate('turnoutPreview.events'));
  const site = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end('<p>Evil</p>'),
  );
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  try {
    const { page: evil } = await watchedPage(browser);
    await evil.goto(`http://localhost:${(site.address() as AddressInfo).port}/`);
    const got = await evil.evaluate(
      attack,
      preview.url,
      preview.url.replace('http', 'ws').replace(/\/$/, events),
    );
    expect(got).toEqual({ read: 'refused', picture: 'refused', socket: 'refused' });
    const frames = evil.frames().slice(1);
    expect(frames).toHaveLength(1);
    expect(await frames[0]?.evaluate(() => document.querySelector('.reveal'))).toBe(null);
    await evil.close();
  } finally {
    site.closeAllConnections();
    site.close();
  }
});

/** Runs in the other site's page. */
async function attack(url: string, socketUrl: string): Promise<Record<string, string>> {
  const made = (element: HTMLElement, attributes: object): Promise<string> =>
    new Promise((resolve) => {
      Object.assign(element, attributes, {
        onload: () => resolve('loaded'),
        onerror: () => resolve('refused'),
      });
      document.body.append(element);
    });
  await made(document.createElement('iframe'), { src: url });
  return {
    read: await fetch(url).then(
      () => 'read',
      () => 'refused',
    ),
    picture: await made(document.createElement('img'), { src: `${url}assets/square.svg` }),
    socket: await new Promise((resolve) => {
      const socket = new WebSocket(socketUrl);
      socket.onopen = () => resolve('listens');
      socket.onerror = () => resolve('refused');
    }),
  };
}
