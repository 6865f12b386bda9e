import type { Position } from '../link/state.ts';

/** Time that was spent at a place before the talk went on, in ms. */
export interface Visit extends Position {
  ms: number;
}

/** Which places a talk was at, in order, and how long. Pauses do not count. */
export class Visits {
  readonly list: Visit[] = [];
  #since: number | undefined;

  /** Where the talk is now; undefined while it does not run. `now` is of a clock that only runs forward. */
  mark(place: Position | undefined, now: number): void {
    const last = this.list.at(-1);
    if (last !== undefined && this.#since !== undefined) last.ms += Math.max(0, now - this.#since);
    this.#since = place === undefined ? undefined : now;
    if (place !== undefined && (last?.slide !== place.slide || last.step !== place.step)) {
      this.list.push({ slide: place.slide, step: place.step, ms: 0 });
    }
  }
}
