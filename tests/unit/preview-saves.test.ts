import {
  mkdtempSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createNodeHost } from '../../src/host-node.ts';
import type { PreviewState } from '../../src/preview/message.ts';
import { Session } from '../../src/preview/session.ts';
import { Watch, watchedTrees } from '../../src/preview/watch.ts';
import { createTestDeck } from '../support/preview-deck.ts';

const deck = createTestDeck();
const aside = mkdtempSync(join(tmpdir(), 'test-of-saves-'));
const path = deck.path('sections/10-one.yaml');
/** What pages were sent, in order. */
const states: PreviewState[] = [];
let session: Session;
let watch: Watch;

beforeAll(async () => {
  const host = createNodeHost(deck.folder);
  const pages = {
    accept: () => {},
    send: (message: string) => states.push(JSON.parse(message)),
    close: () => {},
    count: 0,
  };
  session = new Session(host, deck.folder, 1, pages, {});
  const rebuild = (paths: ReadonlySet<string>): void => void session.rebuild(paths);
  watch = await Watch.open(host, watchedTrees(host, deck.folder), rebuild, (early) => session.prepare(early));
  session.rebuild(new Set());
});

afterAll(async () => {
  session.end();
  await watch.close();
  await deck.remove();
  rmSync(aside, { recursive: true, force: true });
});

/** The last slide has the number of the save, too: a half file would not. */
function textOf(save: number): string {
  return deck.points.replace('First point', `Begin ${save};`).replace('The end', `End ${save};`);
}

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** All that an editor does to the file, with the new text at its end. */
const styles: readonly ((text: string, save: number) => Promise<void> | void)[] = [
  (text) => writeFileSync(path, text),
  (text) => {
    writeFileSync(`${path}~`, text);
    renameSync(`${path}~`, path);
  },
  (text) => {
    unlinkSync(path);
    writeFileSync(path, text);
  },
  async (text) => {
    for (const share of [0, 0.5, 1]) {
      writeFileSync(path, text.slice(0, Math.floor(text.length * share)));
      await soon();
    }
  },
  (text) => {
    for (let index = 0; index < 5; index++) writeFileSync(path, text.replace('Points', `Points ${index}`));
    writeFileSync(path, text);
  },
  // As a branch switch that swaps a link for a file, and back.
  (text, save) => {
    const target = join(aside, `${save}.yaml`);
    writeFileSync(target, text);
    unlinkSync(path);
    symlinkSync(target, path);
    expect(readlinkSync(path)).toBe(target);
    unlinkSync(path);
    writeFileSync(path, text);
  },
];

const saves = 1_000;

test(`${saves} saves in six styles: none is missed, none is shown half`, { timeout: 240_000 }, async () => {
  const seen = new Set<number>();
  let from = states.length;
  for (let save = 0; save < saves; save++) {
    await styles[save % styles.length]?.(textOf(save), save);
    // Four follow at once; every fifth has to arrive before the next begins, so that each style has its turn.
    if (save % 5 < 4) await new Promise((resolve) => setTimeout(resolve, save % 7));
    else await until(() => shown() === save, `save ${save} is shown`);
    for (const state of states.slice(from)) for (const number of numbersIn(state)) seen.add(number);
    from = states.length;
  }
  expect(shown()).toBe(saves - 1);
  // Several are shown on the way, or nothing of this was tried.
  expect(seen.size).toBeGreaterThan(150);
  expect(states.flatMap(({ problems }) => problems)).toEqual([]);
});

/** The save that a freshly loaded page would show; undefined when it is none, or half of one. */
function shown(): number | undefined {
  const { body = '' } = session.answer('/') ?? {};
  const [, begin] = /Begin (\d+);/.exec(String(body)) ?? [];
  const [, end] = /End (\d+);/.exec(String(body)) ?? [];
  expect(begin).toBe(end);
  return begin === undefined ? undefined : Number(begin);
}

/** Numbers of the saves in a patch; both ends of the file have the same. */
function numbersIn({ patch }: PreviewState): number[] {
  const html = (patch?.slides ?? []).map((slide) => slide.html).join('\n');
  const found = [...html.matchAll(/(?:Begin|End) (\d+);/g)].map(([, number]) => Number(number));
  expect(new Set(found).size).toBeLessThan(2);
  return found;
}

async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 1_000 && !isSo(); tries++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(isSo(), what).toBe(true);
}
