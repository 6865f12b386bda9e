import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';

export interface Place {
  readonly slide: string;
  readonly step: number;
}

/** What reveal.js and the presenter view answer alike. */
interface Played {
  isReady(): boolean;
  getCurrentSlide(): Element;
  getIndices(): { f?: number };
}

interface DeckWindow {
  readonly Reveal: Played;
  readonly turnoutView?: Played;
}

// Pages behind another one draw no frames: asked from here, they answer all the same.
const patience = { timeout: 10_000, interval: 10 };

/** Slide and step that a window shows, of the audience or of the presenter. */
export function placeOf(page: Page): Promise<Place | undefined> {
  return page.evaluate(() => {
    const { turnoutView, Reveal } = window as unknown as DeckWindow;
    const deck = turnoutView ?? Reveal;
    // Keys of the deck page are there a moment after those of reveal.js.
    const isWhole = turnoutView !== undefined || document.querySelector('.turnout-speaker') !== null;
    if (deck?.isReady() !== true || !isWhole) return undefined;
    return { slide: deck.getCurrentSlide().id, step: deck.getIndices().f ?? -1 };
  });
}

/** Waits until every one of the windows shows the place. */
export async function expectAt(place: Place, ...pages: readonly Page[]): Promise<void> {
  for (const page of pages) {
    await expect.poll(() => placeOf(page).catch(() => undefined), patience).toEqual(place);
  }
}

export async function openDeck(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'load' });
  await expect.poll(() => placeOf(page), patience).toBeDefined();
}

/** The window that opens when something is done in another one. */
export async function windowFrom(page: Page, act: () => Promise<void>): Promise<Page> {
  const opened = new Promise<Page>((resolve) => page.once('popup', (popup) => resolve(popup as Page)));
  await act();
  const popup = await opened;
  await expect.poll(() => placeOf(popup).catch(() => undefined), patience).toBeDefined();
  return popup;
}

/** Opens the presenter view with S, and waits until the two have met and it leads. */
export async function openPresenter(audience: Page): Promise<Page> {
  const presenter = await windowFrom(audience, () => audience.keyboard.press('s'));
  await presenter.setViewport({ width: 1440, height: 900 });
  await expectLinked(presenter);
  return presenter;
}

/** Waits until a presenter window knows who leads: it is in touch with the others. */
export async function expectLinked(presenter: Page): Promise<void> {
  await expectKept(presenter, /"lead"/);
}

/** Waits until a presenter window remembers something over a reload. */
export async function expectKept(presenter: Page, what: RegExp): Promise<void> {
  const kept = (): Promise<string> => presenter.evaluate(() => JSON.stringify(history.state));
  await expect.poll(() => kept().catch(() => ''), patience).toMatch(what);
}

/** The text of a part of the presenter view; empty while it is hidden. */
export function part(presenter: Page, name: string): Promise<string> {
  return presenter.evaluate((wanted) => {
    const found = document.querySelector<HTMLElement>(`[data-part="${wanted}"]`);
    return found?.checkVisibility() === true ? found.innerText : '';
  }, name);
}

export async function expectPart(presenter: Page, name: string, text: RegExp | string): Promise<void> {
  await expect.poll(() => part(presenter, name).catch(() => ''), patience).toMatch(text);
}

/** Clicks a button without moving the mouse: it may be in a window behind another one. */
export function click(page: Page, selector: string): Promise<void> {
  return page.evaluate((wanted) => document.querySelector<HTMLElement>(wanted)?.click(), selector);
}

/** Presses a key, such as `Shift+ArrowUp`, or clicks what a selector finds. */
export async function act(page: Page, what: string): Promise<void> {
  if (/^[.[]./.test(what)) {
    await click(page, what);
    return;
  }
  const [, shift, key = what] = /^(Shift)\+(.+)$/.exec(what) ?? [];
  if (shift !== undefined) await page.keyboard.down('Shift');
  await page.keyboard.press(key as 'Space');
  if (shift !== undefined) await page.keyboard.up('Shift');
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds, a line each. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    type Found = { id: string; nodes: { target: string[]; failureSummary: string }[] };
    const { axe: engine } = window as unknown as {
      axe: { run(context: object, options: object): Promise<{ violations: Found[] }> };
    };
    const result = await engine.run(document, { resultTypes: ['violations'] });
    return result.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`),
    );
  });
}
