import type { Trace } from '../../model/manuscript.ts';
import type { Node } from '../../model/node.ts';

/** A value as it was before a locale put words into it. */
export function untranslated(node: Node, trail: readonly Trace[]): Node {
  const translations = new Map(
    trail.flatMap(({ verb, before, after }): [Node, Node][] =>
      verb === 'translate' && before !== undefined && after !== undefined ? [[after, before]] : [],
    ),
  );
  return translations.size === 0 ? node : withoutWords(node, translations);
}

function withoutWords(node: Node, translations: ReadonlyMap<Node, Node>): Node {
  const before = translations.get(node);
  if (before !== undefined) return before;
  if (node.kind === 'scalar') return node;
  if (node.kind === 'sequence')
    return { ...node, items: node.items.map((item) => withoutWords(item, translations)) };
  const entries = node.entries.map((entry) => ({ ...entry, value: withoutWords(entry.value, translations) }));
  return { ...node, entries };
}
