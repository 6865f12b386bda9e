import type { Span } from '../diagnostics/source.ts';

/** A YAML value that knows where it stands. */
export type Node = ScalarNode | SequenceNode | MapNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  /** What YAML made of it. */
  readonly value: string | number | boolean | null;
  /** What the person wrote, without quotes and escapes: `1.10` stays `1.10` where text is wanted. */
  readonly text: string;
  readonly span: Span;
}

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly items: readonly Node[];
  readonly span: Span;
}

export interface MapNode {
  readonly kind: 'map';
  readonly entries: readonly Entry[];
  readonly span: Span;
}

export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Node;
}

export function entryOf(map: MapNode, key: string): Entry | undefined {
  return map.entries.find((entry) => entry.key === key);
}

/** The scalar under a key as text; undefined when it is absent, empty or no scalar. */
export function textOf(map: MapNode, key: string): string | undefined {
  const node = entryOf(map, key)?.value;
  return node?.kind === 'scalar' && node.value !== null ? node.text : undefined;
}

/** Whether two values say the same, wherever they stand. The order of a map's keys says nothing. */
export function isSameValue(a: Node, b: Node): boolean {
  if (a.kind === 'scalar')
    return (
      b.kind === 'scalar' && (a.value === null) === (b.value === null) && a.text.trim() === b.text.trim()
    );
  if (a.kind === 'sequence') {
    if (b.kind !== 'sequence' || a.items.length !== b.items.length) return false;
    return a.items.every((item, index) => isSameValue(item, b.items[index] ?? b));
  }
  if (b.kind !== 'map' || a.entries.length !== b.entries.length) return false;
  return a.entries.every(({ key, value }) => {
    const other = entryOf(b, key)?.value;
    return other !== undefined && isSameValue(value, other);
  });
}

/** In words, as a message says it. */
export function describeNode(node: Node): string {
  if (node.kind === 'map') return 'a map';
  if (node.kind === 'sequence') return 'a list';
  if (node.value === null) return 'nothing';
  if (typeof node.value === 'number') return `the number \`${node.text}\``;
  if (typeof node.value === 'boolean') return `\`${node.text}\``;
  return node.text.length <= 20 && !node.text.includes('\n') ? `the text \`${node.text}\`` : 'text';
}
