import { basename, extname } from 'node:path';
import type { BundleFile } from '../model/bundle.ts';
import { counterStyleOf } from '../model/language.ts';
import { drawnLetters, type RenderedDeck, renderedSlides } from '../model/rendered.ts';
import { type FontFace, familiesOf, fontRoles, parseRange, type Theme } from '../model/theme.ts';

/** Tokens, font faces and looks of the deck's theme, with the font files that its text needs. */
export function themeCss(
  rendered: RenderedDeck,
  folder: string,
): { css: string; files: Map<string, BundleFile> } {
  const { theme } = rendered.deck;
  const { css, files } = faceRules(neededFaces(theme, textOf(rendered)), folder);
  const digits = `@counter-style digits{system:extends ${counterStyleOf(rendered.deck.lang)}}`;
  return { css: [css, digits, tokens(theme), theme.css].join('\n'), files };
}

/** Font faces as CSS, with their files at the paths that it names. */
export function faceRules(
  faces: readonly FontFace[],
  folder: string,
): { css: string; files: Map<string, BundleFile> } {
  const files = new Map<string, BundleFile>();
  const rules = faces.map((face) => {
    const path = addFile(files, folder, face.file);
    return [
      '@font-face{',
      `font-family:"${face.family}";font-weight:${face.weight};font-style:${face.style};font-display:block;`,
      `src:url("${path}") format("${formats[extname(path).toLowerCase()] ?? 'woff2'}");unicode-range:${face.range}}`,
    ].join('');
  });
  return { css: rules.join('\n'), files };
}

const formats: Readonly<Record<string, string>> = { '.woff': 'woff', '.ttf': 'truetype', '.otf': 'opentype' };

/** Path of a font file in the bundle: its own name, in letters that mean nothing in CSS, and once only. */
function addFile(files: Map<string, BundleFile>, folder: string, file: string): string {
  const name = basename(file).replace(/[^\w.-]/g, '_');
  for (let count = 1; ; count++) {
    const path = `${folder}/${count === 1 ? '' : `${count}-`}${name}`;
    const there = files.get(path);
    if (there === undefined || ('copyOf' in there && there.copyOf === file)) {
      files.set(path, { copyOf: file });
      return path;
    }
  }
}

/** Colours and fonts of a theme as custom properties. */
export function tokens(theme: Theme): string {
  const colors = [...theme.colors].map(([role, value]) => `--color-${role}:${value}`);
  const fonts = [...theme.fonts].map(([role, value]) => `--font-${role}:${value}`);
  return `:root{color-scheme:${theme.scheme};${[...colors, ...fonts].join(';')}}`;
}

function textOf(rendered: RenderedDeck): Set<number> {
  const points = new Set<number>();
  for (const slide of renderedSlides(rendered)) {
    for (const character of drawnLetters(slide)) points.add(character.codePointAt(0) ?? 0);
  }
  return points;
}

/**
 * A face whose characters the deck does not use would be carried for nothing, and so would one whose characters a family
 * draws that is asked before it.
 */
export function neededFaces(theme: Theme, used: ReadonlySet<number>): FontFace[] {
  const parsed = theme.faces.map(({ family, range }) => ({ family, ranges: parseRange(range) }));
  const rangesOf = (family: string): [number, number][] =>
    parsed.filter((face) => face.family === family).flatMap(({ ranges }) => ranges);
  // Blanks and basic punctuation are in every face; letters decide.
  const letters = [...used].filter((point) => point > 0x40);
  const lists = fontRoles.map((role) => familiesOf(theme, role));
  return theme.faces.filter((face, index) => {
    const ranges = parsed[index]?.ranges ?? [];
    const asked = lists.filter((list) => list.includes(face.family));
    const before = asked.map((list) => list.slice(0, list.indexOf(face.family)).flatMap(rangesOf));
    return letters.some(
      (point) =>
        isWithin(point, ranges) &&
        (before.length === 0 || before.some((earlier) => !isWithin(point, earlier))),
    );
  });
}

function isWithin(point: number, ranges: readonly (readonly [number, number])[]): boolean {
  return ranges.some(([from, to]) => point >= from && point <= to);
}
