import { existsSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createNodeHost } from '../../src/host-node.ts';
import { type Present, type PresentOptions, startPresent } from '../../src/present/present.ts';
import { readRehearsal, timesOf } from '../../src/present/rehearsal.ts';
import { launchTestBrowser, watchedPage } from '../support/browser.ts';
import { freePort } from '../support/present.ts';
import {
  click,
  expectAt,
  expectPart,
  openDeck,
  openPresenter,
  part,
  windowFrom,
} from '../support/presenter.ts';
import { createTestDeck, type TestDeck } from '../support/preview-deck.ts';

let browser: Browser;
let deck: TestDeck;
let present: Present | undefined;
const pages: Page[] = [];
const phone = { width: 390, height: 844, isMobile: true, hasTouch: true };
const patience = { timeout: 15_000, interval: 20 };

beforeAll(async () => {
  browser = await launchTestBrowser();
});
afterAll(() => browser.close());
beforeEach(() => {
  deck = createTestDeck();
  deck.edit(
    '    notes: Welcome.\n',
    '    minutes: 2\n    notes:\n      speaker: Welcome.\n      participant: Sit down.\n',
  );
});
afterEach(async () => {
  for (const page of pages.splice(0)) await page.close();
  await present?.close();
  await deck.remove();
});

async function start(options: PresentOptions = {}): Promise<Present> {
  present = await startPresent(createNodeHost(deck.folder), deck.folder, {
    port: 0,
    guests: ['control', 'look', 'follow'],
    host: '127.0.0.1',
    ...options,
  });
  return present;
}

async function open(url: string | undefined): Promise<Page> {
  const { page } = await watchedPage(browser);
  pages.push(page);
  await page.setViewport(phone);
  await page.goto(url ?? '');
  return page;
}

/** Slide and step as a remote or a participant's page shows them. */
async function expectShown(place: RegExp, ...those: readonly Page[]): Promise<void> {
  for (const page of those) await expectPart(page, 'status', place);
}

const onward = '[data-do="next"]';
const back = '[data-do="previous"]';

test('presenter, audience, remote and participant are in step, whoever moves', async () => {
  const { url, links } = await start();
  const audience = await browser.newPage();
  pages.push(audience);
  await openDeck(audience, url);
  const presenter = await openPresenter(audience);
  const remote = await open(links.get('control'));
  const looking = await open(links.get('look'));
  const follow = await open(links.get('follow'));
  const all = [remote, looking, follow];
  await expectShown(/^Slide 1 of 4/, ...all);
  await expectPart(remote, 'notes', /Welcome/);
  await expectPart(follow, 'notes', /^Sit down\.$/);
  await click(remote, onward);
  await click(remote, onward);
  await expectAt({ slide: 'points', step: 0 }, audience, presenter);
  await expectShown(/^Slide 2 of 4, step 1 of 3/, ...all);
  await presenter.keyboard.press('PageDown');
  await expectShown(/^Slide 2 of 4, step 2 of 3/, ...all);
  await audience.keyboard.press('PageDown');
  await expectShown(/^Slide 2 of 4, step 3 of 3/, ...all);
  await click(remote, back);
  await expectAt({ slide: 'points', step: 1 }, audience, presenter);
  // The steps are seen, not only counted.
  const seen = await follow.$$eval('.sheet .fragment.visible', (parts) =>
    parts.map((each) => each.textContent?.trim()),
  );
  expect(seen).toEqual(['First point', 'Second point']);
  // The clock that began with the first move is one clock.
  await expectPart(remote, 'timer-word', /Pause/);
  await click(remote, '[data-do="timer"]');
  await expect.poll(() => part(presenter, 'timer-word'), patience).toMatch(/Continue/);
  await click(remote, '[data-do="black"]');
  await expectPart(presenter, 'black', /black/);
  await expectPart(follow, 'black', /black/);
  // Who looks on has nothing to press.
  expect(await looking.$$('button')).toEqual([]);
});

