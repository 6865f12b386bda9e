import { alphaOf } from './color.ts';
import type { Culprit, Fault } from './faults.ts';
import { type Box, type Frame, heightOf, widthOf } from './frame.ts';
import { beginning, type Words } from './words.ts';

/** Texts that lie over each other; each text is named once as the one above and once as the one below. */
export function findOverlaps(words: readonly Words[]): Fault[] {
  const pairs = words
    .flatMap((other, index) =>
      words.slice(index + 1).map((upper) => ({ upper, other, px: overlapOf(other, upper) })),
    )
    .filter(({ px }) => px > 0)
    .sort((a, b) => b.px - a.px);
  const above = new Set<Words>();
  const below = new Set<Words>();
  const kept = pairs.filter(({ upper, other }) => {
    const isNew = !above.has(upper) && !below.has(other);
    if (isNew) {
      above.add(upper);
      below.add(other);
    }
    return isNew;
  });
  return kept.map(({ upper, other, px }) => {
    // The foot of the slide stands last in the document and is not what somebody can mend.
    const [guilty, under] = upper.field === undefined ? [other, upper] : [upper, other];
    return {
      ...culprit(guilty),
      kind: 'overlap',
      px: Math.round(px),
      over: culprit(under),
    };
  });
}

function culprit({ field, text }: Words): Culprit {
  return { field, words: beginning(text) };
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
    const rows = each.rows.map((row) => points(row).map((point) => sightOf(frame, each, point)));
    const all = rows.flat();
    // At its ends a marker may touch the box of the last letter.
    const between = rows.flatMap((row) => row.slice(1, -1));
    if (between.includes('covered') || all.filter((sight) => sight === 'covered').length >= 2) {
      return [{ ...culprit(each), kind: 'covered' }];
    }
    return all.every((sight) => sight === 'gone') ? [{ ...culprit(each), kind: 'hidden' }] : [];
  });
}

/** A picture of this width that lies on a line is not missed. */
const spacing = 200;

/** Where a line is looked at: near both ends and between. */
export function points(row: Box): [number, number][] {
  const width = widthOf(row);
  const inset = Math.min(6, width / 4);
  const middle = row.top + heightOf(row) / 2;
  const parts = Math.ceil(width / spacing) + 1;
  return Array.from({ length: parts + 1 }, (_, index) => [
    row.left + inset + ((width - 2 * inset) * index) / parts,
    middle,
  ]);
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

export function hides(frame: Frame, element: Element): boolean {
  const style = frame.look(element);
  if (!element.checkVisibility({ checkOpacity: true }) || Number(style.opacity) < 0.5) return false;
  if (element instanceof SVGGeometryElement) {
    return alphaOf(style.fill) * Number(style.fillOpacity) > 0.5;
  }
  if (/^(?:img|video|canvas|iframe|image)$/i.test(element.tagName)) return true;
  return alphaOf(style.backgroundColor) > 0.5;
}
