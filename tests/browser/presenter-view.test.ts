import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { turnout } from '../support/cli.ts';
import { tabThrough } from '../support/focus.ts';
import {
  act,
  expectAt,
  expectPart,
  openDeck,
  openPresenter,
  placeOf,
  violations,
} from '../support/presenter.ts';
import { showcase, useBuiltShowcase, useRoom } from '../support/room.ts';

const room = useRoom();
const { url } = useBuiltShowcase();
let audience: Page;

beforeEach(() => {
  audience = room.audience;
});

describe('the presenter view', () => {
  test('shows slide, next step, notes and agenda; the clock begins with the first move', async () => {
    await openDeck(audience, `${url}#/same-prompt/1`);
    const presenter = await openPresenter(audience);
    await expectPart(presenter, 'place', /^Slide 9 of 38, step 2 of 4$/);
    await expectPart(presenter, 'next-name', /^Next step$/);
    await expectPart(presenter, 'cue', /DevOps.*Which build/);
    await expectPart(presenter, 'notes', /Leave the cursor blinking/);
    await expectPart(presenter, 'pace', 'not started');
    await expectPart(presenter, 'remaining', /^40:00$/);
    await act(presenter, 'PageDown');
    await expectAt({ slide: 'same-prompt', step: 2 }, audience, presenter);
    await expectPart(presenter, 'pace', /ahead/);
    await act(presenter, 't');
    await expectPart(presenter, 'pace', /^0:0\d\s+Questions$/);
    const shown = await presenter.$$eval('[data-part="now"] .fragment.visible', (all) => all.length);
    expect(shown).toBe(3);
    await act(presenter, 'End');
    await expectPart(presenter, 'end', 'The end');
    expect(await presenter.$$eval('.agenda [aria-current="true"]', (all) => all.length)).toBe(1);
  });

  test('search jumps by words of the notes, and by number', async () => {
    await openDeck(audience, url);
    const presenter = await openPresenter(audience);
    for (const [asked, slide] of [
      ['cursor blinking', 'same-prompt'],
      ['3', (await presenter.evaluate('turnoutView.getSlidesElement().children[2].id')) as string],
    ] as const) {
      await presenter.keyboard.press('g');
      await presenter.keyboard.type(asked);
      await presenter.keyboard.press('Enter');
      await expectAt({ slide, step: -1 }, audience, presenter);
    }
  });

  test('blacks the audience out, and the audience can end it', async () => {
    await openDeck(audience, url);
    const presenter = await openPresenter(audience);
    const isBlack = (): Promise<unknown> => audience.evaluate('Reveal.isPaused()');
    await act(presenter, 'b');
    await expect.poll(isBlack).toBe(true);
    await expectPart(presenter, 'black', 'The audience sees black');
    await act(presenter, 'PageDown');
    await expect.poll(() => placeOf(audience)).toEqual(await placeOf(presenter));
    await audience.keyboard.press('.');
    await expectPart(presenter, 'black', /^$/);
    expect(await isBlack()).toBe(false);
  });

  test('what is drawn and pointed at is on the slide of the audience, in its place', async () => {
    await openDeck(audience, url);
    const presenter = await openPresenter(audience);
    await presenter.bringToFront();
    const sheet = await presenter.$('[data-part="now"] .sheet');
    const box = await sheet?.boundingBox();
    if (box === null || box === undefined) throw new Error('no slide is shown');
    const at = (x: number, y: number): [number, number] => [box.x + box.width * x, box.y + box.height * y];
    await presenter.keyboard.press('d');
    await presenter.mouse.move(...at(0.25, 0.5));
    await presenter.mouse.down();
    await presenter.mouse.move(...at(0.75, 0.5), { steps: 8 });
    await presenter.mouse.up();
    const line = (): Promise<number[]> =>
      audience.evaluate(() => {
        const drawn = document.querySelector('.turnout-marks path')?.getBoundingClientRect();
        return drawn === undefined
          ? []
          : [drawn.left, drawn.right, drawn.top].map((each) => Math.round(each / 8));
      });
    await expect.poll(line).toEqual([40, 120, 45]);
    await presenter.keyboard.press('l');
    await presenter.mouse.move(...at(0.5, 0.25));
    const laser = (): Promise<string | null | undefined> =>
      audience.evaluate(() => {
        const dot = document.querySelector<SVGElement>('.turnout-marks .laser');
        return dot?.style.display === 'none' ? undefined : dot?.getAttribute('cx');
      });
    await expect.poll(async () => Math.round(Number(await laser()) / 8)).toBe(80);
    await presenter.keyboard.press('l');
    await expect.poll(laser).toBeUndefined();
    await presenter.keyboard.press('x');
    await expect.poll(line).toEqual([]);
  });

  test('the screen stays on in both windows while they are connected', async () => {
    const counting = (): void => {
      const held = { count: 0 };
      const request = async (): Promise<object> => {
        held.count++;
        return { release: async () => void held.count-- };
      };
      Object.defineProperty(navigator, 'wakeLock', { value: { request } });
      Object.assign(window, { held });
    };
    await audience.evaluateOnNewDocument(counting);
    await openDeck(audience, url);
    const held = (): Promise<unknown> => audience.evaluate('held.count');
    expect(await held()).toBe(0);
    const presenter = await openPresenter(audience);
    await audience.bringToFront();
    await expect.poll(held).toBe(1);
    await presenter.evaluateOnNewDocument(counting);
    await presenter.reload();
    await expect.poll(() => presenter.evaluate('held.count')).toBe(1);
    await presenter.close();
    await expect.poll(held, { timeout: 10_000 }).toBe(0);
  });

  test('Tab reaches everything, shows where it is, and is kept nowhere', async () => {
    await openDeck(audience, `${url}#/same-prompt`);
    expect(await tabThrough(audience)).toEqual({ missed: [], unseen: [], comesBack: true });
    const presenter = await openPresenter(audience);
    expect(await tabThrough(presenter)).toEqual({ missed: [], unseen: [], comesBack: true });
    // Dialogs hold the focus, until Escape.
    for (const key of ['?', 'g']) {
      await act(presenter, key);
      expect(await presenter.$$eval('dialog[open]', (all) => all.length)).toBe(1);
      await presenter.keyboard.press('Tab');
      await act(presenter, 'Escape');
      expect(await presenter.$$eval('dialog[open]', (all) => all.length)).toBe(0);
    }
  });

  test('at 200 % everything can be read and pressed', async () => {
    await openDeck(audience, `${url}#/same-prompt`);
    const presenter = await openPresenter(audience);
    for (const [width, height] of [
      [720, 450],
      [512, 384],
    ] as const) {
      await presenter.setViewport({ width, height, deviceScaleFactor: 2 });
      const lost = await presenter.evaluate(() => {
        const all = [
          ...document.querySelectorAll<HTMLElement>('button, .figure, [data-part="notes"], .stage'),
        ];
        const visible = all.filter((each) => each.checkVisibility());
        return visible.flatMap((each) => {
          each.scrollIntoView({ block: 'nearest', inline: 'nearest' });
          const { left, right, top, bottom } = each.getBoundingClientRect();
          const isIn = left >= -1 && right <= innerWidth + 1 && top >= -1 && bottom <= innerHeight + 1;
          const isLarge = right - left >= 24 && bottom - top >= 24;
          return isIn && isLarge ? [] : [`${each.className} ${each.dataset.do} ${each.dataset.part}`];
        });
      });
      expect(lost, `${width} × ${height}`).toEqual([]);
      expect(await violations(presenter)).toEqual([]);
    }
  });

  test('keeps size and place of the notes', async () => {
    await openDeck(audience, `${url}#/four-words`);
    const presenter = await openPresenter(audience);
    const note = (): Promise<number[]> =>
      presenter.$eval('[data-part="notes"]', (each) => [
        Number.parseFloat(getComputedStyle(each).fontSize),
        Math.round(each.scrollTop),
      ]);
    const [size = 0] = await note();
    await act(presenter, '+');
    await presenter.$eval('[data-part="notes"]', (each) => each.scrollTo(0, 120));
    await act(presenter, 'PageDown');
    expect(await note()).toEqual([32, 120]);
    expect(size).toBe(28);
    await presenter.keyboard.down('Shift');
    await presenter.keyboard.press('ArrowRight');
    await presenter.keyboard.press('ArrowLeft');
    await presenter.keyboard.up('Shift');
    await expectAt({ slide: 'four-words', step: -1 }, presenter, audience);
    expect(await note()).toEqual([32, 120]);
  });
});

