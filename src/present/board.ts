import type { Key, Stamp } from '../client/link/state.ts';

/** Values that windows share, as they were sent: the server hands them on and never looks into them. */
export interface Sent {
  readonly value: unknown;
  readonly stamp: Stamp;
}

interface Pinned extends Sent {
  /** ms of the server's clock when it came. */
  readonly at: number;
}

export type Cells = { readonly [K in Key]?: Sent };
export type Stamps = { readonly [K in Key]?: Stamp };

export const allKeys: readonly Key[] = ['place', 'black', 'timer', 'lead', 'laser', 'pen', 'ink'];

const longestName = 200;

/** The newest of every value. */
export class Board {
  readonly #now: () => number;
  readonly #pinned = new Map<Key, Pinned>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes over what is newer, of the keys that may be written; gives back which those are. */
  pin(cells: Cells, allowed: readonly Key[]): Key[] {
    return allowed.filter((key) => {
      const cell = cells[key];
      if (cell === undefined || !isNewer(cell.stamp, this.#pinned.get(key)?.stamp)) return false;
      this.#pinned.set(key, { value: cell.value, stamp: cell.stamp, at: this.#now() });
      return true;
    });
  }

  /** The values of some keys, those that are newer than `known` only. */
  read(keys: readonly Key[], known: Stamps = {}): Cells {
    const cells = keys.flatMap((key): [Key, Sent][] => {
      const pinned = this.#pinned.get(key);
      if (pinned === undefined || !isNewer(pinned.stamp, known[key])) return [];
      return [[key, { value: this.#aged(key, pinned), stamp: pinned.stamp }]];
    });
    return Object.fromEntries(cells);
  }

  /** Whether somebody who knows `stamps` has what is newer here. */
  lacks(stamps: Stamps, keys: readonly Key[]): boolean {
    return keys.some((key) => {
      const stamp = stamps[key];
      return stamp !== undefined && isNewer(stamp, this.#pinned.get(key)?.stamp);
    });
  }

  get stamps(): Stamps {
    return Object.fromEntries([...this.#pinned].map(([key, { stamp }]) => [key, stamp]));
  }

  /** The timer travels with its age, and grows older here. */
  #aged(key: Key, { value, at }: Pinned): unknown {
    if (key !== 'timer' || typeof value !== 'object' || value === null) return value;
    const { age, phase } = value as { age?: unknown; phase?: unknown };
    return typeof age !== 'number' || phase === 'ready' ? value : { ...value, age: age + this.#now() - at };
  }
}

/** The same order as in `client/link/state.ts`, which cannot be shared: only types cross that border. */
function isNewer(one: Stamp, other: Stamp | undefined): boolean {
  if (other === undefined) return true;
  return one.count === other.count ? one.by > other.by : one.count > other.count;
}

/** What is said at the board; undefined for anything else. Pages judge the values themselves. */
export function readWords(
  text: string,
):
  | { kind: 'hello'; from: string; stamps: Stamps }
  | { kind: 'state'; cells: Cells }
  | { kind: 'other'; said: object }
  | undefined {
  const said = parse(text);
  if (said === undefined) return undefined;
  const { kind, from, stamps, cells } = said as Readonly<Record<string, unknown>>;
  if (kind === 'hello') {
    return isName(from) && isMapOf(stamps, isStamp) ? { kind, from, stamps: stamps as Stamps } : undefined;
  }
  if (kind === 'state') return isMapOf(cells, isCell) ? { kind, cells: cells as Cells } : undefined;
  return { kind: 'other', said };
}

function parse(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function isMapOf(value: unknown, test: (value: unknown) => boolean): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(([key, each]) => allKeys.some((known) => known === key) && test(each));
}

function isCell(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'value' in value &&
    'stamp' in value &&
    isStamp(value.stamp)
  );
}

function isStamp(value: unknown): value is Stamp {
  if (typeof value !== 'object' || value === null) return false;
  const { count, by } = value as { count?: unknown; by?: unknown };
  const isCount = typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= 1e12;
  return isName(by) && isCount;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= longestName;
}