test('the presenter view that the program opens brings the audience window along, once', async () => {
  const { url } = await start({ guests: [] });
  const presenter = await browser.newPage();
  pages.push(presenter);
  const audience = await windowFrom(presenter, async () => {
    await presenter.goto(`${url}?presenter&audience#/points`);
  });
  pages.push(audience);
  await expectAt({ slide: 'points', step: -1 }, audience, presenter);
  expect(presenter.url()).not.toContain('audience');
  await presenter.keyboard.press('PageDown');
  await expectAt({ slide: 'points', step: 0 }, audience, presenter);
});

test('the audience window is opened on the other screen, and fills it', async ({ skip }) => {
  const { url } = await start({ guests: [], fullscreen: true });
  const screens = await launchTestBrowser(['--screen-info={1600x900}{1920x1080}']);
  try {
    const presenter = await screens.newPage();
    await presenter.evaluateOnNewDocument(() => {
      const open = window.open.bind(window);
      window.open = (...asked: Parameters<typeof open>) => {
        Object.assign(window, { asked: asked[2] });
        return open(...asked);
      };
    });
    await presenter.goto(url);
    // Chromium of 2025 and later draws as many screens as it is told to.
    skip(!(await presenter.evaluate('screen.isExtended')), 'this Chromium has no second screen');
    const session = await screens.target().createCDPSession();
    const permission = { name: 'window-management' };
    await session.send('Browser.setPermission', {
      permission,
      setting: 'granted',
      origin: new URL(url).origin,
    });
    const audience = await windowFrom(presenter, async () => {
      await presenter.goto(`${url}?presenter&audience`);
    });
    expect(await presenter.evaluate('asked')).toMatch(/^popup,.*,fullscreen$/);
    const placed = (): Promise<unknown> =>
      audience.evaluate(() => [screenX, screenY, outerWidth, outerHeight, screen.width, screen.height]);
    await expect.poll(placed, patience).toEqual([1600, 0, 1920, 1080, 1920, 1080]);
    await presenter.keyboard.press('PageDown');
    await expectAt({ slide: 'points', step: -1 }, audience, presenter);
  } finally {
    await screens.close();
  }
});

test('where the browser blocks popups the presenter view offers a link, which is not blocked', async () => {
  const { url } = await start({ guests: [] });
  const strict = await launchTestBrowser([], ['--disable-popup-blocking']);
  try {
    const presenter = await strict.newPage();
    await presenter.setViewport({ width: 1440, height: 900 });
    await presenter.goto(`${url}?presenter&audience#/points/1`);
    await expectPart(presenter, 'lost', 'Open the audience window');
    expect(await strict.pages()).toHaveLength(2);
    const audience = await windowFrom(presenter, () => presenter.click('[data-part="open-audience"]'));
    await expectPart(presenter, 'lost', /^$/);
    await presenter.keyboard.press('PageDown');
    await expectAt({ slide: 'points', step: 2 }, audience, presenter);
  } finally {
    await strict.close();
  }
});

test('a participant looks back, stays there while the talk goes on, and returns to live', async () => {
  const { links } = await start();
  const remote = await open(links.get('control'));
  const follow = await open(links.get('follow'));
  await expectPart(follow, 'live', /Waiting/);
  for (let step = 0; step < 3; step++) await click(remote, onward);
  await expectShown(/^Slide 2 of 4, step 2 of 3/, follow);
  await expectPart(follow, 'live', /^Live/);
  expect(await follow.$eval(onward, (button) => (button as HTMLButtonElement).disabled)).toBe(true);
  for (let step = 0; step < 3; step++) await click(follow, back);
  await expectShown(/^Slide 1 of 4/, follow);
  await expectPart(follow, 'live', /back/);
  await click(remote, onward);
  await expectShown(/^Slide 2 of 4, step 3 of 3/, remote);
  await follow.reload();
  await expectShown(/^Slide 1 of 4/, follow);
  await click(follow, onward);
  await expectShown(/^Slide 2 of 4, step 0 of 3/, follow);
  await click(follow, '[data-do="live"]');
  await expectShown(/^Slide 2 of 4, step 3 of 3/, follow);
  await expectShown(/^Slide 2 of 4, step 3 of 3/, remote);
});

