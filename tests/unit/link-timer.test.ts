import { describe, expect, test } from 'vitest';
import {
  askedAt,
  elapsedAt,
  pause,
  pauseAt,
  readyTimer,
  receive,
  send,
  spentOn,
  start,
  turnTo,
} from '../../src/client/link/timer.ts';

describe('the timer of a talk', () => {
  test('stands until it is started', () => {
    expect(elapsedAt(readyTimer, 5_000)).toBe(0);
    expect(turnTo(readyTimer, 5_000, 'two').phase).toBe('ready');
    expect(pause(readyTimer, 5_000)).toBe(readyTimer);
  });

  test('knows how long each slide was shown, and leaves pauses out', () => {
    let timer = start(readyTimer, 1_000, 'one');
    timer = turnTo(timer, 3_000, 'two');
    timer = pause(timer, 4_000);
    expect([elapsedAt(timer, 9_000), pauseAt(timer, 9_000)]).toEqual([3_000, 5_000]);
    timer = turnTo(timer, 9_500, 'one');
    timer = start(timer, 10_000, 'one');
    timer = turnTo(timer, 14_000, 'three');
    const at = 14_500;
    expect(['one', 'two', 'three'].map((slide) => spentOn(timer, slide, at))).toEqual([6_000, 1_000, 500]);
    expect([elapsedAt(timer, at), askedAt(timer, at), pauseAt(timer, at)]).toEqual([7_500, 6_000, 0]);
  });

  test('started or paused twice it goes on as it was', () => {
    const running = start(readyTimer, 1_000, 'one');
    expect(start(running, 2_000, 'one')).toBe(running);
    const paused = pause(running, 3_000);
    expect(pause(paused, 4_000)).toBe(paused);
  });

  test('in another window, whose clock has another zero, it shows the same', () => {
    const here = turnTo(start(readyTimer, 1_000, 'one'), 61_000, 'two');
    const there = receive(send(here, 70_000), 500);
    expect(elapsedAt(there, 1_500)).toBe(elapsedAt(here, 71_000));
    expect(spentOn(there, 'two', 1_500)).toBe(10_000);
    const paused = receive(send(pause(here, 70_000), 90_000), 0);
    expect([elapsedAt(paused, 0), pauseAt(paused, 0)]).toEqual([69_000, 20_000]);
  });

  test('a clock that jumps back never takes time away', () => {
    const timer = start(readyTimer, 10_000, 'one');
    expect(elapsedAt(timer, 9_000)).toBe(0);
  });
});
