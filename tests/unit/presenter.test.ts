import { describe, expect, test } from 'vitest';
import { actionOf } from '../../src/client/presenter/keys.ts';
import { next, nextSlide, placeIn, previous, previousSlide } from '../../src/client/presenter/moves.ts';
import { behindBy, paceOf, planOf } from '../../src/client/presenter/plan.ts';
import { formatRemaining, formatSpan } from '../../src/client/presenter/time.ts';
import { addStroke, extend, marksOn, pathOf, withoutInk } from '../../src/client/tools/ink.ts';

describe('moves', () => {
  const stops = [
    { id: 'one', steps: 0 },
    { id: 'two', steps: 2 },
    { id: 'three', steps: 0 },
  ];
  const walk = (move: typeof next, slide: string, step: number): unknown => {
    const to = move(stops, { slide, step });
    return to === undefined ? undefined : [to.slide, to.step];
  };

  test.each([
    ['one', -1, ['two', -1], undefined],
    ['two', -1, ['two', 0], ['one', -1]],
    ['two', 0, ['two', 1], ['two', -1]],
    ['two', 1, ['three', -1], ['two', 0]],
    ['three', -1, undefined, ['two', 1]],
  ] as const)('from %s/%i', (slide, step, onward, back) => {
    expect(walk(next, slide, step)).toEqual(onward);
    expect(walk(previous, slide, step)).toEqual(back);
  });

  test('whole slides, and places of a deck that was changed', () => {
    expect(walk(nextSlide, 'two', 0)).toEqual(['three', -1]);
    expect(walk(previousSlide, 'two', 1)).toEqual(['one', -1]);
    expect(placeIn(stops, { slide: 'two', step: 9 })).toEqual({ slide: 'two', step: 1 });
    expect(placeIn(stops, { slide: 'gone', step: 1 })).toEqual({ slide: 'one', step: -1 });
    expect(placeIn([], { slide: 'one', step: 0 })).toBeUndefined();
  });
});

describe('plan against actual', () => {
  const slide = (id: string, ms: number | undefined) => ({ id, section: 's', ms });
  const plan = planOf([slide('a', 60_000), slide('b', undefined), slide('c', undefined)], 180_000);

  test('slides without minutes share what is left of the talk', () => {
    expect([...plan.slides.values()]).toEqual([60_000, 60_000, 60_000]);
    expect([...plan.starts.values()]).toEqual([0, 60_000, 120_000]);
  });

  test.each([
    ['a', 30_000, 0],
    ['a', 60_000, 0],
    ['a', 75_000, 15_000],
    ['b', 20_000, -40_000],
    ['b', 100_000, 0],
    ['c', 200_000, 20_000],
  ])('on %s after %i ms: %i', (id, elapsed, behind) => {
    expect(behindBy(plan, id, elapsed)).toBe(behind);
  });

  test('a deck without any minutes has no pace, and one of slides only has their sum', () => {
    const none = planOf([slide('a', undefined)], undefined);
    expect([none.total, behindBy(none, 'a', 1_000)]).toEqual([undefined, undefined]);
    expect(planOf([slide('a', 1_000), slide('b', 2_000)], undefined).total).toBe(3_000);
    expect(behindBy(plan, 'unknown', 0)).toBeUndefined();
  });

  test.each([
    [9_000, 'on-time'],
    [-9_000, 'on-time'],
    [10_000, 'behind'],
    [-10_000, 'ahead'],
  ])('%i ms is %s', (behind, pace) => {
    expect(paceOf(behind)).toBe(pace);
  });
});

test.each([
  [0, '0:00', '0:00'],
  [999, '0:00', '0:01'],
  [65_000, '1:05', '1:05'],
  [3_725_000, '1:02:05', '1:02:05'],
  [-30_500, '-0:30', '+0:30'],
])('%i ms: %s, %s left', (ms, span, remaining) => {
  expect(formatSpan(ms)).toBe(span);
  expect(formatRemaining(ms)).toBe(remaining);
});

describe('keys', () => {
  const press = (key: string, held: object = {}, direction: 'ltr' | 'rtl' = 'ltr'): unknown =>
    actionOf({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held }, direction);

  test.each([
    ['PageDown', 'next'],
    ['PageUp', 'previous'],
    ['ArrowRight', 'next'],
    ['ArrowLeft', 'previous'],
    ['ArrowDown', 'next'],
    ['ArrowUp', 'previous'],
    [' ', 'next'],
    ['b', 'black'],
    ['B', 'black'],
    ['.', 'black'],
    ['F5', 'start'],
    ['?', 'help'],
    ['F12', undefined],
  ])('%s', (key, action) => {
    expect(press(key)).toBe(action);
  });

  test('with Shift, Control and from right to left', () => {
    const shiftKey = true;
    expect([press(' ', { shiftKey }), press('ArrowDown', { shiftKey })]).toEqual(['previous', 'scroll-down']);
    expect([press('ArrowRight', { shiftKey }), press('?', { shiftKey })]).toEqual(['next-slide', 'help']);
    expect([press('r', { ctrlKey: true }), press('F5', { ctrlKey: true })]).toEqual([undefined, undefined]);
    expect([press('ArrowLeft', {}, 'rtl'), press('ArrowRight', {}, 'rtl')]).toEqual(['next', 'previous']);
  });
});

describe('drawing', () => {
  test('a line keeps the points that a hand can tell apart', () => {
    const stroke = [0, 1, 10, 11, 30].reduce((line, x) => extend(line, x, 0), [] as readonly number[]);
    expect(stroke).toEqual([0, 0, 10, 0, 30, 0]);
    expect(pathOf(stroke)).toBe('M0 0Q10 0 20 0L30 0');
    expect([pathOf([5, 6]), pathOf([])]).toEqual(['M5 6L5 6', '']);
  });

  test('belongs to its slide, and can be taken away', () => {
    const ink = addStroke(addStroke({}, 'one', [0, 0]), 'two', [1, 1]);
    const pen = { slide: 'one', stroke: [2, 2] };
    const laser = { slide: 'two', x: 3, y: 4 };
    expect(marksOn('one', { ink, pen, laser })).toEqual({
      strokes: [
        [0, 0],
        [2, 2],
      ],
      laser: undefined,
    });
    expect(marksOn('two', { ink, pen: null, laser })).toEqual({ strokes: [[1, 1]], laser });
    expect(marksOn('toString', { ink, pen: null, laser: null }).strokes).toEqual([]);
    expect(withoutInk(ink, 'one')).toEqual({ two: [[1, 1]] });
  });

  test('never grows beyond what can be sent', () => {
    let ink = {};
    const line = Array.from({ length: 1_000 }, (_, index) => index * 3);
    for (let count = 0; count < 300; count++) ink = addStroke(ink, 'one', line);
    expect(JSON.stringify(ink).length).toBeLessThan(64 * 1024);
  });
});
