import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { next, previous, type Stop, startOf } from '../../src/client/presenter/moves.ts';
import { createNodeHost } from '../../src/host-node.ts';
import { startPreview } from '../../src/preview/preview.ts';
import { launchTestBrowser } from '../support/browser.ts';
import { repository } from '../support/cases.ts';
import { turnout } from '../support/cli.ts';
import {
  act,
  click,
  expectAt,
  expectKept,
  expectLinked,
  expectPart,
  openDeck,
  openPresenter,
  type Place,
  part,
  placeOf,
  windowFrom,
} from '../support/presenter.ts';

const showcase = join(repository, 'slides/four-way-fork');

let browser: Browser;
let folder: string;
let url: string;
let context: BrowserContext;
let audience: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'presenter-of-turnout-'));
  const built = await turnout(['build', showcase, '--notes', '-o', folder], repository);
  expect(built.code, built.stderr).toBe(0);
  url = pathToFileURL(join(folder, 'index.html')).href;
  browser = await launchTestBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  context = await browser.createBrowserContext();
  audience = await context.newPage();
  await audience.setViewport({ width: 1280, height: 720 });
});
afterEach(() => context.close());

/** Random numbers that are the same in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Move = (stops: readonly Stop[], at: Place) => Place | undefined;
const isAt = (to: (stops: readonly Stop[]) => Stop | undefined): Move => {
  return (stops) => startOf(to(stops));
};

/** What a hand or a clicker does, and where that leads; by the window in which it is done. */
const moves: Readonly<Record<'audience' | 'presenter', readonly (readonly [string, Move])[]>> = {
  audience: [
    ['PageDown', next],
    ['PageUp', previous],
    ['ArrowRight', next],
    ['ArrowLeft', previous],
    ['Space', next],
    ['.navigate-right', next],
    ['.navigate-left', previous],
    ['Home', isAt((stops) => stops[0])],
  ],
  presenter: [
    ['PageDown', next],
    ['PageUp', previous],
    ['ArrowDown', next],
    ['ArrowUp', previous],
    ['Space', next],
    ['[data-do="next"]', next],
    ['[data-do="previous"]', previous],
    ['End', isAt((stops) => stops.at(-1))],
  ],
};

/** Moves about in both windows, with reloads of either in between; both are held against the moves after each. */
async function wander(presenter: Page, count: number, seed: number): Promise<void> {
  const random = seeded(seed);
  const stops = await presenter.evaluate(() => {
    const { turnoutView } = window as unknown as { turnoutView: { getSlidesElement(): Element } };
    return [...turnoutView.getSlidesElement().children].map((section) => {
      const parts = [...section.querySelectorAll('.fragment')];
      const indices = parts.map((part, at) => part.getAttribute('data-fragment-index') ?? `own ${at}`);
      return { id: section.id, steps: new Set(indices).size };
    });
  });
  let place = (await placeOf(audience)) as Place;
  const done: string[] = [];
  for (let number = 0; number < count; number++) {
    const isAudience = random(2) === 0;
    const page = isAudience ? audience : presenter;
    if (random(24) === 0) {
      done.push(`reload ${isAudience ? 'audience' : 'presenter'}`);
      await page.reload();
      await expectAt(place, audience, presenter);
      await expectLinked(presenter);
    }
    // Home and End are rare, or it would never get far from either end.
    const choices = moves[isAudience ? 'audience' : 'presenter'];
    const [what, move] = choices[random(random(8) === 0 ? choices.length : choices.length - 1)] ?? ['', next];
    place = move(stops, place) ?? place;
    done.push(`${isAudience ? 'audience' : 'presenter'} ${what}: ${place.slide}/${place.step}`);
    await act(page, what);
    await expectAt(place, audience, presenter).catch((error: unknown) => {
      throw new Error(`out of step after ${done.slice(-6).join(', ')}`, { cause: error });
    });
  }
}

test('both windows are in step over 300 random moves in either, with reloads in between', async () => {
  await openDeck(audience, url);
  const presenter = await openPresenter(audience);
  await wander(presenter, 300, 7);
}, 180_000);

test('so are those of the preview, and what is saved reaches both', async () => {
  const preview = await startPreview(createNodeHost(showcase), showcase, { port: 0 });
  try {
    await openDeck(audience, preview.url);
    const presenter = await openPresenter(audience);
    await wander(presenter, 40, 11);
  } finally {
    await preview.close();
  }
}, 120_000);

/** A window that the deck's window knows and that is none of its session. */
async function strangerOf(page: Page): Promise<Page> {
  const opened = new Promise<Page>((resolve) => page.once('popup', (popup) => resolve(popup as Page)));
  await page.evaluate(() => void window.open('about:blank', 'stranger'));
  return opened;
}

