import type { Ahead } from '../browser/ahead.ts';

/** What `turnout pdf` has begun before the rest of its code is loaded. */
export interface Begun {
  readonly signal: AbortSignal;
  readonly ahead: Ahead;
}