describe.each(['night-line', 'daylight'])('in the theme %s', (theme) => {
  let own: string;

  beforeAll(async () => {
    own = mkdtempSync(join(tmpdir(), 'presenter-of-turnout-'));
    cpSync(showcase, join(own, 'talk'), { recursive: true });
    const file = join(own, 'talk/deck.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('theme: night-line', `theme: ${theme}`));
    const built = await turnout(['build', 'talk', '--notes', '-o', 'out'], own);
    expect(built.code, built.stderr).toBe(0);
  });
  afterAll(() => rmSync(own, { recursive: true, force: true }));

  test('axe-core finds nothing, dark and light, with everything that opens', async () => {
    await openDeck(audience, `${pathToFileURL(join(own, 'out/index.html')).href}#/same-prompt/1`);
    expect(await violations(audience)).toEqual([]);
    const presenter = await openPresenter(audience);
    for (const scheme of ['dark', 'light']) {
      expect(await presenter.$eval('.presenter', (each) => getComputedStyle(each).colorScheme)).toBe(scheme);
      await act(presenter, 'PageDown');
      await expectPart(presenter, 'pace', /ahead/);
      expect(await violations(presenter), scheme).toEqual([]);
      for (const [open, close] of [
        ['t', 't'],
        ['b', 'b'],
        ['?', 'Escape'],
        ['g', 'Escape'],
      ] as const) {
        await act(presenter, open);
        expect(await violations(presenter), `${scheme}, ${open}`).toEqual([]);
        await act(presenter, close);
      }
      await act(presenter, 'c');
    }
  });

  test('nor on any slide of the talk, nor in the page to read', async () => {
    const page = pathToFileURL(join(own, 'out/index.html')).href;
    for (const view of ['print', 'scroll']) {
      await audience.goto(`${page}?${view}`);
      await audience.waitForSelector('.is-ready');
      expect(await audience.$$eval('.slides > section', (all) => all.length)).toBe(38);
      expect(await violations(audience), view).toEqual([]);
    }
  });
});