test('a network that is cut, and a phone that was asleep: the place is found again', async () => {
  const { links } = await start();
  const remote = await open(links.get('control'));
  const other = await open(links.get('control'));
  await click(other, onward);
  await expectShown(/^Slide 2/, remote, other);
  await remote.setOfflineMode(true);
  await expectPart(remote, 'notice', /No connection/);
  await click(other, onward);
  await click(other, onward);
  await expectShown(/step 2 of 3/, other);
  await expectShown(/step 0 of 3/, remote);
  await remote.setOfflineMode(false);
  await expectShown(/step 2 of 3/, remote);
  await expectPart(remote, 'notice', /^$/);
  // What was pressed without a network counts when it is newer.
  await remote.setOfflineMode(true);
  await expectPart(remote, 'notice', /No connection/);
  await click(remote, onward);
  await remote.setOfflineMode(false);
  await expectShown(/step 3 of 3/, remote, other);
});

test('the server is killed and started again: windows go on, old links say that they have ended', async () => {
  const ports = { port: await freePort(), guestPort: await freePort() };
  const before = await start(ports);
  const audience = await browser.newPage();
  pages.push(audience);
  await openDeck(audience, before.url);
  const presenter = await openPresenter(audience);
  const remote = await open(before.links.get('control'));
  await click(remote, onward);
  await click(remote, onward);
  await expectAt({ slide: 'points', step: 0 }, audience, presenter);
  await before.close();
  await expectPart(remote, 'notice', /No connection/);
  // The two windows need no server.
  await presenter.keyboard.press('PageDown');
  await expectAt({ slide: 'points', step: 1 }, audience, presenter);
  const after = await start(ports);
  expect(after.links.get('control')).not.toBe(before.links.get('control'));
  const fresh = await open(after.links.get('control'));
  await expectShown(/^Slide 2 of 4, step 2 of 3/, fresh);
  await expectAt({ slide: 'points', step: 1 }, audience, presenter);
  await expectPart(remote, 'notice', /has ended/);
  await click(fresh, onward);
  await expectAt({ slide: 'points', step: 2 }, audience, presenter);
});

test('the deck is edited: every page shows it, and stays where the talk is', async () => {
  const { url, links } = await start();
  const audience = await browser.newPage();
  pages.push(audience);
  await openDeck(audience, url);
  const presenter = await openPresenter(audience);
  const remote = await open(links.get('control'));
  const follow = await open(links.get('follow'));
  await click(remote, onward);
  await expectShown(/^Slide 2/, remote, follow);
  deck.edit('title: Points', 'title: Better points');
  await expectShown(/^Slide 2 of 4, step 0 of 3: Better points/, remote, follow);
  await expectPart(presenter, 'status', /^Slide 2 of 4, step 0 of 3: Better points/);
  await expect
    .poll(() => audience.$eval('#points', (each) => each.textContent), patience)
    .toContain('Better points');
  await presenter.keyboard.press('PageDown');
  await expectAt({ slide: 'points', step: 0 }, audience, presenter);
});

test('a rehearsal is written down by slide and step', async () => {
  const file = deck.path('out/rehearsals/run.json');
  const { url } = await start({ guests: [], rehearsal: { file, deck: 'talk' } });
  const audience = await browser.newPage();
  pages.push(audience);
  await openDeck(audience, url);
  const presenter = await openPresenter(audience);
  await presenter.keyboard.press('PageDown');
  await presenter.keyboard.press('PageDown');
  await expectAt({ slide: 'points', step: 0 }, audience, presenter);
  await presenter.reload();
  await expectAt({ slide: 'points', step: 0 }, presenter);
  await presenter.keyboard.press('PageDown');
  await expectAt({ slide: 'points', step: 1 }, audience, presenter);
  await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8'), patience).toContain('"step": 1');
  const read = readRehearsal(readFileSync(file, 'utf8'));
  expect(read).toMatchObject({ version: 1, deck: 'talk', edition: { profiles: [] } });
  expect([...timesOf(read?.visits ?? []).keys()]).toContain('points');
  expect(read?.visits.every(({ ms }) => ms > 0)).toBe(true);
});
