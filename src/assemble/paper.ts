import type { Size } from '../model/deck.ts';
import type { Orientation } from '../model/print-format.ts';

/** Paper in CSS px: 96 to the inch. */
export type Paper = Size & { readonly name: string };

export const mm = 96 / 25.4;

export const papers: Readonly<Record<'a4' | 'letter' | 'a5', Paper>> = {
  a4: { name: 'A4', width: 210 * mm, height: 297 * mm },
  letter: { name: 'Letter', width: 8.5 * 96, height: 11 * 96 },
  a5: { name: 'A5', width: 148 * mm, height: 210 * mm },
};

/** `a4`, or width and height in mm such as `200x280`; undefined for anything else. Sides are 100 to 2000 mm. */
export function parsePaper(written: string): Paper | undefined {
  const name = written.toLowerCase();
  const known = Object.entries(papers).find(([key]) => key === name)?.[1];
  if (known !== undefined) return known;
  const [width, height] = (/^(\d+(?:\.\d+)?)[x×](\d+(?:\.\d+)?)$/.exec(name) ?? []).slice(1).map(Number);
  if (width === undefined || height === undefined) return undefined;
  if (Math.min(width, height) < 100 || Math.max(width, height) > 2000) return undefined;
  return { name: `${width} × ${height} mm`, width: width * mm, height: height * mm };
}

/** The same paper, turned if need be. */
export function turnPaper(paper: Paper, orientation: Orientation): Paper {
  const [short, long] = [Math.min(paper.width, paper.height), Math.max(paper.width, paper.height)];
  return orientation === 'portrait'
    ? { ...paper, width: short, height: long }
    : { ...paper, width: long, height: short };
}
