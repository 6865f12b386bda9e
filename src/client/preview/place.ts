export interface Place {
  /** In the new order. */
  readonly index: number;
  /** Whether that slide is the current one, so that its step stays. */
  readonly isSame: boolean;
}

/**
 * Where the current slide has gone. One whose id is no longer there got another id when a new one stands before what
 * followed it; else it was dropped, and what followed it takes its place.
 */
export function findPlace(old: readonly string[], current: string, fresh: readonly string[]): Place {
  const found = fresh.indexOf(current);
  if (found >= 0) return { index: found, isSame: true };
  const following = old.slice(old.indexOf(current) + 1).find((id) => fresh.includes(id));
  const next = following === undefined ? fresh.length : fresh.indexOf(following);
  const before = fresh[next - 1];
  if (before !== undefined && !old.includes(before)) return { index: next - 1, isSame: true };
  return { index: Math.min(next, fresh.length - 1), isSame: false };
}
