/** A slide as the choice sees it: nothing but numbers. */
export interface Item {
  /** Number of its section; items of a section follow each other. */
  readonly group: number;
  readonly seconds: number;
  readonly worth: number;
  /** `divider`: kept if and only if some `content` of its group is. `alone`: neither. */
  readonly role: 'content' | 'divider' | 'alone';
  /** Items without which this one is not kept. */
  readonly needs: readonly number[];
  readonly isForced: boolean;
}

/** By item: 1 when it is kept. */
export type Choice = Uint8Array;

/** What is settled so far: 1 in, -1 out, 0 open. */
type Settled = Int8Array;

interface Problem {
  readonly items: readonly Item[];
  readonly seconds: number;
  /** By item: those that it drags in, its group's dividers included. */
  readonly needs: readonly (readonly number[])[];
  readonly neededBy: readonly (readonly number[])[];
}

/**
 * The best choice whose seconds fit, or undefined when the forced items do not fit: most worth, then most seconds, then
 * the one that keeps the first item in which two differ.
 *
 * A knapsack over sections, solved by dynamic programming, knows no needs. Where its answer breaks one, the search goes
 * on in two halves: without the item that needs, and with the one that is needed. The half with the best answer is
 * looked at first: once its answer breaks no need, no other half can hold a better one.
 *
 * With needs the question is NP-hard. A deck that links everything to everything is searched until `patience` ends;
 * then the best answer whose needs are easily met is taken.
 */
export function chooseItems(items: readonly Item[], seconds: number): Choice | undefined {
  const problem = problemOf(items, seconds);
  const forced = [...items.keys()].filter((index) => items[index]?.isForced === true);
  const open = halvesOf(problem, settle(problem, new Int8Array(items.length), forced, 1));
  let filled = 0;
  for (let half = takeBest(items, open); half !== undefined; half = takeBest(items, open)) {
    const broken = brokenNeed(problem, half.found);
    if (broken === undefined) return half.found;
    filled += 2 * cellsOf(problem);
    const settledFor = filled > patience ? withoutBroken(problem, half) : undefined;
    if (settledFor !== undefined) return settledFor;
    const without = settle(problem, half.settled, [broken.by], -1);
    const together = settle(problem, half.settled, [broken.needed], 1);
    open.push(...halvesOf(problem, without), ...halvesOf(problem, together));
  }
  return undefined;
}

/** Cells of tables that may be filled: a second or two. Talks that people give take a hundredth of that. */
const patience = 200_000_000;

function cellsOf({ items, seconds }: Problem): number {
  return 2 * items.length * widthOf(items, seconds);
}

/** An answer to what is settled in which whatever lacks something is left out, over and over; if there is one. */
function withoutBroken(problem: Problem, { settled, found }: Half): Choice | undefined {
  const lacking = [...problem.needs.keys()].filter(
    (by) => found[by] === 1 && (problem.needs[by] ?? []).some((needed) => found[needed] !== 1),
  );
  if (lacking.length === 0) return found;
  const [half] = halvesOf(problem, settle(problem, settled, lacking, -1));
  return half === undefined ? undefined : withoutBroken(problem, half);
}

/** What is settled, and the best answer to it that may break needs. */
interface Half {
  readonly settled: Settled;
  readonly found: Choice;
}

function halvesOf(problem: Problem, settled: Settled | undefined): Half[] {
  const found = settled === undefined ? undefined : bestWithoutNeeds(problem, settled);
  return settled === undefined || found === undefined ? [] : [{ settled, found }];
}

function takeBest(items: readonly Item[], open: Half[]): Half | undefined {
  let best = 0;
  for (let index = 1; index < open.length; index++) {
    const [one, other] = [open[index], open[best]];
    if (one !== undefined && other !== undefined && isBetter(items, one.found, other.found)) best = index;
  }
  return open.splice(best, 1)[0];
}

export function secondsOf(items: readonly Item[], choice: Choice): number {
  return items.reduce((sum, item, index) => sum + (choice[index] === 1 ? item.seconds : 0), 0);
}

/** Everything that is kept with `index`, itself included. */
export function keptWith(items: readonly Item[], index: number): number[] {
  const settled = new Int8Array(items.length);
  spread(problemOf(items, 0).needs, settled, [index], 1);
  return [...items.keys()].filter((each) => settled[each] === 1);
}

function problemOf(items: readonly Item[], seconds: number): Problem {
  const dividers = new Map<number, number[]>();
  for (const [index, { group, role }] of items.entries())
    if (role === 'divider') dividers.set(group, [...(dividers.get(group) ?? []), index]);
  const needs = items.map(({ group, role, needs }) =>
    role === 'content' ? [...needs, ...(dividers.get(group) ?? [])] : needs,
  );
  const neededBy = items.map((): number[] => []);
  for (const [index, each] of needs.entries()) for (const needed of each) neededBy[needed]?.push(index);
  return { items, seconds, needs, neededBy };
}

/** What follows when some items are in or out; undefined when that contradicts what was settled before. */
function settle(
  { needs, neededBy }: Problem,
  before: Settled,
  indexes: readonly number[],
  verdict: 1 | -1,
): Settled | undefined {
  const settled = before.slice();
  return spread(verdict === 1 ? needs : neededBy, settled, indexes, verdict) ? settled : undefined;
}

function spread(
  edges: readonly (readonly number[])[],
  settled: Settled,
  indexes: readonly number[],
  verdict: 1 | -1,
): boolean {
  const waiting = [...indexes];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (settled[index] === -verdict) return false;
    if (settled[index] === verdict) continue;
    settled[index] = verdict;
    waiting.push(...(edges[index] ?? []));
  }
  return true;
}