describe('when something is in the way', () => {
  test('the popup is blocked: the same tab, and a link that opens the audience', async () => {
    await audience.evaluateOnNewDocument(() => {
      if (!location.search.includes('presenter')) window.open = () => null;
    });
    await openDeck(audience, `${url}#/same-prompt/1`);
    const presenter = audience;
    await presenter.keyboard.press('s');
    await expectPart(presenter, 'place', 'Slide 9 of 38, step 2 of 4');
    await expectPart(presenter, 'lost', 'Open the audience window');
    const other = await windowFrom(presenter, () => presenter.click('[data-part="open-audience"]'));
    await expectPart(presenter, 'lost', /^$/);
    await presenter.keyboard.press('PageDown');
    await expectAt({ slide: 'same-prompt', step: 2 }, presenter, other);
    await presenter.reload();
    await expectAt({ slide: 'same-prompt', step: 2 }, presenter);
    await other.keyboard.press('PageDown');
    await expectAt({ slide: 'same-prompt', step: 3 }, presenter, other);
  });

  test('storage is switched off: nothing that matters is kept there', async () => {
    const withoutStorage = (): void => {
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException('denied', 'SecurityError');
          },
        });
      }
    };
    await audience.evaluateOnNewDocument(withoutStorage);
    await openDeck(audience, `${url}#/same-prompt`);
    const presenter = await openPresenter(audience);
    await presenter.evaluateOnNewDocument(withoutStorage);
    await act(presenter, 'PageDown');
    await act(presenter, 't');
    await expectKept(presenter, /"slide":"same-prompt","step":0.*"phase":"paused"/);
    await Promise.all([presenter.reload(), audience.reload()]);
    await expectAt({ slide: 'same-prompt', step: 0 }, presenter, audience);
    await expectPart(presenter, 'pace', 'Questions');
    await act(presenter, '+');
    await act(audience, 'PageDown');
    await expectAt({ slide: 'same-prompt', step: 1 }, presenter, audience);
  });

  test('the clock of the machine is set: the talk goes on as it was', async () => {
    await openDeck(audience, url);
    const presenter = await openPresenter(audience);
    await act(presenter, 'PageDown');
    await expectPart(presenter, 'elapsed', /^0:0[1-9]$/);
    const before = await part(presenter, 'clock');
    await presenter.evaluate(() => {
      const Real = Date;
      const shift = 5 * 3_600_000;
      // The way a page sees it when somebody sets the time.
      globalThis.Date = class extends Real {
        constructor() {
          super(Real.now() + shift);
        }
      } as DateConstructor;
    });
    await expect.poll(() => part(presenter, 'clock')).not.toBe(before);
    expect(await part(presenter, 'elapsed')).toMatch(/^0:\d\d$/);
  });

  test('two presenter windows: the newer leads, the older says so and can take back', async () => {
    await openDeck(audience, `${url}#/same-prompt`);
    const first = await openPresenter(audience);
    const second = await windowFrom(audience, () =>
      audience.evaluate((address) => {
        const other = window.open('about:blank', 'another') as Window;
        other.name = window.name.replace('audience', 'presenter');
        other.location.href = address;
      }, `${url}?presenter#/same-prompt`),
    );
    await expectPart(first, 'taken', 'Another presenter window has taken over');
    await act(first, 'PageDown');
    await act(second, 'PageDown');
    await expectAt({ slide: 'same-prompt', step: 0 }, audience, first, second);
    await click(first, '[data-do="lead"]');
    await expectPart(second, 'taken', 'Another presenter window has taken over');
    await expectPart(first, 'taken', /^$/);
    await second.reload();
    await expectPart(second, 'taken', 'Another presenter window has taken over');
    await act(first, 'PageDown');
    await expectAt({ slide: 'same-prompt', step: 1 }, audience, first, second);
  });

  test('what a presenter window kept is lost, as by a move during its reload: its first keys count', async () => {
    await openDeck(audience, `${url}#/same-prompt`);
    const presenter = await openPresenter(audience);
    await presenter.evaluateOnNewDocument(() => {
      Object.defineProperty(history, 'state', { get: () => null });
      const key = { key: 'PageDown', bubbles: true };
      const press = (): unknown => document.body.dispatchEvent(new KeyboardEvent('keydown', key));
      document.addEventListener('DOMContentLoaded', press);
      window.addEventListener('message', () => setTimeout(press), { once: true });
    });
    await presenter.reload();
    await expectAt({ slide: 'same-prompt', step: 1 }, audience, presenter);
    await expectPart(presenter, 'taken', /^$/);
  });

  test('messages of others are not looked at', async () => {
    await openDeck(audience, `${url}#/same-prompt`);
    const presenter = await openPresenter(audience);
    const forge = (nonce: string): object => ({
      turnout: nonce,
      message: {
        kind: 'state',
        from: 'x',
        role: 'presenter',
        cells: { place: { value: { slide: 'title', step: -1 }, stamp: { count: 1e9, by: 'x' } } },
      },
    });
    const call = JSON.stringify({ method: 'slide', args: [3] });
    const stranger = await strangerOf(audience);
    // A window without the nonce, and reveal.js's own way.
    await stranger.evaluate(
      (...all) => {
        for (const each of all) opener.postMessage(each, '*');
      },
      forge('0'.repeat(32)),
      call,
    );
    for (const page of [audience, presenter]) {
      await page.evaluate((template) => {
        const data = { ...template, turnout: window.name.split(':').at(-1) };
        // This window talking to itself, and another origin with the right nonce.
        window.postMessage(data, '*');
        const frame = document.body.appendChild(document.createElement('iframe'));
        const from = { source: frame.contentWindow, origin: 'https://elsewhere.example' };
        window.dispatchEvent(new MessageEvent('message', { data, ...from }));
      }, forge(''));
    }
    await act(presenter, 'PageDown');
    await expectAt({ slide: 'same-prompt', step: 0 }, audience, presenter);
  });

  test('the audience window is closed: the presenter says so and opens another', async () => {
    await openDeck(audience, `${url}#/same-prompt`);
    const presenter = await openPresenter(audience);
    await audience.close();
    await act(presenter, 'PageDown');
    await expectPart(presenter, 'lost', 'No audience window answers');
    const other = await windowFrom(presenter, () => presenter.keyboard.press('s'));
    await expectAt({ slide: 'same-prompt', step: 0 }, presenter, other);
    await act(other, 'PageDown');
    await expectAt({ slide: 'same-prompt', step: 1 }, presenter, other);
  });
});
