import { describe, expect, test } from 'vitest';
import { alignLists, diffWords, movedIds } from '../../src/review/words.ts';

function marked(before: string, after: string, lang = 'en'): string {
  const signs = { same: ['', ''], gone: ['[', ']'], added: ['{', '}'] } as const;
  return diffWords(before, after, lang)
    .map(({ kind, text }) => signs[kind][0] + text + signs[kind][1])
    .join('');
}

describe('what differs between two texts', () => {
  test.each([
    ['the same', 'the same', 'en', 'the same'],
    ['', 'new', 'en', '{new}'],
    ['old', '', 'en', '[old]'],
    [
      'The train leaves at nine today',
      'The train leaves at ten today',
      'en',
      'The train leaves at [nine]{ten} today',
    ],
    ['One two three four five', 'One two, and three four five', 'en', 'One two{, and} three four five'],
    // Blanks between changed words belong to the change.
    [
      'Mind the very small gap please everybody',
      'Mind the quite large gap please everybody',
      'en',
      'Mind the [very small]{quite large} gap please everybody',
    ],
    // Nothing in common but small words.
    ['A ticket of the day', 'The bar of a train', 'en', '[A ticket of the day]{The bar of a train}'],
    // No blanks between words.
    ['電車は九時に出発します', '電車は十時に出発します', 'ja', '電車は[九時]{十時}に出発します'],
  ])('%j and %j', (before, after, lang, expected) => {
    expect(marked(before, after, lang)).toBe(expected);
  });
});

test('what stands between items that are in both is paired in order', () => {
  const rows = alignLists(['a', 'b', 'c', 'd'], ['a', 'x', 'c', 'd', 'e'], (a, b) => a === b);
  expect(rows).toEqual([
    { before: 'a', after: 'a' },
    { before: 'b', after: 'x' },
    { before: 'c', after: 'c' },
    { before: 'd', after: 'd' },
    { after: 'e' },
  ]);
});

test('only what was moved is called moved, not what it passed', () => {
  expect(movedIds(['a', 'b', 'c', 'd', 'gone'], ['b', 'c', 'd', 'a', 'new'])).toEqual(new Set(['a']));
  expect(movedIds(['a', 'b', 'c'], ['a', 'c'])).toEqual(new Set());
});