function brokenNeed({ needs }: Problem, choice: Choice): { by: number; needed: number } | undefined {
  for (const [by, each] of needs.entries()) {
    if (choice[by] !== 1) continue;
    const needed = each.find((index) => choice[index] !== 1);
    if (needed !== undefined) return { by, needed };
  }
  return undefined;
}

function isBetter(items: readonly Item[], one: Choice, other: Choice): boolean {
  const worth = (choice: Choice): number =>
    items.reduce((sum, item, index) => sum + (choice[index] === 1 ? item.worth : 0), 0);
  const gain = worth(one) - worth(other) || secondsOf(items, one) - secondsOf(items, other);
  if (gain !== 0) return gain > 0;
  const first = one.findIndex((kept, index) => kept !== other[index]);
  return first >= 0 && one[first] === 1;
}

/** The greatest unit that all seconds are multiples of. Quarters of a minute make a table of 240 columns an hour. */
function unitOf(items: readonly Item[]): number {
  const common = (a: number, b: number): number => (b === 0 ? a : common(b, a % b));
  return items.reduce((unit, { seconds }) => common(unit, seconds), 0) || 1;
}

function widthOf(items: readonly Item[], seconds: number): number {
  const total = items.reduce((sum, item) => sum + item.seconds, 0);
  return Math.floor(Math.min(seconds, total) / unitOf(items)) + 1;
}

/** The dynamic programme: what the items from one on are worth at most, by units left and by whether their group is open. */
function bestWithoutNeeds({ items, seconds }: Problem, settled: Settled): Choice | undefined {
  const unit = unitOf(items);
  const total = items.reduce((sum, item) => sum + item.seconds, 0);
  const width = widthOf(items, seconds);
  // Seconds decide among equals only.
  const countOf = ({ worth, seconds }: Item): number => worth * (total + 1) + seconds;
  const dividers = dividersOf(items, settled, countOf);
  const taken = items.map(() => new Uint8Array(width * 2));
  let closed = new Float64Array(width);
  let opened = closed;
  for (let index = items.length - 1; index >= 0; index--) {
    const item = items[index] as Item;
    const group = dividers.get(item.group);
    if (items[index + 1]?.group !== item.group) {
      opened = closed;
      if (group?.isNeeded === true) closed = new Float64Array(width).fill(Number.NEGATIVE_INFINITY);
    }
    if (item.role === 'divider') continue;
    const state = settled[index] ?? 0;
    const own = item.seconds / unit;
    const row = taken[index] as Uint8Array;
    const opens = item.role === 'content';
    const first = { cost: opens ? own + (group?.seconds ?? 0) / unit : own, value: countOf(item) };
    if (opens) first.value += group?.value ?? 0;
    const again = { cost: own, value: countOf(item) };
    const nextOpened = bestOf(opened, opened, again, state, row.subarray(width));
    closed = bestOf(closed, opens ? opened : closed, first, state, row.subarray(0, width));
    opened = nextOpened;
  }
  return closed[width - 1] === Number.NEGATIVE_INFINITY
    ? undefined
    : trace(items, taken, dividers, width, unit);
}

/** What it takes and brings to open a group. */
interface Dividers {
  readonly seconds: number;
  readonly value: number;
  readonly isNeeded: boolean;
}

function dividersOf(
  items: readonly Item[],
  settled: Settled,
  countOf: (item: Item) => number,
): ReadonlyMap<number, Dividers> {
  const found = new Map<number, Dividers>();
  for (const [index, item] of items.entries()) {
    if (item.role !== 'divider') continue;
    const before = found.get(item.group);
    found.set(item.group, {
      seconds: (before?.seconds ?? 0) + item.seconds,
      value: (before?.value ?? 0) + countOf(item),
      isNeeded: before?.isNeeded === true || settled[index] === 1,
    });
  }
  return found;
}

/** One item's column: leaving it or taking it, by units left. `row` remembers where it is taken; equals are taken. */
function bestOf(
  left: Float64Array<ArrayBuffer>,
  with_: Float64Array<ArrayBuffer>,
  { cost, value }: { cost: number; value: number },
  state: number,
  row: Uint8Array,
): Float64Array<ArrayBuffer> {
  const result = new Float64Array(left.length);
  for (let units = 0; units < left.length; units++) {
    const skip = state === 1 ? Number.NEGATIVE_INFINITY : (left[units] ?? 0);
    const take = state === -1 || cost > units ? Number.NEGATIVE_INFINITY : (with_[units - cost] ?? 0) + value;
    if (take >= skip && take > Number.NEGATIVE_INFINITY) row[units] = 1;
    result[units] = Math.max(take, skip);
  }
  return result;
}

/** Walks the remembered decisions from the first item on. */
function trace(
  items: readonly Item[],
  taken: readonly Uint8Array[],
  dividers: ReadonlyMap<number, Dividers>,
  width: number,
  unit: number,
): Choice {
  const choice = new Uint8Array(items.length);
  const opened = new Set<number>();
  let units = width - 1;
  for (const [index, { group, role, seconds }] of items.entries()) {
    const isOpen = opened.has(group);
    if (role === 'divider' || taken[index]?.[units + (isOpen ? width : 0)] !== 1) continue;
    choice[index] = 1;
    units -= seconds / unit;
    if (role !== 'content' || isOpen) continue;
    opened.add(group);
    units -= (dividers.get(group)?.seconds ?? 0) / unit;
  }
  for (const [index, { group, role }] of items.entries()) {
    if (role === 'divider' && opened.has(group)) choice[index] = 1;
  }
  return choice;
}
