import { describe, expect, test } from 'vitest';
import { alignItems } from '../../src/export/locale-align.ts';
import {
  type Agreed,
  formatLock,
  hashOfNode,
  hashOfText,
  lockKey,
  parseLock,
  stateOf,
} from '../../src/model/agreement.ts';
import type { ScalarNode, SequenceNode } from '../../src/model/node.ts';
import { hasWords, type Translatable } from '../../src/model/translatable.ts';
import { parseYaml } from '../../src/read/yaml.ts';

const span = { source: { path: '', text: '' }, start: 0, end: 0 };
const text = (value: string): ScalarNode => ({ kind: 'scalar', value, text: value, span });
const unit = (source: string, written?: string) => ({
  path: ['slides', 'why', 'title'],
  source: text(source),
  isWanted: true,
  ...(written === undefined ? {} : { written: text(written) }),
});

describe('the state of a translation', () => {
  const agreed = (source: string, written: string): Agreed => ({
    base: hashOfText(source),
    own: written === '-' ? '-' : hashOfText(written),
  });
  test.each<[string, string, string | undefined, readonly Agreed[], string]>([
    ['nothing written', 'Old', undefined, [], 'missing'],
    ['never recorded', 'Old', 'Viejo', [], 'translated'],
    ['as recorded', 'Old', 'Viejo', [agreed('Old', 'Viejo')], 'translated'],
    ['words changed, source not', 'Old', 'Antiguo', [agreed('Old', 'Viejo')], 'translated'],
    ['source changed', 'New', 'Viejo', [agreed('Old', 'Viejo')], 'stale'],
    ['source changed, and so did the words', 'New', 'Nuevo', [agreed('Old', 'Viejo')], 'translated'],
    ['filled from an older source', 'New', 'Viejo', [agreed('Old', '-')], 'stale'],
    ['filled from what there is', 'Old', 'Viejo', [agreed('Old', '-')], 'translated'],
    ['only white space changed', 'An  old\ntext', 'Viejo', [agreed('An old text', 'Viejo')], 'translated'],
    [
      'two branches, one of them agrees',
      'New',
      'Nuevo',
      [agreed('Old', 'Nuevo'), agreed('New', 'Nuevo')],
      'translated',
    ],
    [
      'two branches, neither agrees',
      'Newer',
      'Nuevo',
      [agreed('Old', 'Nuevo'), agreed('New', 'Nuevo')],
      'stale',
    ],
  ])('%s', (_, source, written, all, expected) => {
    expect(stateOf(unit(source, written), all)).toBe(expected);
  });
});

test.each([
  ['Night trains', true],
  ['3 AM', true],
  ['42', false],
  ['99.9 %', false],
  ['{{company}}', false],
  ['{{company}} at night', true],
  ['https://example.org/a', false],
  ['see https://example.org', true],
  ['夜行列車', true],
])('%s has words: %s', (written, expected) => {
  expect(hasWords(written)).toBe(expected);
});

describe('the lock', () => {
  const key = lockKey('profile', 'for crews', 'slide', 'why');
  const lock = new Map([
    [key, [{ base: '0123456789' }]],
    [lockKey('locale', 'es', 'deck.title'), [{ base: '0123456789', own: '-' }]],
  ]);

  test('what is written is read again', () => {
    expect(parseLock(formatLock(lock))).toEqual({ lock, wrong: [] });
    expect(key).toBe('profile for%20crews slide why');
  });

  test('lines of two branches stand side by side', () => {
    const other = formatLock(new Map([[key, [{ base: 'aaaaaaaaaa' }]]]));
    expect(parseLock(formatLock(lock) + other).lock.get(key)).toEqual([
      { base: '0123456789' },
      { base: 'aaaaaaaaaa' },
    ]);
  });

  test('what is no entry is told by its line', () => {
    expect(parseLock('# a\nprofile crew 0123456789\n=======\nprofile crew\n').wrong).toEqual([2, 3]);
  });

  test('a hash does not depend on the order of keys, on quotes, comments or places', () => {
    const hash = (yaml: string): string => {
      const { value } = parseYaml({ path: '', text: yaml });
      return value === undefined ? '' : hashOfNode(value);
    };
    expect(hash('{ a: x, b: [1, 2] }')).toBe(hash('# said\nb:\n  - 1\n  - "2"\na: x\n'));
    expect(hash('a: x')).not.toBe(hash('a: y'));
    expect(hash('a: [x, y]')).not.toBe(hash('a: [y, x]'));
  });
});

describe('items of a list find their translation', () => {
  const list = (items: string): Extract<Translatable, { kind: 'list' }> => ({
    kind: 'list',
    node: { kind: 'sequence', items: [], span } satisfies SequenceNode,
    items: [...items].map((item, index) => ({
      index,
      words: { kind: 'text', node: text(`item ${item}`), isWanted: true },
    })),
  });
  const locked = (items: string): Map<string, Agreed[]> =>
    new Map([...items].map((item, index) => [String(index), [{ base: hashOfText(`item ${item}`) }]]));

  test.each<[string, string, string | undefined]>([
    ['abc', 'abc', undefined],
    ['abc', 'axc', undefined], // one was edited in its place
    ['abc', 'cab', '2 0 1'],
    ['abc', 'xabc', '_ 0 1 2'],
    ['abc', 'abcx', '0 1 2 _'],
    ['abc', 'ac', '0 2'],
    ['abc', 'c', '2'],
    ['abc', 'cxa', '2 _ 0'],
    ['abcd', 'axcdy', '0 1 2 3 _'], // edited, and one more at the end
    ['aab', 'aba', '0 2 1'],
  ])('%s becomes %s: %s', (before, now, expected) => {
    const places = alignItems(list(now), before.length, locked(before));
    expect(places?.map((place) => place ?? '_').join(' ')).toBe(expected);
  });

  test('without a record they keep their place', () => {
    expect(alignItems(list('abc'), 3, new Map())).toBeUndefined();
    expect(alignItems(list('abc'), 2, new Map())).toEqual([0, 1, undefined]);
  });
});
