import { pathToFileURL } from 'node:url';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createNodeHost } from '../../src/host-node.ts';
import { startPresent } from '../../src/present/present.ts';
import { turnout } from '../support/cli.ts';
import { openDeck, openPresenter } from '../support/presenter.ts';
import { createTestDeck, type TestDeck } from '../support/preview-deck.ts';
import { useRoom } from '../support/room.ts';
import { audienceOf, followerOf, presenterOf, remoteOf, stopsIn, wander } from '../support/wander.ts';

/** Seeds of other walks: `TURNOUT_SEED=3 npx vitest run tests/browser/in-step.test.ts`. */
const seed = Number(process.env.TURNOUT_SEED ?? 7);

const room = useRoom();
let deck: TestDeck;

beforeAll(async () => {
  deck = createTestDeck();
  const slides = Array.from(
    { length: 6 },
    (_, at) => `  - id: more-${at}
    layout: bullets
    title: More ${at}
    steps: ${at % 3 !== 2}
    points:
      - One point
      - Another point
    notes: Said of ${at}.
`,
  );
  deck.write('sections/30-three.yaml', `title: Three\nslides:\n${slides.join('')}`);
});
afterAll(() => deck.remove());

async function openGuest(address: string | undefined): Promise<Page> {
  const page = await room.context.newPage();
  await page.setViewport({ width: 390, height: 844, isMobile: true, hasTouch: true });
  await page.goto(address ?? '');
  return page;
}

test('300 random moves of keys, clicks and a remote, with reloads: the same slide and step everywhere', async () => {
  const present = await startPresent(createNodeHost(deck.folder), deck.folder, {
    port: 0,
    guests: ['control', 'follow'],
    host: '127.0.0.1',
  });
  const { audience } = room;
  try {
    await openDeck(audience, present.url);
    const stops = await stopsIn(audience);
    expect(stops.map(({ steps }) => steps)).toEqual([0, 3, 0, 0, 2, 2, 0, 2, 2, 0]);
    const presenter = await openPresenter(audience);
    const remote = await openGuest(present.links.get('control'));
    const follower = await openGuest(present.links.get('follow'));
    const all = [audienceOf(audience), presenterOf(presenter), remoteOf(remote), followerOf(follower)];
    await wander(all, { stops, moves: 300, seed });
  } finally {
    await present.close();
  }
}, 180_000);

test('the two windows of a built deck, from disk: 100 moves', async () => {
  const built = await turnout(['build', '.', '--notes', '-o', 'built'], deck.folder);
  expect(built.code, built.stderr).toBe(0);
  const { audience } = room;
  await openDeck(audience, pathToFileURL(deck.path('built/index.html')).href);
  const stops = await stopsIn(audience);
  const presenter = await openPresenter(audience);
  await wander([audienceOf(audience), presenterOf(presenter)], { stops, moves: 100, seed: seed + 4 });
}, 120_000);
