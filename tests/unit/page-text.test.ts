import { describe, expect, test } from 'vitest';
import { estimateWidth, shortenTo } from '../../src/assemble/text-width.ts';
import { splitPageText } from '../../src/model/page-text.ts';

describe('texts in the margins of pages', () => {
  test.each([
    ['Page {page} of { pages }', ['Page ', '<page>', ' of ', '<pages>']],
    ['{{company}} · {section}', ['{{company}} · ', '<section>']],
    ['\\{page} \\{{name}}', ['{page} \\{{name}}']],
    ['{}{ } { a { b }', ['{}{ } { a ', '<b>']],
    ['', []],
  ])('%j', (written, parts) => {
    expect(splitPageText(written).map((each) => ('words' in each ? each.words : `<${each.name}>`))).toEqual(
      parts,
    );
  });
});

describe('the width of a text', () => {
  test('grows with letters that are wide', () => {
    const widths = ['ill', 'abc', 'ABC', '第一部'].map(estimateWidth);
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
    expect(new Set(widths).size).toBe(widths.length);
  });

  test.each([
    ['short', 20, 'short'],
    ['a long text', 4, 'a long…'],
    ['第一部鉄道', 4, '第一部…'],
    // A family of four is one letter.
    ['👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 2, '👨‍👩‍👧‍👦…'],
    ['anything', 0, ''],
  ])('%j in %d em', (text, most, kept) => {
    expect(shortenTo(text, most)).toBe(kept);
    expect(estimateWidth(kept)).toBeLessThanOrEqual(most);
  });
});
