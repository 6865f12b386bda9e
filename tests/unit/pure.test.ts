import { describe, expect, test } from 'vitest';
import { neededFaces } from '../../src/assemble/theme-css.ts';
import { isValidId, slugify } from '../../src/compose/ids.ts';
import { fillVariables } from '../../src/compose/variables.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { nearest } from '../../src/diagnostics/nearest.ts';
import { titleFrom } from '../../src/export/scaffold.ts';
import { minutesPattern } from '../../src/model/field-parts.ts';
import { plainText } from '../../src/model/html.ts';
import type { Theme } from '../../src/model/theme.ts';
import { sectionId } from '../../src/read/deck-files.ts';
import { helpers } from '../../src/render/helpers.ts';
import { parseLines, splitLines } from '../../src/render/highlight.ts';

describe('nearest name', () => {
  test.each([
    ['bulets', 'bullets'],
    ['Bullets', 'bullets'],
    ['two-colum', 'two-column'],
    ['tilte', 'title'],
    ['ti', undefined],
    ['something', undefined],
  ])('%s → %s', (written, expected) => {
    expect(nearest(written, ['bullets', 'title', 'two-column'])).toBe(expected);
  });
});

describe('ids', () => {
  test.each([
    ['The fork happens', 'the-fork-happens'],
    ['Ärger, *oder* nicht?', 'arger-oder-nicht'],
    ['`kubectl` [here](https://x.org)', 'kubectl-here'],
    ['漢字', ''],
  ])('%s → %s', (text, slug) => {
    expect(slugify(text)).toBe(slug);
  });
  test.each([
    ['gitops', true],
    ['git_ops-2', true],
    ['größe', true],
    ['a b', false],
    ['-a', false],
    ['a/b', false],
    ['', false],
  ])('%s is an id: %s', (id, valid) => {
    expect(isValidId(id)).toBe(valid);
  });
  test.each([
    ['10-junior.yaml', 'junior'],
    ['junior.yml', 'junior'],
    ['2.yaml', '2'],
    ['03_mid-level.yaml', 'mid-level'],
  ])('section %s is %s', (file, id) => {
    expect(sectionId(file)).toBe(id);
  });
  test.each([
    ['my-first_talk', 'My first talk'],
    ['"x": [1]', 'X 1'],
    ['---', 'My talk'],
  ])('folder %s becomes the title %s', (name, title) => {
    expect(titleFrom(name)).toBe(title);
  });
});

describe('variables', () => {
  const fill = (text: string): { text: string; unknown: number } => {
    const diagnostics: Diagnostic[] = [];
    const span = { source: { path: 'x', text }, start: 0, end: text.length };
    const filled = fillVariables(
      text,
      new Map([
        ['company', { type: 'text', value: 'Acme', text: 'Acme' }],
        ['code', { type: 'text', value: '{{company}}', text: '{{company}}' }],
      ]),
      span,
      diagnostics,
    );
    return { text: filled, unknown: diagnostics.length };
  };
  test.each([
    ['We are {{company}}', 'We are Acme', 0],
    ['We are {{ company }}.', 'We are Acme.', 0],
    ['\\{{company}}', '{{company}}', 0],
    ['{{code}}', '{{company}}', 0],
    ['{{compny}}', '{{compny}}', 1],
    ['{{#if x}}', '{{#if x}}', 1],
    ['no braces', 'no braces', 0],
  ])('%s → %s', (text, expected, unknown) => {
    expect(fill(text)).toEqual({ text: expected, unknown });
  });
});

describe('code lines', () => {
  test.each([
    ['2-3,5', [2, 3, 5]],
    [' 1 ', [1]],
    ['x', []],
    [undefined, []],
  ])('%s', (written, lines) => {
    expect([...parseLines(written)]).toEqual(lines);
  });
  test('a span over a line break is closed and opened again', () => {
    expect(
      splitLines('<span class="a">one\ntwo</span>', new Set([2])).map(({ html, lit }) => [html, lit]),
    ).toEqual([
      ['<span class="a">one</span>', false],
      ['<span class="a">two</span>', true],
    ]);
  });
});

describe('template helpers', () => {
  const context = { steps: true, labels: new Map([['of', 'von']]), lang: 'de' };
  test.each<[string, unknown[], unknown]>([
    ['add', [1, 2, 3], 6],
    ['sub', [10, 2, 3], 5],
    ['div', [1, 0], 0],
    ['mod', [-1, 4], 3],
    ['round', [2.345, 2], 2.35],
    ['cos', [60], 0.5],
    ['lineOf', [{ line: 4 }, 0], 4],
    ['lineOf', [{}, 7], 2],
    ['default', [undefined, 'x'], 'x'],
    ['default', [0, 'x'], 0],
    ['plain', ['a <b>'], 'a <b>'],
    ['label', ['of'], 'von'],
    ['label', ['nothing'], 'nothing'],
    ['step', [], 'fragment'],
    ['chars', [['ab', 'c']], 3],
    ['or', ['', 'b'], 'b'],
    ['and', [[], true], false],
  ])('%s %j → %j', (name, values, expected) => {
    expect(helpers[name]?.(context, ...values)).toEqual(expected);
  });
});

describe('minutes', () => {
  test.each([
    ['40', true],
    ['1.5', true],
    ['40m', true],
    ['1h', true],
    ['1h30m', true],
    ['90s', true],
    ['1m 30s', true],
    ['soon', false],
    ['1:30', false],
  ])('%s is a time: %s', (written, valid) => {
    expect(minutesPattern.test(written)).toBe(valid);
  });
});

test('plain text of HTML', () => {
  expect(plainText('A <strong>bold</strong>\n&amp; small &lt;b&gt;')).toBe('A bold & small <b>');
});

test('only the faces that the text needs are carried', () => {
  const face = (range: string) => ({ family: 'F', weight: '400', style: 'normal', file: range, range });
  const behind = { ...face('U+0000-FFFF'), family: 'G', file: 'behind' };
  const faces = [face('U+0000-00FF'), face('U+0100-017F'), face('U+4??'), behind];
  const theme = { faces, fonts: new Map([['text', 'F, "G", sans-serif']]) } as unknown as Theme;
  const used = new Set([...'Żółć'].map((character) => character.codePointAt(0) ?? 0));
  const needed = ['U+0000-00FF', 'U+0100-017F'];
  expect(neededFaces(theme, used).map((each) => each.file)).toEqual(needed);
  // One letter that no family before it draws is enough for a font of the deck.
  expect(neededFaces(theme, new Set([...used, 0x3042])).map((each) => each.file)).toEqual([
    ...needed,
    'behind',
  ]);
});
