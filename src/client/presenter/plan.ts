/** How long slides are to take, and how the talk stands against that. All times in ms. */
export interface PlannedSlide {
  readonly id: string;
  readonly section: string;
  /** Undefined when nothing says. */
  readonly ms: number | undefined;
}

export interface Plan {
  /** ms by slide; slides without a plan share what the talk has left. */
  readonly slides: ReadonlyMap<string, number>;
  /** When a slide is to begin. */
  readonly starts: ReadonlyMap<string, number>;
  /** The length of the talk; undefined when neither deck nor slides say. */
  readonly total: number | undefined;
}

export function planOf(slides: readonly PlannedSlide[], duration: number | undefined): Plan {
  const written = slides.reduce((sum, { ms }) => sum + (ms ?? 0), 0);
  const untimed = slides.filter(({ ms }) => ms === undefined).length;
  const share = untimed === 0 ? 0 : Math.max(0, ((duration ?? 0) - written) / untimed);
  let start = 0;
  const starts = new Map<string, number>();
  const each = new Map<string, number>();
  for (const { id, ms } of slides) {
    starts.set(id, start);
    each.set(id, ms ?? share);
    start += ms ?? share;
  }
  const total = duration ?? (start > 0 ? start : undefined);
  return { slides: each, starts, total };
}

/**
 * ms that the talk is behind its plan, negative when ahead. While a slide lasts no longer than planned, and was begun
 * in time, it is neither: 0.
 */
export function behindBy(plan: Plan, slide: string, elapsed: number): number | undefined {
  const start = plan.starts.get(slide);
  if (plan.total === undefined || start === undefined) return undefined;
  const end = start + (plan.slides.get(slide) ?? 0);
  if (elapsed > end) return elapsed - end;
  return elapsed < start ? elapsed - start : 0;
}

/** Less than this is on time: nobody can steer by it. */
export const toleranceMs = 10_000;

export type Pace = 'ahead' | 'behind' | 'on-time';

export function paceOf(behind: number): Pace {
  if (Math.abs(behind) < toleranceMs) return 'on-time';
  return behind > 0 ? 'behind' : 'ahead';
}
