import type { Edition } from '../model/edition.ts';

/** Time at a place before the talk went on. `step` is -1 before the first. */
export interface Visit {
  readonly slide: string;
  readonly step: number;
  readonly ms: number;
}

/** A file of `turnout present --rehearse`. The number changes when a key is taken away or means something else. */
export interface RehearsalFile {
  readonly version: 1;
  readonly deck: string;
  readonly edition: Edition;
  /** ISO 8601. */
  readonly started: string;
  /** In the order of the talk; pauses are left out. */
  readonly visits: readonly Visit[];
}

export const rehearsalVersion = 1;

const most = { pages: 50, visits: 20_000, letters: 200, ms: 1e9 };

/**
 * What presenter windows report. Each says again what may have been lost, by place in its own list; a window that was
 * reloaded, or another one that took over, begins a list of its own.
 */
export class Recorder {
  readonly #pages = new Map<string, Visit[]>();

  /** False when it is no report. */
  take(said: object): boolean {
    const { kind, page, from, visits } = said as Readonly<Record<string, unknown>>;
    if (kind !== 'rehearsal' || typeof page !== 'string' || page.length > most.letters) return false;
    if (!isCount(from, most.visits) || !Array.isArray(visits) || !visits.every(isVisit)) return false;
    const list = this.#pages.get(page) ?? [];
    const isFull = this.#pages.size >= most.pages && !this.#pages.has(page);
    if (isFull || from > list.length || from + visits.length > most.visits) return false;
    list.splice(
      from,
      visits.length,
      ...visits.map(({ slide, step, ms }) => ({ slide, step, ms: Math.round(ms) })),
    );
    this.#pages.set(page, list);
    return true;
  }

  /** Visits that took any time. */
  get visits(): Visit[] {
    return [...this.#pages.values()].flat().filter(({ ms }) => ms > 0);
  }
}

/** Undefined for anything else, files of a later version too. */
export function readRehearsal(text: string): RehearsalFile | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof read !== 'object' || read === null) return undefined;
  const { version, deck, edition, started, visits } = read as Readonly<Record<string, unknown>>;
  const isWhole = version === rehearsalVersion && typeof deck === 'string' && typeof started === 'string';
  if (!isWhole || !Array.isArray(visits) || !visits.every(isVisit)) return undefined;
  return { version, deck, edition: (edition ?? { profiles: [] }) as Edition, started, visits };
}

/** ms by slide. */
export function timesOf(visits: readonly Visit[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { slide, ms } of visits) times.set(slide, (times.get(slide) ?? 0) + ms);
  return times;
}

function isVisit(value: unknown): value is Visit {
  if (typeof value !== 'object' || value === null) return false;
  const { slide, step, ms } = value as Readonly<Record<string, unknown>>;
  const isName = typeof slide === 'string' && slide.length > 0 && slide.length <= most.letters;
  const isStep = typeof step === 'number' && Number.isInteger(step) && step >= -1 && step <= most.visits;
  return isName && isStep && typeof ms === 'number' && ms >= 0 && ms <= most.ms;
}

function isCount(value: unknown, bound: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= bound;
}
