import { describe, expect, test } from 'vitest';
import { drawQr } from '../../src/render/qr.ts';

/** The modules that the path fills, as rows of `#` and `.`. */
function modulesOf(text: string): string[] {
  const code = drawQr(text);
  if (code === undefined) throw new Error('no code');
  const rows = Array.from({ length: code.size }, () => Array.from({ length: code.size }, () => '.'));
  for (const [, x, y, length] of code.path.matchAll(/M(\d+) (\d+)h(\d+)v1H\1z/g)) {
    rows[Number(y)]?.fill('#', Number(x), Number(x) + Number(length));
  }
  return rows.map((row) => row.join(''));
}

describe('a QR code', () => {
  const rows = modulesOf('https://example.org/feedback');

  test('has four light modules around it', () => {
    const edges = [
      ...rows.slice(0, 4),
      ...rows.slice(-4),
      ...rows.map((row) => row.slice(0, 4) + row.slice(-4)),
    ];
    expect(edges.join('')).toMatch(/^\.+$/);
    expect(rows[4]).toContain('#');
  });

  test('has the finder pattern in three corners', () => {
    const finder = ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######'];
    const corner = (x: number, y: number): string[] => rows.slice(y, y + 7).map((row) => row.slice(x, x + 7));
    const far = rows.length - 4 - 7;
    expect([corner(4, 4), corner(far, 4), corner(4, far)]).toEqual([finder, finder, finder]);
  });

  test('says its version by its size: 17 modules and four more a version', () => {
    expect((rows.length - 8 - 17) % 4).toBe(0);
    expect(modulesOf(`https://example.org/${'a'.repeat(200)}`).length).toBeGreaterThan(rows.length);
  });

  test('is another one for another text, and the same for the same', () => {
    expect(modulesOf('https://example.org/feedback')).toEqual(rows);
    expect(modulesOf('https://example.org/feedbacks')).not.toEqual(rows);
  });

  test('is none for no text and for more than a code can hold', () => {
    expect(drawQr('')).toBeUndefined();
    expect(drawQr('ä'.repeat(1165))).toBeDefined();
    expect(drawQr('ä'.repeat(1166))).toBeUndefined();
  });
});
