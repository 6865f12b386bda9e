import { type Bound, boundsFinder, rounding } from './bounds.ts';
import type { Fault } from './faults.ts';
import { type Box, excess, type Frame, heightOf, largest, nothing, widthOf } from './frame.ts';
import type { Picture } from './pictures.ts';
import { beginning, type Words } from './words.ts';

/** Of a slide's edge. */
const tolerance = 2;
const marginSlack = 8;
const titleLines = 2;

interface Leaving {
  readonly thing: Words | Picture;
  readonly bound: Bound;
  readonly over: Box;
}

/** What leaves its place or is cut off there, and the things concerned: other faults of theirs only follow from it. */
export interface RoomFaults {
  readonly faults: Fault[];
  readonly concerned: ReadonlySet<Words | Picture>;
}

/** Each box that is too small for its content is one fault, at the first text that does not fit. */
export function findRoomFaults(
  frame: Frame,
  words: readonly Words[],
  pictures: readonly Picture[],
): RoomFaults {
  const boundsOf = boundsFinder(frame);
  const groups = new Map<Element, Leaving[]>();
  for (const thing of [...words, ...pictures]) {
    const leaving = firstLeft(thing, boundsOf(thing.element));
    if (leaving === undefined) continue;
    const { element } = leaving.bound;
    groups.set(element, [...(groups.get(element) ?? []), leaving]);
  }
  const titles = findLongTitles(frame, words);
  const pushed = Math.max(0, ...titles.map((each) => each.px));
  const faults: Fault[] = titles.map((each) => each.fault);
  const concerned = new Set<Words | Picture>();
  for (const group of groups.values()) {
    for (const { thing } of group) concerned.add(thing);
    const fault = describe(frame, group, words);
    // A title that is mended gives its room back.
    const follows = fault.kind === 'overflow' && fault.axis === 'tall' && fault.px <= pushed;
    if (!follows) faults.push(fault);
  }
  return { faults: merged(faults), concerned };
}

/** Items of one list that lack the same room lack it for the same reason. */
function merged(faults: readonly Fault[]): Fault[] {
  const kept: Fault[] = [];
  for (const fault of faults) {
    const alike = kept.findIndex((each) => isAlike(each, fault));
    const first = kept[alike];
    if (first === undefined) kept.push(fault);
    else kept[alike] = { ...first, others: (first.others ?? 0) + 1 };
  }
  return kept;
}

function isAlike(a: Fault, b: Fault): boolean {
  if ((a.kind !== 'overflow' && a.kind !== 'cut') || a.kind !== b.kind) return false;
  const pattern = ({ field }: Fault): string | undefined => field?.replace(/\d+/g, '*');
  if (a.kind === 'overflow' && b.kind === 'overflow' && a.beyond !== b.beyond) return false;
  return a.axis === b.axis && Math.abs(a.px - b.px) <= 1 && pattern(a) === pattern(b);
}

function firstLeft(thing: Words | Picture, bounds: readonly Bound[]): Leaving | undefined {
  for (const bound of bounds) {
    // What is cut off or leaves the slide is ink; a box is full when the line has no room in it.
    const parts = bound.kind === 'clip' || bound.kind === 'slide' ? thing.rows : thing.lines;
    const all = parts.map((part) => excess(part, bound.box)).reduce(largest, nothing);
    const over = {
      left: bound.wide ? all.left : 0,
      right: bound.wide ? all.right : 0,
      top: bound.tall ? all.top : 0,
      bottom: bound.tall ? all.bottom : 0,
    };
    // A picture that is cropped is cropped on purpose.
    if (bound.kind === 'clip' && !isWords(thing)) continue;
    if (isOver(over, rounding) && isOver(over, bound.slack)) return { thing, bound, over };
  }
  return undefined;
}

function isOver(over: Box, [across, down]: Bound['slack']): boolean {
  return Math.max(over.left, over.right) > across || Math.max(over.top, over.bottom) > down;
}

function isWords(thing: Words | Picture): thing is Words {
  return 'node' in thing;
}

function describe(frame: Frame, group: readonly Leaving[], words: readonly Words[]): Fault {
  const { bound } = group[0] as Leaving;
  const over = group.map((each) => each.over).reduce(largest, nothing);
  const [tall, wide] = [over.top + over.bottom, over.left + over.right];
  const axis = tall > wide ? 'tall' : 'wide';
  const px = Math.round(Math.max(tall, wide));
  const leaving = group.map((each) => each.thing).filter(isWords);
  const within = words.filter((each) => bound.element.contains(each.element) && sharesColumn(each, leaving));
  if (leaving.length === 0) return describePicture(frame, group, axis, px);
  const whole = axis === 'wide' ? commonField(leaving) : (commonField(within) ?? largestField(within));
  const guilty =
    leaving.find((each) => belongs(each, whole)) ?? within.findLast((each) => belongs(each, whole));
  const { field, text } = guilty ?? (leaving[0] as Words);
  const culprit = { field, words: beginning(text) };
  const characters = charactersOver(axis === 'tall' ? within : leaving, axis, px);
  if (bound.kind === 'clip') return { ...culprit, kind: 'cut', axis, px, characters };
  return { ...culprit, kind: 'overflow', axis, px, whole, beyond: howFar(frame, group), characters };
}

