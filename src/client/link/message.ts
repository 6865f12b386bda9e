import {
  type Ink,
  type Key,
  keys,
  type Pen,
  type Position,
  type Spot,
  type Stamp,
  type Stroke,
} from './state.ts';
import type { SentTimer } from './timer.ts';

/** What a window is for. A `remote` may lead, a `follower` only looks on. */
export type Role = 'audience' | 'presenter' | 'remote' | 'follower';

/** Values on their way: the timer without its zero. */
export interface SentValues {
  readonly place: Position;
  readonly black: boolean;
  readonly timer: SentTimer;
  readonly lead: string;
  readonly laser: Spot | null;
  readonly pen: Pen | null;
  readonly ink: Ink;
}
export type SentState = {
  readonly [K in Key]?: { readonly value: SentValues[K]; readonly stamp: Stamp };
};

/**
 * `hello` says what a window knows and asks for what is newer; `state` is the answer, and what changes from then on. An
 * answer names whom it is `to`: a page that was reloaded may still hear answers to the one before it.
 */
export type Message =
  | {
      readonly kind: 'hello';
      readonly from: string;
      readonly role: Role;
      readonly stamps: { readonly [K in Key]?: Stamp };
    }
  | {
      readonly kind: 'state';
      readonly from: string;
      readonly role: Role;
      readonly cells: SentState;
      readonly to?: string;
    };

/** Bounds of what is taken over from another window. */
const most = { count: 1e12, text: 200, slides: 10_000, strokes: 400, points: 4_000, ms: 1e9 };

const roles: readonly string[] = ['audience', 'presenter', 'remote', 'follower'] satisfies Role[];

/** The message, if it is one in every part; else nothing of it counts. */
export function readMessage(written: unknown): Message | undefined {
  if (!isMap(written) || !isText(written.from) || !roles.includes(String(written.role))) return undefined;
  const { from } = written;
  const role = written.role as Role;
  if (written.kind === 'hello' && isMap(written.stamps)) {
    const stamps = Object.entries(written.stamps);
    if (!stamps.every(([key, stamp]) => isKey(key) && isStamp(stamp))) return undefined;
    return { kind: 'hello', from, role, stamps: Object.fromEntries(stamps) };
  }
  const { to } = written;
  if (written.kind !== 'state' || !isMap(written.cells) || !(to === undefined || isText(to)))
    return undefined;
  const cells = Object.entries(written.cells);
  const isGood = ([key, cell]: [string, unknown]): boolean =>
    isKey(key) && isMap(cell) && isStamp(cell.stamp) && tests[key](cell.value);
  if (!cells.every(isGood)) return undefined;
  const known = Object.fromEntries(cells) as SentState;
  return { kind: 'state', from, role, cells: known, ...(to === undefined ? {} : { to }) };
}

type Test = (value: unknown) => boolean;

const tests: Readonly<Record<Key, Test>> = {
  place: (value) => isMap(value) && isText(value.slide) && isWithin(value.step, -1, most.slides),
  black: (value) => typeof value === 'boolean',
  timer: isTimer,
  lead: isText,
  laser: (value) =>
    value === null || (isMap(value) && isText(value.slide) && isLength(value.x) && isLength(value.y)),
  pen: (value) => value === null || (isMap(value) && isText(value.slide) && isStroke(value.stroke)),
  ink: isInk,
};

function isTimer(value: unknown): boolean {
  if (!isMap(value) || !isMap(value.spent)) return false;
  const spent = Object.entries(value.spent);
  return (
    ['ready', 'running', 'paused'].includes(String(value.phase)) &&
    isWithin(value.age, 0, most.ms) &&
    isWithin(value.asked, 0, most.ms) &&
    typeof value.slide === 'string' &&
    value.slide.length <= most.text &&
    spent.length <= most.slides &&
    spent.every(([slide, ms]) => slide.length <= most.text && isWithin(ms, 0, most.ms))
  );
}

function isInk(value: unknown): boolean {
  if (!isMap(value)) return false;
  const slides = Object.entries(value);
  return (
    slides.length <= most.slides &&
    slides.every(
      ([slide, strokes]) =>
        slide.length <= most.text &&
        Array.isArray(strokes) &&
        strokes.length <= most.strokes &&
        strokes.every(isStroke),
    )
  );
}

function isStroke(value: unknown): value is Stroke {
  return Array.isArray(value) && value.length <= most.points && value.every(isLength);
}

function isStamp(value: unknown): value is Stamp {
  return (
    isMap(value) && isText(value.by) && Number.isInteger(value.count) && isWithin(value.count, 0, most.count)
  );
}

function isKey(key: string): key is Key {
  return keys.some((each) => each === key);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= most.text;
}

function isLength(value: unknown): value is number {
  return isWithin(value, -100_000, 100_000);
}

function isWithin(value: unknown, low: number, high: number): value is number {
  return typeof value === 'number' && value >= low && value <= high;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
