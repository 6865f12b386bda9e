import { describe, expect, test } from 'vitest';
import { codeFrame } from '../../src/diagnostics/frame.ts';
import { plainPaint } from '../../src/diagnostics/paint.ts';
import { offsetAt, positionAt } from '../../src/diagnostics/source.ts';

function frameOf(text: string, marked: string): string {
  const source = { path: 'x.yaml', text };
  const start = text.indexOf(marked);
  return codeFrame({ source, start, end: start + marked.length }, plainPaint);
}

describe('code frame', () => {
  test.each([
    [
      'a middle line',
      'one: 1\ntwo: 2\nthree: 3\n',
      'two',
      '  1 | one: 1\n  2 | two: 2\n    | ^^^\n  3 | three: 3',
    ],
    ['the first line', 'one: 1\ntwo: 2\n', 'one', '  1 | one: 1\n    | ^^^\n  2 | two: 2'],
    ['no empty line after it', 'one: 1\n\n', '1', '  1 | one: 1\n    |      ^'],
    ['tabs', '\tone: x\n', 'x', '  1 |     one: x\n    |          ^'],
    ['CRLF', 'one: 1\r\ntwo: 2\r\n', 'two', '  1 | one: 1\n  2 | two: 2\n    | ^^^'],
    ['wide characters', 'a: 漢字 x\n', 'x', '  1 | a: 漢字 x\n    |         ^'],
    ['combining characters', 'a: e\u0301 x\n', 'x', '  1 | a: e\u0301 x\n    |      ^'],
    ['the carets stop at the line', 'a: b\nc: d\n', 'b\nc', '  1 | a: b\n    |    ^\n  2 | c: d'],
  ])('%s', (_name, text, marked, expected) => {
    expect(frameOf(text, marked)).toBe(expected);
  });

  test('a line of ten thousand characters is cut around the place', () => {
    const text = `a: ${'x'.repeat(5000)}HERE${'y'.repeat(5000)}\n`;
    const frame = frameOf(text, 'HERE');
    const [shown = '', carets = ''] = frame.split('\n');
    expect(shown.length).toBeLessThan(120);
    expect(shown.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('HERE');
  });

  test('a place at the end of the file', () => {
    const source = { path: 'x.yaml', text: 'one: 1\n' };
    expect(codeFrame({ source, start: 7, end: 7 }, plainPaint)).toBe('  1 | one: 1\n  2 |\n    | ^');
  });
});

describe('positions', () => {
  test.each([
    [0, 1, 1],
    [4, 1, 5],
    [6, 2, 1],
    [7, 2, 2],
    [99, 3, 1],
  ])('offset %i is line %i, column %i', (offset, line, column) => {
    const source = { path: 'x', text: 'abcd\r\nefg\n' };
    expect(positionAt(source, offset)).toEqual({ line, column });
    expect(offsetAt(source, line, column)).toBe(Math.min(offset, source.text.length));
  });
});
