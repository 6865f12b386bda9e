import { describe, expect, test } from 'vitest';
import { type ContentOptions, rewriteContent } from '../../src/export/content-write.ts';

/** Every glyph of the font `F1` is half as wide as it is high; the widths of no other font are known. */
const options: ContentOptions = {
  marksArtefacts: true,
  scale: 1,
  font: (name) => (name === 'F1' ? { of: () => 500 } : undefined),
  isMarkedForm: (name) => name === 'Marked',
};

function rewrite(content: string, changed: Partial<ContentOptions> = {}): string | undefined {
  return rewriteContent(content, { ...options, ...changed })
    ?.split('\n')
    .filter((line) => line !== '')
    .join(' | ');
}

/** Where each glyph of a text object stands, by what ISO 32000-1, 9.4, says of it. */
function places(content: string): [glyph: string, place: number][] {
  const found: [string, number][] = [];
  let [line, pen, size] = [0, 0, 0];
  const show = (glyphs: string): void => {
    for (const glyph of glyphs.match(/.{4}/g) ?? []) {
      found.push([glyph, pen]);
      pen += size * 0.5;
    }
  };
  const operators =
    /([\d.]+) Tf|([-\d.]+) [-\d.]+ Td|<([0-9a-f]+)>\s*Tj|\[(.*?)\]TJ|1 0 0 -1 ([\d.]+) [\d.]+ Tm/g;
  for (const [, font, move, glyphs, parts, start] of content.matchAll(operators)) {
    if (font !== undefined) size = Number(font);
    if (start !== undefined) line = Number(start);
    if (move !== undefined) line += Number(move);
    if (move !== undefined || start !== undefined) pen = line;
    if (glyphs !== undefined) show(glyphs);
    for (const [, run, back] of parts?.matchAll(/<([0-9a-f]+)>|([-\d.]+)/g) ?? []) {
      if (run === undefined) pen -= (Number(back) / 1000) * size;
      else show(run);
    }
  }
  return found;
}

describe('text', () => {
  const moves = [8, 8, 8.3, 7.9, 8.004, 8.004, 8.004, 8.004, -20, 8, 7.9999, 12.3456789];
  const glyphs = moves.map((move, index) => `${move} 0 Td <${String(index).padStart(4, '0')}> Tj`);
  const text = `BT\n/F1 16 Tf\n1 0 0 -1 75.578125 47 Tm\n<00ff> Tj\n${glyphs.join('\n')}\nET\n`;

  test('glyphs beside one another are shown together', () => {
    const line = 'BT\n/F1 14.6599998 Tf\n1 0 0 -1 75.578125 47 Tm\n<0001> Tj\n7.33 0 Td <0002> Tj\nET\n';
    expect(rewrite(line)).toBe(
      '/Artifact BMC | BT | /F1 14.66 Tf | 1 0 0 -1 75.5781 47 Tm | <00010002>Tj | ET | EMC',
    );
  });

  test.each([0.24, 1, 4])('each stays where it was, to a hundredth of a point, at scale %d', (scale) => {
    const before = places(text);
    const after = places(rewriteContent(text, { ...options, scale }) ?? '');
    expect(after.map(([glyph]) => glyph)).toEqual(before.map(([glyph]) => glyph));
    const away = after.map(([, place], index) => Math.abs(place - (before[index]?.[1] ?? 0)) * scale);
    expect(Math.max(...away)).toBeLessThan(0.01);
  });

  test('a new line begins where it did', () => {
    const lines = 'BT /F1 10 Tf 1 0 0 -1 0 0 Tm <0001> Tj 5 0 Td <0002> Tj -5 12 Td <0003> Tj ET';
    expect(rewrite(lines)).toContain('<00010002>Tj | 0 12 Td | <0003>Tj');
  });

  test('glyphs whose widths are not known are only moved', () => {
    const line = 'BT /F2 10 Tf 1 0 0 -1 0 0 Tm <01> Tj 5 0 Td <02> Tj ET';
    expect(rewrite(line)).toContain('<01>Tj | 5 0 Td | <02>Tj');
  });

  test('text that says what it stands for keeps that', () => {
    const line = 'BT /F1 10 Tf 1 0 0 -1 0 0 Tm /Span <</ActualText (q \\( (Q))>> BDC <0001> Tj EMC ET';
    expect(rewrite(line)).toContain('/Span <</ActualText (q \\( (Q))>> BDC | <0001>Tj | EMC | ET | EMC');
  });
});

describe('artefacts', () => {
  const square = '0 0 1 1 re f';
  const drawn = '0 0 1 1 re | f';

  test('what is drawn outside of marks is one, what is marked is not', () => {
    expect(rewrite(`${square} /P <</MCID 0>>BDC ${square} EMC ${square}`)).toBe(
      `/Artifact BMC | ${drawn} | EMC | /P <</MCID 0>>BDC | ${drawn} | EMC | /Artifact BMC | ${drawn} | EMC`,
    );
  });

  test('they end where what was saved is restored', () => {
    expect(rewrite(`q ${square} ${square} Q ${square}`)).toBe(
      `q | /Artifact BMC | ${drawn} | ${drawn} | EMC | Q | /Artifact BMC | ${drawn} | EMC`,
    );
  });

  test('clipping draws nothing, and marks without anything in them stay', () => {
    expect(rewrite('q 0 0 1 1 re W* n /P <</MCID 0>>BDC /G3 gs EMC Q')).toBe(
      'q | 0 0 1 1 re | W* | n | /G3 gs | /P <</MCID 0>>BDC | EMC | Q',
    );
  });

  test('a form that marks its own parts stands in none', () => {
    expect(rewrite(`${square} /Marked Do /Other Do`)).toBe(
      `/Artifact BMC | ${drawn} | EMC | /Marked Do | /Artifact BMC | /Other Do | EMC`,
    );
  });

  test('a form that is drawn as a whole has none', () => {
    expect(rewrite(`q ${square} Q`, { marksArtefacts: false })).toBe(`q | ${drawn} | Q`);
  });

  test('long numbers of a path are cut, unless it is drawn large', () => {
    const path = '0.123456 -0.98765432 m 100.5 2 l S';
    expect(rewrite(path)).toContain('.123 -.988 m | 100.5 2 l');
    expect(rewrite(`100 0 0 100 0 0 cm ${path}`)).toContain('0.123456 -0.98765432 m');
  });
});

test.each([
  'BI /W 1 /H 1 ID x EI',
  'BT /P <</MCID 0>>BDC <0001> Tj EMC ET',
  'BT /F1 10 Tf (never ends',
  '/P <</MCID 0>>BDC 0 0 1 1 re f',
  '0 0 1 1 re q f',
])('content that cannot be read is left alone: %s', (content) => {
  expect(rewrite(content)).toBeUndefined();
});
