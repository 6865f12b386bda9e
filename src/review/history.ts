import type { Span } from '../diagnostics/source.ts';
import type { Trace } from '../model/manuscript.ts';
import type { MapNode, Node } from '../model/node.ts';

/** One link of the chain that made a value. */
export interface Step {
  /** In words: "base", "profile `training`", "`--set`". */
  readonly by: string;
  readonly verb: string;
  /** Below the value that was asked for, such as `0` or `language`; empty for all of it. */
  readonly part: string;
  /** What it is from here on; undefined where it was taken away. */
  readonly value?: Node;
  readonly span?: Span;
}

/** Who wrote what no overlay did. */
export const baseName = 'base';

/** A value that is followed backwards: where it stands, and what it is there. */
interface Followed {
  readonly path: readonly string[];
  readonly value: Node | undefined;
}

/** What one trace says of a value, and what the value was before it; `isOrigin`: nothing was before. */
interface Met {
  readonly step?: Step;
  readonly before: Followed;
  readonly isOrigin?: true;
}

/** The chain that made the value at a path, the oldest link first. Items of lists are followed as lists are edited. */
export function historyOf(map: MapNode, trail: readonly Trace[], path: string): Step[] {
  const steps: Step[] = [];
  let followed: Followed = { path: partsOf(path), value: nodeAt(map, partsOf(path)) };
  for (const trace of trail.toReversed()) {
    const met = meet(trace, followed);
    if (met.step !== undefined) steps.push(met.step);
    if (met.isOrigin) return steps.reverse();
    followed = met.before;
  }
  const { value } = followed;
  if (value !== undefined) steps.push({ by: baseName, verb: 'write', part: '', value, span: value.span });
  return steps.reverse();
}

export function partsOf(path: string): string[] {
  return path === '' ? [] : path.split('.');
}

export function nodeAt(node: Node | undefined, path: readonly string[]): Node | undefined {
  return path.reduce<Node | undefined>((at, part) => childOf(at, part), node);
}

function childOf(node: Node | undefined, part: string): Node | undefined {
  if (node?.kind === 'sequence') return node.items[Number(part)];
  return node?.kind === 'map' ? node.entries.find(({ key }) => key === part)?.value : undefined;
}

function meet(trace: Trace, followed: Followed): Met {
  const at = partsOf(trace.path);
  // A slide that was moved, or taken from another file, has the same values as before.
  if (trace.after === undefined || trace.verb === 'use') return { before: followed };
  if (isPrefix(at, followed.path)) return meetWhole(trace, at, followed);
  return isPrefix(followed.path, at) ? meetPart(trace, at, followed) : { before: followed };
}

/** The trace is about the value or about something that it is part of. */
function meetWhole(trace: Trace, at: readonly string[], followed: Followed): Met {
  const rest = followed.path.slice(at.length);
  const place = itemBefore(trace, rest[0]);
  if (place === 'new')
    return { step: stepOf(trace, nodeAt(trace.after, rest)), before: followed, isOrigin: true };
  if (place !== undefined) {
    const path = [...at, String(place), ...rest.slice(1)];
    return { before: { path, value: nodeAt(trace.before, [String(place), ...rest.slice(1)]) } };
  }
  const [before, after] = [nodeAt(trace.before, rest), nodeAt(trace.after, rest)];
  if (before === undefined && after === undefined) return { before: followed };
  const step = stepOf(trace, isNothing(after) ? undefined : after);
  if (trace.verb === 'insert') return { step, before: followed, isOrigin: true };
  return { step, before: { path: followed.path, value: before } };
}

/** Where an item of an edited list was before; undefined when the list was not edited but set. */
function itemBefore({ before, after }: Trace, index: string | undefined): number | 'new' | undefined {
  if (index === undefined || before?.kind !== 'sequence' || after?.kind !== 'sequence') return undefined;
  if (!after.items.some((item) => before.items.includes(item))) return undefined;
  const item = after.items[Number(index)];
  if (item === undefined) return undefined;
  const place = before.items.indexOf(item);
  return place < 0 ? 'new' : place;
}

/** The trace is about a part of the value. */
function meetPart(trace: Trace, at: readonly string[], followed: Followed): Met {
  const rest = at.slice(followed.path.length);
  const { value } = followed;
  const after = isNothing(trace.after) ? undefined : trace.after;
  return {
    step: { ...stepOf(trace, after), part: rest.join('.') },
    before: {
      path: followed.path,
      value: value === undefined ? undefined : putAt(value, rest, trace.before),
    },
  };
}

function stepOf({ by, verb, span }: Trace, value: Node | undefined): Step {
  return { by, verb, part: '', span: value?.span ?? span, ...(value === undefined ? {} : { value }) };
}

function isNothing(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.value === null;
}

function isPrefix(short: readonly string[], long: readonly string[]): boolean {
  return short.length <= long.length && short.every((part, index) => part === long[index]);
}

/** The value with another part, or without it. */
function putAt(node: Node, [part, ...rest]: readonly string[], value: Node | undefined): Node {
  if (part === undefined) return value ?? node;
  const changed = (child: Node): Node[] => {
    if (rest.length > 0) return [putAt(child, rest, value)];
    return value === undefined ? [] : [value];
  };
  if (node.kind === 'sequence')
    return {
      ...node,
      items: node.items.flatMap((item, at) => (String(at) === part ? changed(item) : [item])),
    };
  if (node.kind !== 'map') return node;
  const entries = node.entries.flatMap((entry) =>
    entry.key === part ? changed(entry.value).map((each) => ({ ...entry, value: each })) : [entry],
  );
  return { ...node, entries };
}