/** What stands beside the texts that do not fit is not to blame for them. */
function sharesColumn(words: Words, leaving: readonly Words[]): boolean {
  return leaving.some(({ rows }) =>
    rows.some((row) => words.rows.some((own) => own.left < row.right && row.left < own.right)),
  );
}

function describePicture(frame: Frame, group: readonly Leaving[], axis: 'tall' | 'wide', px: number): Fault {
  const field = group[0]?.thing.field;
  return { field, words: '', kind: 'overflow', axis, px, whole: field, beyond: howFar(frame, group) };
}

/** Characters that take up so many px: whole lines of the usual filling, or the end of a line. */
function charactersOver(words: readonly Words[], axis: 'tall' | 'wide', px: number): number {
  const rows = words.flatMap((each) => each.rows);
  const letters = words.reduce((sum, each) => sum + each.text.length, 0);
  if (axis === 'wide') {
    const width = rows.reduce((sum, row) => sum + widthOf(row), 0);
    return Math.ceil((px * letters) / Math.max(1, width));
  }
  const size = words.reduce((sum, each) => sum + each.size, 0) / Math.max(1, words.length);
  const lines = Math.ceil(px / (size * 1.3) - 0.2);
  return Math.ceil((Math.max(1, lines) * letters) / Math.max(1, lineCount(rows)));
}

/** Texts beside each other share a line. */
function lineCount(rows: readonly Box[]): number {
  let count = 0;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const row of [...rows].sort((a, b) => a.top - b.top)) {
    if ((row.top + row.bottom) / 2 > bottom) {
      count++;
      bottom = row.bottom;
    }
  }
  return count;
}

/** `points` for `points.0` and `points.1`; undefined when they have nothing in common or one has no field. */
function commonField(words: readonly Words[]): string | undefined {
  const fields = new Set(words.map((each) => each.field ?? ''));
  if (fields.size === 1) return words[0]?.field;
  const [first = [], ...others] = [...fields].map((field) => (field.split('#')[0] ?? '').split('.'));
  const length = first.findIndex((part, index) => others.some((parts) => parts[index] !== part));
  const common = (length < 0 ? first : first.slice(0, length)).join('.');
  return common === '' ? undefined : common;
}

/** Of several fields in one box the one that takes up most of it is where there is most to mend. */
function largestField(words: readonly Words[]): string | undefined {
  const heights = new Map<string, number>();
  for (const { field, lines } of words) {
    const root = field?.split(/[.#]/)[0];
    if (root === undefined) continue;
    const height = lines.reduce((sum, line) => sum + heightOf(line), 0);
    heights.set(root, (heights.get(root) ?? 0) + height);
  }
  return [...heights].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function belongs({ field }: Words, whole: string | undefined): boolean {
  return whole !== undefined && field?.startsWith(whole) === true;
}

function howFar(frame: Frame, group: readonly Leaving[]): 'box' | 'margin' | 'furniture' | 'slide' {
  const rows = group.flatMap((each) => each.thing.rows);
  const over = (box: Box): Box => rows.map((row) => excess(row, box)).reduce(largest, nothing);
  const any = (box: Box, px: number): boolean => Math.max(box.left, box.top, box.right, box.bottom) > px;
  if (any(over(frame.box), tolerance)) return 'slide';
  const intoMargin = over(frame.safe);
  // What is placed by hand may stand in the margin.
  if (group.every((each) => each.bound.kind === 'slide') || !any(intoMargin, marginSlack)) return 'box';
  const hasFurniture = frame.slide.classList.contains('has-furniture');
  return hasFurniture && intoMargin.bottom > marginSlack ? 'furniture' : 'margin';
}

interface LongTitle {
  readonly fault: Fault;
  /** Height of the lines that are too many. */
  readonly px: number;
}

function findLongTitles(frame: Frame, words: readonly Words[]): LongTitle[] {
  return [...frame.slide.querySelectorAll('.title')].flatMap((title) => {
    const inside = words.filter((each) => title.contains(each.element));
    const [first] = inside;
    const lines = lineCount(inside.flatMap((each) => each.rows));
    if (first === undefined || lines <= titleLines) return [];
    const letters = inside.reduce((sum, each) => sum + each.text.length, 0);
    const characters = Math.ceil((letters * (lines - titleLines)) / lines);
    const px = (lines - titleLines) * first.size * 1.3;
    const culprit = { field: first.field, words: beginning(first.text) };
    return [{ fault: { ...culprit, kind: 'title-lines', lines, characters }, px }];
  });
}
