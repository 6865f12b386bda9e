import { blend, type Color, contrastOf, parseColor, white } from './color.ts';
import type { Fault } from './faults.ts';
import { type Box, type Frame, heightOf, px, widthOf } from './frame.ts';
import { points } from './overlap.ts';
import { judgedSize } from './type.ts';
import { beginning, type Words } from './words.ts';

/** A text whose background is not one colour that styles tell. */
export interface Unseen {
  readonly words: Words;
  readonly ink: Color;
  readonly needed: number;
}

export interface ContrastFaults {
  readonly faults: Fault[];
  readonly unseen: Unseen[];
}

/** Contrast as it is painted: worked out where only plain colours are behind a text, else left to a picture. */
export function findWeakContrast(frame: Frame, words: readonly Words[]): ContrastFaults {
  const faults: Fault[] = [];
  const unseen: Unseen[] = [];
  const pseudo = paintedPseudo(frame);
  for (const each of words) {
    if (each.color.startsWith('url(')) continue;
    const ink = inkColor(frame, each);
    const needed = neededFor(frame, each);
    const papers = each.rows.flatMap((row) =>
      points(row).map((point) => paperAt(frame, each, point, pseudo)),
    );
    const solid = papers.filter((paper) => paper !== undefined);
    if (solid.length < papers.length) {
      unseen.push({ words: each, ink, needed });
      continue;
    }
    const ratio = Math.min(...solid.map((paper) => contrastOf(blend(ink, paper), paper)));
    if (ratio < needed) faults.push(weak(each, ratio, needed, 'colour'));
  }
  return { faults: summed(faults), unseen };
}

/** One fault for all texts that fall short by the same colours. */
export function summed(faults: readonly Fault[]): Fault[] {
  const kept = new Map<string, Fault>();
  for (const fault of faults) {
    if (fault.kind !== 'contrast') continue;
    const key = fault.behind === 'picture' ? 'picture' : `${fault.ratio}`;
    const before = kept.get(key);
    const others = (before?.others ?? -1) + 1;
    kept.set(key, { ...(before ?? fault), others });
  }
  return [...kept.values()];
}

function weak(words: Words, ratio: number, needed: number, behind: 'colour' | 'picture'): Fault {
  return {
    field: words.field,
    words: beginning(words.text),
    kind: 'contrast',
    // Cut, not rounded: 4.49 is not 4.5.
    ratio: Math.floor(ratio * 10) / 10,
    needed,
    behind,
  };
}

/** Large letters need less: from 31 px, or bold from 25 px. */
function neededFor(frame: Frame, { element, size }: Words): number {
  const judged = judgedSize(frame, size);
  const isBold = Number(frame.look(element).fontWeight) >= 700;
  return judged >= 31 || (judged >= 25 && isBold) ? 3 : 4.5;
}

function inkColor(frame: Frame, { element, color }: Words): Color {
  const ink = parseColor(color);
  const fill = element instanceof SVGElement ? Number(frame.look(element).fillOpacity) : 1;
  return { ...ink, alpha: ink.alpha * fill * opacityOf(frame, element) };
}

function opacityOf(frame: Frame, element: Element): number {
  let opacity = 1;
  for (let at: Element | null = element; at !== null && at !== frame.slide; at = at.parentElement) {
    opacity *= Number(frame.look(at).opacity);
  }
  return opacity;
}

/** The colour behind a text at a point; undefined when something is painted there that only a picture can tell. */
function paperAt(
  frame: Frame,
  { element }: Words,
  [x, y]: readonly [number, number],
  pseudo: (element: Element, x: number, y: number) => boolean,
): Color | undefined {
  let paper: Color = { ...white, alpha: 0 };
  let isBehind = false;
  const stack = frame.at(x, y);
  if (stack === undefined) return undefined;
  for (const each of stack) {
    // Listed from the top: what comes before the text lies over it and is judged elsewhere.
    isBehind ||= each.contains(element) || element.contains(each);
    if (!isBehind) continue;
    const style = frame.look(each);
    if (pseudo(each, x, y) || isDrawn(each, style)) return undefined;
    const layer = parseColor(style.backgroundColor);
    if (layer.alpha > 0) {
      paper = blend(paper, { ...layer, alpha: layer.alpha * opacityOf(frame, each) });
    }
    if (paper.alpha > 0.995) return paper;
  }
  return blend(paper, white);
}

