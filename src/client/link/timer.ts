/**
 * The clock of a talk. Every `now` is of a clock that only runs forward (`performance.now()`, ms): when somebody sets
 * the time of day, or summer time begins, the talk goes on as it was.
 */
export interface Timer {
  readonly phase: 'ready' | 'running' | 'paused';
  /** When the phase, or within it the time on this slide, began. */
  readonly since: number;
  /** The slide that time is spent on. */
  readonly slide: string;
  /** ms by slide, without what runs since `since`. */
  readonly spent: Readonly<Record<string, number>>;
  /** ms of earlier pauses. */
  readonly asked: number;
}

/** A timer on its way to another window, whose clock has another zero: `age` is how long ago `since` was. */
export type SentTimer = Omit<Timer, 'since'> & { readonly age: number };

export const readyTimer: Timer = { phase: 'ready', since: 0, slide: '', spent: {}, asked: 0 };

/** ms that the talk runs, pauses left out. */
export function elapsedAt(timer: Timer, now: number): number {
  const before = Object.values(timer.spent).reduce((sum, each) => sum + each, 0);
  return before + (timer.phase === 'running' ? passed(timer, now) : 0);
}

/** ms on one slide. */
export function spentOn(timer: Timer, slide: string, now: number): number {
  const running = timer.phase === 'running' && timer.slide === slide ? passed(timer, now) : 0;
  return (timer.spent[slide] ?? 0) + running;
}

/** ms of the pause that lasts now; 0 when there is none. */
export function pauseAt(timer: Timer, now: number): number {
  return timer.phase === 'paused' ? passed(timer, now) : 0;
}

/** ms of all pauses. */
export function askedAt(timer: Timer, now: number): number {
  return timer.asked + pauseAt(timer, now);
}

export function start(timer: Timer, now: number, slide: string): Timer {
  if (timer.phase === 'running') return timer;
  return { ...timer, asked: askedAt(timer, now), phase: 'running', since: now, slide };
}

export function pause(timer: Timer, now: number): Timer {
  if (timer.phase !== 'running') return timer;
  return { ...settled(timer, now), phase: 'paused' };
}

/** The talk is on another slide from now on. */
export function turnTo(timer: Timer, now: number, slide: string): Timer {
  if (timer.slide === slide) return timer;
  return timer.phase === 'running' ? { ...settled(timer, now), slide } : { ...timer, slide };
}

export function send(timer: Timer, now: number): SentTimer {
  const { since: _, ...rest } = timer;
  return { ...rest, age: timer.phase === 'ready' ? 0 : passed(timer, now) };
}

export function receive({ age, ...rest }: SentTimer, now: number): Timer {
  return { ...rest, since: now - age };
}

function settled(timer: Timer, now: number): Timer {
  const spent = { ...timer.spent, [timer.slide]: spentOn(timer, timer.slide, now) };
  return { ...timer, spent, since: now };
}

function passed({ since }: Timer, now: number): number {
  return Math.max(0, now - since);
}
