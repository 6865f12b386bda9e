import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Host } from '../../src/host.ts';
import { Quiet } from '../../src/preview/quiet.ts';

const texts = new Map<string, string>();
const host = {
  now: () => new Date(),
  readText: (path: string) => {
    const text = texts.get(path);
    if (text === undefined) throw new Error('no such file');
    return text;
  },
} as Host;
let told: string[][] = [];
let quiet: Quiet;

beforeEach(() => {
  vi.useFakeTimers();
  texts.clear();
  texts.set('a.yaml', 'a: 1\n');
  told = [];
  quiet = new Quiet(host, (paths) => told.push([...paths]));
});

afterEach(() => {
  quiet.stop();
  vi.useRealTimers();
});

test('a burst is told once, 30 ms after its end', () => {
  for (let index = 0; index < 5; index++) {
    quiet.touch(index % 2 === 0 ? 'a.yaml' : 'b.png');
    vi.advanceTimersByTime(20);
  }
  vi.advanceTimersByTime(9);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([['a.yaml', 'b.png']]);
});

test.each([
  ['empty', ''],
  ['cut off in a line', 'a: 1\nb'],
  ['deleted', undefined],
])('a text that is %s is given time', (_, text) => {
  texts.delete('a.yaml');
  if (text !== undefined) texts.set('a.yaml', text);
  quiet.touch('a.yaml');
  vi.advanceTimersByTime(100);
  expect(told).toEqual([]);
  texts.set('a.yaml', 'a: 1\nb: 2\n');
  quiet.touch('a.yaml');
  vi.advanceTimersByTime(30);
  expect(told).toEqual([['a.yaml']]);
});

test('a text that stays so is told all the same', () => {
  texts.set('a.yaml', 'a: 1');
  quiet.touch('a.yaml');
  vi.advanceTimersByTime(120);
  expect(told).toEqual([['a.yaml']]);
});

test('a burst without an end is told every second', () => {
  for (let ms = 0; ms < 2_100; ms += 10) {
    quiet.touch('a.yaml');
    vi.advanceTimersByTime(10);
  }
  expect(told).toHaveLength(2);
});

test('while somebody is known to be writing it waits, but not for ever', () => {
  let isBusy = true;
  const patient = new Quiet(host, (paths) => told.push([...paths]), { isBusy: () => isBusy });
  patient.touch('a.yaml');
  vi.advanceTimersByTime(500);
  expect(told).toEqual([]);
  isBusy = false;
  vi.advanceTimersByTime(30);
  expect(told).toEqual([['a.yaml']]);
  isBusy = true;
  patient.touch('a.yaml');
  vi.advanceTimersByTime(1_000);
  expect(told).toHaveLength(2);
  patient.stop();
});

test('a finished text alone is told early, so that it can be got ready', () => {
  const early: string[] = [];
  const onEarly = (path: string): number => early.push(path);
  const stamped = { ...host, stamp: (path: string) => texts.get(path) };
  const eager = new Quiet(stamped, (paths) => told.push([...paths]), { onEarly });
  vi.advanceTimersByTime(100);
  eager.touch('a.yaml');
  vi.advanceTimersByTime(1);
  expect([early, told]).toEqual([['a.yaml'], []]);
  vi.advanceTimersByTime(8);
  expect(told).toEqual([['a.yaml']]);

  // Just after another, half a text, and two at once: nobody knows yet what it will be.
  eager.touch('a.yaml');
  vi.advanceTimersByTime(200);
  texts.set('a.yaml', 'a: 1\nb');
  eager.touch('a.yaml');
  vi.advanceTimersByTime(200);
  texts.set('a.yaml', 'a: 1\n');
  eager.touch('a.yaml');
  eager.touch('b.yaml');
  vi.advanceTimersByTime(200);
  expect(early).toEqual(['a.yaml']);
  expect(told).toHaveLength(4);
  eager.stop();
});
