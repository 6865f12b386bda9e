import type { Page } from 'puppeteer-core';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  act,
  click,
  expectAt,
  expectKept,
  expectPart,
  openDeck,
  openPresenter,
  part,
  windowFrom,
} from '../support/presenter.ts';
import { useBuiltShowcase, useRoom } from '../support/room.ts';

const room = useRoom();
const { url } = useBuiltShowcase();
let audience: Page;

beforeEach(() => {
  audience = room.audience;
});

function once(page: Page, event: 'error'): Promise<unknown> {
  return new Promise((resolve) => page.once(event, resolve));
}

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
      sessionStorage.clear();
      const key = { key: 'PageDown', bubbles: true };
      const press = (): unknown => document.body.dispatchEvent(new KeyboardEvent('keydown', key));
      // What comes earlier was meant for the page before.
      document.addEventListener('DOMContentLoaded', () => {
        press();
        window.addEventListener('message', () => setTimeout(press), { once: true });
      });
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

  test('both windows crash: loaded again they are where the talk was, and the clock goes on', async () => {
    await openDeck(audience, `${url}#/same-prompt`);
    const presenter = await openPresenter(audience);
    await act(presenter, 'PageDown');
    await expectAt({ slide: 'same-prompt', step: 0 }, presenter, audience);
    await expectKept(presenter, /"slide":"same-prompt","step":0.*"phase":"running"/);
    await expect.poll(() => audience.url()).toMatch(/#\/same-prompt\/0$/);
    // One opened the other, and so one process of the browser draws both.
    const crashed = Promise.all([audience, presenter].map((page) => once(page, 'error')));
    const session = await presenter.createCDPSession();
    session.send('Page.crash').catch(() => undefined);
    await crashed;
    await Promise.all([presenter.reload(), audience.reload()]);
    await expectAt({ slide: 'same-prompt', step: 0 }, presenter, audience);
    await expectPart(presenter, 'timer-word', /Pause/);
    await act(audience, 'PageDown');
    await expectAt({ slide: 'same-prompt', step: 1 }, presenter, audience);
    await act(presenter, 'PageDown');
    await expectAt({ slide: 'same-prompt', step: 2 }, presenter, audience);
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
