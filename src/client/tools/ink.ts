import type { Ink, Pen, Spot, Stroke } from '../link/state.ts';

/** What is shown over one slide. */
export interface Marks {
  readonly strokes: readonly Stroke[];
  readonly laser: { readonly x: number; readonly y: number } | undefined;
}

/** What of pointer and drawing belongs to a slide. */
export function marksOn(
  slide: string,
  { ink, pen, laser }: { ink: Ink | undefined; pen: Pen | null | undefined; laser: Spot | null | undefined },
): Marks {
  const drawn = Object.hasOwn(ink ?? {}, slide) ? (ink?.[slide] ?? []) : [];
  const drawing = pen?.slide === slide ? [pen.stroke] : [];
  return { strokes: [...drawn, ...drawing], laser: laser?.slide === slide ? laser : undefined };
}

/** Lines of a slide, with one more; the oldest go when there are too many to be sent about. */
export function addStroke(ink: Ink, slide: string, stroke: Stroke): Ink {
  const strokes = [...(ink[slide] ?? []), stroke];
  while (strokes.length > 1 && (strokes.length > mostStrokes || countPoints(strokes) > mostPoints))
    strokes.shift();
  return { ...ink, [slide]: strokes };
}

const mostStrokes = 200;
const mostPoints = 3_000;

function countPoints(strokes: readonly Stroke[]): number {
  return strokes.reduce((sum, stroke) => sum + stroke.length / 2, 0);
}

export function withoutInk(ink: Ink, slide: string): Ink {
  const { [slide]: _, ...others } = ink;
  return others;
}

/** A hand moves further than this between two points, CSS px of the slide. */
const least = 2;
const longest = 1_500;

/** The line with a point more, unless it is where the last one is. */
export function extend(stroke: Stroke, x: number, y: number): Stroke {
  const [lastX = Number.NaN, lastY = Number.NaN] = stroke.slice(-2);
  if (stroke.length >= 2 * longest || Math.hypot(x - lastX, y - lastY) < least) return stroke;
  return [...stroke, Math.round(x), Math.round(y)];
}

/** A line through the points, rounded between them; a single point is a dot. */
export function pathOf(stroke: Stroke): string {
  const points: [number, number][] = [];
  for (let at = 0; at + 1 < stroke.length; at += 2) points.push([stroke[at] ?? 0, stroke[at + 1] ?? 0]);
  const [start, ...rest] = points;
  if (start === undefined) return '';
  const end = rest.at(-1) ?? start;
  const curves = rest.slice(0, -1).map(([x, y], index) => {
    const [nextX, nextY] = rest[index + 1] ?? end;
    return `Q${x} ${y} ${(x + nextX) / 2} ${(y + nextY) / 2}`;
  });
  return `M${start[0]} ${start[1]}${curves.join('')}L${end[0]} ${end[1]}`;
}