function isDrawn(element: Element, style: CSSStyleDeclaration): boolean {
  return (
    style.backgroundImage !== 'none' ||
    style.mixBlendMode !== 'normal' ||
    style.filter !== 'none' ||
    style.backdropFilter !== 'none' ||
    (element instanceof SVGElement &&
      !['svg', 'g', 'text', 'tspan', 'foreignObject'].includes(element.tagName)) ||
    /^(?:img|video|canvas|iframe|object|embed)$/i.test(element.tagName)
  );
}

/** Whether a `::before` or `::after` that is placed by hand paints at a point of the slide. */
function paintedPseudo(frame: Frame): (element: Element, x: number, y: number) => boolean {
  const known = new Map<Element, readonly Box[]>();
  const boxesOf = (element: Element): readonly Box[] => {
    let boxes = known.get(element);
    if (boxes === undefined) {
      boxes = ['::before', '::after'].flatMap((name) => pseudoBox(frame, element, name) ?? []);
      known.set(element, boxes);
    }
    return boxes;
  };
  return (element, x, y) =>
    boxesOf(element).some((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
}

function pseudoBox(frame: Frame, element: Element, name: string): Box | undefined {
  const style = getComputedStyle(element, name);
  if (style.content === 'none' || style.content === 'normal' || style.position !== 'absolute')
    return undefined;
  if (style.backgroundImage === 'none' && parseColor(style.backgroundColor).alpha === 0) return undefined;
  // Its offsets are from the nearest box that is placed; of any other we know too little, so it may be anywhere.
  const parent = frame.look(element);
  const outer = frame.boxOf(element);
  if (parent.position === 'static') return frame.box;
  const left = outer.left + px(parent.borderLeftWidth) + px(style.left);
  const top = outer.top + px(parent.borderTopWidth) + px(style.top);
  return { left, top, right: left + px(style.width), bottom: top + px(style.height) };
}

/** Share of the area behind a text that may be worse: a track that crosses it, the edge of a shape. */
const allowedWorse = 0.12;

/** Looks for the texts of a slide in a picture of it that was taken without their ink. */
export function judgePicture(
  frame: Frame,
  unseen: readonly Unseen[],
  picture: ImageData,
  dotsPerPx: number,
): Fault[] {
  return summed(
    unseen.flatMap(({ words, ink, needed }) => {
      const ratios = words.rows
        .flatMap((row) => ratiosIn(frame, row, ink, picture, dotsPerPx))
        .sort((a, b) => a - b);
      const ratio = ratios[Math.floor(ratios.length * allowedWorse)] ?? 21;
      return ratio < needed ? [weak(words, ratio, needed, 'picture')] : [];
    }),
  );
}

function ratiosIn(frame: Frame, row: Box, ink: Color, picture: ImageData, dotsPerPx: number): number[] {
  const ratios: number[] = [];
  const stepX = Math.max(1, widthOf(row) / 60);
  const stepY = Math.max(1, heightOf(row) / 16);
  for (let y = row.top; y < row.bottom; y += stepY) {
    for (let x = row.left; x < row.right; x += stepX) {
      const paper = dotAt(frame.toScreen(x, y), picture, dotsPerPx);
      if (paper !== undefined) ratios.push(contrastOf(blend(ink, paper), paper));
    }
  }
  return ratios;
}

function dotAt([x, y]: readonly [number, number], picture: ImageData, dotsPerPx: number): Color | undefined {
  const [column, line] = [Math.floor(x * dotsPerPx), Math.floor(y * dotsPerPx)];
  if (column < 0 || line < 0 || column >= picture.width || line >= picture.height) return undefined;
  const at = (line * picture.width + column) * 4;
  const [red = 0, green = 0, blue = 0] = picture.data.subarray(at, at + 3);
  return { red, green, blue, alpha: 1 };
}
