import { alphaOf } from './color.ts';
import type { Fault } from './faults.ts';
import { type Box, type Frame, heightOf, widthOf } from './frame.ts';
import { beginning, type Words } from './words.ts';

/** Texts that lie over each other; for each text the worst. */
export function findOverlaps(words: readonly Words[]): Fault[] {
  const worst = new Map<Words, { readonly other: Words; readonly px: number }>();
  words.forEach((lower, index) => {
    for (const upper of words.slice(index + 1)) {
      const px = overlapOf(lower, upper);
      if (px > (worst.get(upper)?.px ?? 0)) worst.set(upper, { other: lower, px });
    }
  });
  return [...worst].map(([upper, { other, px }]) => ({
    field: upper.field,
    words: beginning(upper.text),
    kind: 'overlap',
    px: Math.round(px),
    over: { field: other.field, words: beginning(other.text) },
  }));
}

/** The smaller side of the largest piece that two texts have in common; 0 when their letters do not meet. */
function overlapOf(a: Words, b: Words): number {
  let largest = 0;
  // Boxes of ink are those of the tallest letter in the text: lines of one paragraph may seem to touch.
  const least = a.element.parentElement === b.element.parentElement ? 0.3 : 0.12;
  const needed = Math.max(3, least * Math.min(a.size, b.size));
  for (const one of a.rows) {
    for (const other of b.rows) {
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const tall = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (wide > 3 && tall > needed) largest = Math.max(largest, Math.min(wide, tall));
    }
  }
  return largest;
}

/** Texts that something opaque is painted over, and texts that a `clip-path` or the like takes away. */
export function findCovered(frame: Frame, words: readonly Words[]): Fault[] {
  return words.flatMap((each): Fault[] => {
    const sights = each.rows.flatMap((row) => points(row).map((point) => sightOf(frame, each, point)));
    const culprit = { field: each.field, words: beginning(each.text) };
    // A single covered point may be a marker that touches the last letter's box.
    if (sights.filter((sight) => sight === 'covered').length >= 2) return [{ ...culprit, kind: 'covered' }];
    if (sights.length > 0 && sights.every((sight) => sight === 'gone')) {
      return [{ ...culprit, kind: 'hidden' }];
    }
    return [];
  });
}

/** Where a line is looked at: near both ends and between. */
export function points(row: Box): [number, number][] {
  const inset = Math.min(6, widthOf(row) / 4);
  const middle = row.top + heightOf(row) / 2;
  return [
    [row.left + inset, middle],
    [(row.left + row.right) / 2, middle],
    [row.right - inset, middle],
  ];
}

function sightOf(
  frame: Frame,
  { element }: Words,
  [x, y]: readonly [number, number],
): 'seen' | 'covered' | 'gone' {
  if (frame.look(element).pointerEvents === 'none') return 'seen';
  for (const above of frame.at(x, y) ?? []) {
    if (above === element || element.contains(above)) return 'seen';
    // Letters of a drawing are only hit where they have ink.
    if (above.contains(element)) return element instanceof SVGElement ? 'seen' : 'gone';
    if (hides(frame, above)) return 'covered';
  }
  return 'seen';
}

function hides(frame: Frame, element: Element): boolean {
  const style = frame.look(element);
  if (!element.checkVisibility({ checkOpacity: true }) || Number(style.opacity) < 0.5) return false;
  if (element instanceof SVGGeometryElement) {
    return alphaOf(style.fill) * Number(style.fillOpacity) > 0.5;
  }
  if (/^(?:img|video|canvas|iframe|image)$/i.test(element.tagName)) return true;
  return alphaOf(style.backgroundColor) > 0.5;
}
