import { expect, test } from 'vitest';
import { findPlace } from '../../src/client/preview/place.ts';

const old = ['a', 'b', 'c', 'd'];

test.each([
  ['it is still there', 'b', ['x', 'a', 'b'], { index: 2, isSame: true }],
  ['it was moved', 'b', ['a', 'c', 'd', 'b'], { index: 3, isSame: true }],
  ['it has another id', 'b', ['a', 'x', 'c', 'd'], { index: 1, isSame: true }],
  [
    'it has another id, and one was put in before',
    'b',
    ['x', 'a', 'y', 'c', 'd'],
    { index: 2, isSame: true },
  ],
  ['the last one has another id', 'd', ['a', 'b', 'c', 'x'], { index: 3, isSame: true }],
  ['it was dropped', 'b', ['a', 'c', 'd'], { index: 1, isSame: false }],
  ['it was dropped with those after it', 'b', ['a'], { index: 0, isSame: false }],
  ['it was dropped with the next one', 'b', ['a', 'd'], { index: 1, isSame: false }],
  ['all are others', 'b', ['x', 'y'], { index: 1, isSame: true }],
])('the place of a slide when %s', (_, current, fresh, place) => {
  expect(findPlace(old, current, fresh)).toEqual(place);
});
