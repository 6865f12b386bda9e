import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import {
  next,
  nextSlide,
  previous,
  previousSlide,
  type Stop,
  startOf,
} from '../../src/client/presenter/moves.ts';
import { act, expectLinked, type Place, part, placeOf } from './presenter.ts';

export type Move = (stops: readonly Stop[], at: Place) => Place | undefined;

/** A page of the session: what a hand or a clicker does there, where that leads, and what the page shows. */
export interface Wanderer {
  readonly name: string;
  readonly page: Page;
  /** Keys and selectors. Empty: it only looks on, and may be reloaded. */
  readonly moves: readonly (readonly [string, Move])[];
  readonly placeOf: (stops: readonly Stop[]) => Promise<Place | undefined>;
  /** Waits until it may be used after a reload. */
  readonly settled: () => Promise<void>;
}

const isAt = (to: (stops: readonly Stop[]) => Stop | undefined): Move => {
  return (stops) => startOf(to(stops));
};
const first = isAt((stops) => stops[0]);
const last = isAt((stops) => stops.at(-1));
const done = async (): Promise<void> => {};

/** Both windows know the keys of clickers; the mouse is on their buttons. */
export function audienceOf(page: Page): Wanderer {
  const moves: Wanderer['moves'] = [
    ['PageDown', next],
    ['PageUp', previous],
    ['ArrowRight', next],
    ['ArrowLeft', previous],
    ['Space', next],
    ['n', next],
    ['p', previous],
    ['.navigate-right', next],
    ['.navigate-left', previous],
    ['Home', first],
  ];
  return { name: 'audience', page, moves, placeOf: () => placeOf(page), settled: done };
}

export function presenterOf(page: Page): Wanderer {
  const moves: Wanderer['moves'] = [
    ['PageDown', next],
    ['PageUp', previous],
    ['ArrowDown', next],
    ['ArrowUp', previous],
    ['Space', next],
    ['Enter', next],
    ['Backspace', previous],
    ['Shift+ArrowRight', nextSlide],
    ['Shift+ArrowLeft', previousSlide],
    ['[data-do="next"]', next],
    ['[data-do="previous"]', previous],
    ['[data-part="agenda"] li:first-child button', first],
    ['End', last],
  ];
  return { name: 'presenter', page, moves, placeOf: () => placeOf(page), settled: () => expectLinked(page) };
}

/** The phone that leads. */
export function remoteOf(page: Page): Wanderer {
  const moves: Wanderer['moves'] = [
    ['[data-do="next"]', next],
    ['[data-do="previous"]', previous],
  ];
  return { name: 'remote', page, moves, placeOf: (stops) => shownTo(page, stops), settled: done };
}

export function followerOf(page: Page): Wanderer {
  return { name: 'follower', page, moves: [], placeOf: (stops) => shownTo(page, stops), settled: done };
}

/** Where a guest's page is: the slide that it names, and the steps that can be seen on it. */
async function shownTo(page: Page, stops: readonly Stop[]): Promise<Place | undefined> {
  const said = await part(page, 'status');
  const [, number, , step] = /^Slide (\d+) of (\d+)(?:, step (\d+) of \d+)?: /.exec(said) ?? [];
  const stop = stops[Number(number) - 1];
  if (stop === undefined) return undefined;
  const seen = await page.evaluate(() => {
    const parts = document.querySelectorAll('[data-part="now"] .fragment.visible');
    return new Set([...parts].map((each, at) => each.getAttribute('data-fragment-index') ?? at)).size;
  });
  const place = { slide: stop.id, step: Number(step ?? 0) - 1 };
  return seen === place.step + 1 ? place : undefined;
}

/** Random numbers that are the same in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export interface Walk {
  readonly stops: readonly Stop[];
  readonly moves: number;
  readonly seed: number;
}

// A machine with much to do reloads a page in seconds.
const patience = { timeout: 20_000, interval: 10 };

/** Moves about in all pages at random, with reloads in between. All are held against the moves after each. */
export async function wander(all: readonly Wanderer[], { stops, moves, seed }: Walk): Promise<void> {
  const random = seeded(seed);
  const movers = all.filter((each) => each.moves.length > 0);
  const history: string[] = [];
  const places = (): Promise<Record<string, Place | undefined>> =>
    Promise.all(
      all.map(async (each) => [each.name, await each.placeOf(stops).catch(() => undefined)] as const),
    ).then((entries) => Object.fromEntries(entries));
  const expectAll = async (place: Place): Promise<void> => {
    const wanted = Object.fromEntries(all.map(({ name }) => [name, place]));
    await expect
      .poll(places, { ...patience, message: `after ${history.slice(-6).join(', ')}` })
      .toEqual(wanted);
  };
  let place = (await all[0]?.placeOf(stops)) ?? { slide: '', step: -1 };
  for (let number = 0; number < moves; number++) {
    if (random(20) === 0) {
      const again = all[random(all.length)];
      history.push(`reload ${again?.name}`);
      await again?.page.reload();
      await expectAll(place);
      await again?.settled();
    }
    const mover = movers[random(movers.length)];
    // What leads far away stands last and is rare, or it would never get far from either end.
    const choices = mover?.moves ?? [];
    const reach = random(8) === 0 ? choices.length : Math.max(2, choices.length - 1);
    const [what, move] = choices[random(reach)] ?? ['', next];
    place = move(stops, place) ?? place;
    history.push(`${mover?.name} ${what}: ${place.slide}/${place.step}`);
    if (mover !== undefined) await act(mover.page, what);
    await expectAll(place);
  }
}

/** The slides of a deck with their steps, as its page has them. */
export function stopsIn(page: Page): Promise<Stop[]> {
  return page.evaluate(() => {
    const sections = [...document.querySelectorAll('.reveal > .slides > section')];
    return sections.map((section) => {
      const parts = [...section.querySelectorAll('.fragment')];
      const indices = parts.map((part, at) => part.getAttribute('data-fragment-index') ?? `own ${at}`);
      return { id: section.id, steps: new Set(indices).size };
    });
  });
}
