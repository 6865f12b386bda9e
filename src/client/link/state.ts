import type { Timer } from './timer.ts';

/** A place in the deck. `step` is the index of the last part that appeared, -1 before the first, as reveal.js counts. */
export interface Position {
  readonly slide: string;
  readonly step: number;
}

/** In CSS px of the slide. */
export interface Spot {
  readonly slide: string;
  readonly x: number;
  readonly y: number;
}

/** A line that was drawn: x, y, x, y, … in CSS px of the slide. */
export type Stroke = readonly number[];

/** What is being drawn now. */
export interface Pen {
  readonly slide: string;
  readonly stroke: Stroke;
}

/** Finished lines by slide. */
export type Ink = Readonly<Record<string, readonly Stroke[]>>;

/** Everything that windows share. Each value is replaced as a whole. */
export interface Values {
  readonly place: Position;
  readonly black: boolean;
  readonly timer: Timer;
  /** Id of the presenter window that leads. */
  readonly lead: string;
  readonly laser: Spot | null;
  readonly pen: Pen | null;
  readonly ink: Ink;
}

export type Key = keyof Values;

/** Orders writings without a clock: the higher count is newer, and of equal ones the name decides everywhere alike. */
export interface Stamp {
  readonly count: number;
  readonly by: string;
}

export interface Cell<T> {
  readonly value: T;
  readonly stamp: Stamp;
}

/** What a window knows: every value with the stamp of who wrote it last. */
export type State = { readonly [K in Key]?: Cell<Values[K]> };
export type Stamps = { readonly [K in Key]?: Stamp };

export const keys: readonly Key[] = ['place', 'black', 'timer', 'lead', 'laser', 'pen', 'ink'];

export function isNewer(one: Stamp, other: Stamp | undefined): boolean {
  if (other === undefined) return true;
  return one.count === other.count ? one.by > other.by : one.count > other.count;
}

/**
 * Takes over what is newer. The order in which states arrive does not matter, nor whether one arrives twice: windows
 * that have seen the same states agree.
 */
export function merge(state: State, other: State): { state: State; changed: readonly Key[] } {
  const changed = keys.filter((key) => {
    const cell = other[key];
    return cell !== undefined && isNewer(cell.stamp, state[key]?.stamp);
  });
  return { state: changed.length === 0 ? state : { ...state, ...pick(other, changed) }, changed };
}

/** New values, newer than all that this window has seen. */
export function write(state: State, by: string, values: Partial<Values>): State {
  const count = 1 + Math.max(0, ...keys.map((key) => state[key]?.stamp.count ?? 0));
  return { ...state, ...stamped(values, { count, by }) };
}

/** Values that every written one replaces: where a window begins before it has heard of others. */
export function begin(by: string, values: Partial<Values>): State {
  return stamped(values, { count: 0, by });
}

function stamped(values: Partial<Values>, stamp: Stamp): State {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value, stamp }]));
}

export function stampsOf(state: State): Stamps {
  return Object.fromEntries(
    keys.flatMap((key) => (state[key] === undefined ? [] : [[key, state[key].stamp]])),
  );
}

/** What somebody who has seen `stamps` does not know yet. */
export function newerThan(state: State, stamps: Stamps): State {
  return pick(
    state,
    keys.filter((key) => state[key] !== undefined && isNewer(state[key].stamp, stamps[key])),
  );
}

/** Whether somebody with `stamps` knows what this state does not. */
export function lacks(state: State, stamps: Stamps): boolean {
  return keys.some((key) => {
    const stamp = stamps[key];
    return stamp !== undefined && isNewer(stamp, state[key]?.stamp);
  });
}

export function pick(state: State, wanted: readonly Key[]): State {
  return Object.fromEntries(wanted.flatMap((key) => (state[key] === undefined ? [] : [[key, state[key]]])));
}
