import type { Position } from '../link/state.ts';

/** What has to be known of a slide to move about. */
export interface Stop {
  readonly id: string;
  /** Parts that appear one after the other. */
  readonly steps: number;
}

const first = -1;

export function next(stops: readonly Stop[], at: Position): Position | undefined {
  const index = indexOf(stops, at);
  const stop = stops[index];
  if (stop !== undefined && at.step < stop.steps - 1) return { slide: stop.id, step: at.step + 1 };
  return nextSlide(stops, at);
}

/** A slide that one comes back to is finished, as in reveal.js. */
export function previous(stops: readonly Stop[], at: Position): Position | undefined {
  const stop = stops[indexOf(stops, at)];
  if (stop !== undefined && at.step > first) return { slide: stop.id, step: at.step - 1 };
  const before = stops[indexOf(stops, at) - 1];
  return before === undefined ? undefined : { slide: before.id, step: before.steps - 1 };
}

export function nextSlide(stops: readonly Stop[], at: Position): Position | undefined {
  return startOf(stops[indexOf(stops, at) + 1]);
}

export function previousSlide(stops: readonly Stop[], at: Position): Position | undefined {
  return startOf(stops[indexOf(stops, at) - 1]);
}

export function startOf(stop: Stop | undefined): Position | undefined {
  return stop === undefined ? undefined : { slide: stop.id, step: first };
}

/** The same place in a deck that may have changed meanwhile; its beginning when the slide is gone. */
export function placeIn(stops: readonly Stop[], at: Position | undefined): Position | undefined {
  const stop = stops.find(({ id }) => id === at?.slide);
  if (stop === undefined || at === undefined) return startOf(stops[0]);
  return { slide: stop.id, step: Math.max(first, Math.min(at.step, stop.steps - 1)) };
}

function indexOf(stops: readonly Stop[], { slide }: Position): number {
  return stops.findIndex(({ id }) => id === slide);
}
