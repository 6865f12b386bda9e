import { basename } from 'node:path';
import type { BundleFile } from '../model/bundle.ts';
import { plainText } from '../model/html.ts';
import { type RenderedDeck, renderedSlides } from '../model/rendered.ts';
import type { FontFace, Theme } from '../model/theme.ts';

/** Tokens, font faces and looks of the deck's theme, with the font files that its text needs. */
export function themeCss(
  rendered: RenderedDeck,
  folder: string,
): { css: string; files: Map<string, BundleFile> } {
  const { theme } = rendered.deck;
  const faces = neededFaces(theme, textOf(rendered));
  const files = new Map<string, BundleFile>();
  const rules = faces.map((face) => {
    const path = `${folder}/${basename(face.file)}`;
    files.set(path, { copyOf: face.file });
    return [
      '@font-face{',
      `font-family:"${face.family}";font-weight:${face.weight};font-style:${face.style};font-display:block;`,
      `src:url("${path}") format("woff2");unicode-range:${face.range}}`,
    ].join('');
  });
  return { css: [...rules, tokens(theme), theme.css].join('\n'), files };
}

function tokens(theme: Theme): string {
  const colors = [...theme.colors].map(([role, value]) => `--color-${role}:${value}`);
  const fonts = [...theme.fonts].map(([role, value]) => `--font-${role}:${value}`);
  return `:root{color-scheme:${theme.scheme};${[...colors, ...fonts].join(';')}}`;
}

function textOf(rendered: RenderedDeck): Set<number> {
  const points = new Set<number>();
  for (const slide of renderedSlides(rendered)) {
    for (const character of plainText(slide.html + slide.notes) + slide.title)
      points.add(character.codePointAt(0) ?? 0);
  }
  return points;
}

/** A face whose characters the deck does not use would be carried for nothing. */
export function neededFaces(theme: Theme, used: ReadonlySet<number>): FontFace[] {
  return theme.faces.filter((face) => {
    const ranges = parseRange(face.range);
    for (const point of used) {
      // Blanks and basic punctuation are in every face; letters decide.
      if (point > 0x40 && ranges.some(([from, to]) => point >= from && point <= to)) return true;
    }
    return false;
  });
}

/** CSS `unicode-range` as pairs of code points. */
function parseRange(range: string): [number, number][] {
  return range.split(',').map((part): [number, number] => {
    const [from = '0', to] = part.trim().replace(/^U\+/i, '').split('-');
    if (from.includes('?'))
      return [Number.parseInt(from.replaceAll('?', '0'), 16), Number.parseInt(from.replaceAll('?', 'F'), 16)];
    return [Number.parseInt(from, 16), Number.parseInt(to ?? from, 16)];
  });
}
