import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../../diagnostics/nearest.ts';
import type { Trace } from '../../model/manuscript.ts';
import { describeNode, type Entry, entryOf, type MapNode, type Node } from '../../model/node.ts';
import { isAligned, isNothing, isTranslated, partOf, type Translatable } from '../../model/translatable.ts';
import { join, lastName } from '../../model/validation.ts';

/** Who lays words over a value, and what they are of. */
export interface WordLaying {
  /** In words, e.g. "locale `es`". */
  readonly by: string;
  /** What the value is of, in words: "slide `gitops`", "the deck". */
  readonly owner: string;
  /** Profile that wrote the words that are translated; undefined for the base. */
  readonly writer: string | undefined;
  readonly diagnostics: Diagnostic[];
  readonly trail: Trace[];
}

type Part<K extends Translatable['kind']> = Extract<Translatable, { readonly kind: K }>;

type Layer<K extends Translatable['kind']> = (
  words: Part<K>,
  written: Node,
  laying: WordLaying,
  path: string,
) => Node;

/** One way for each kind of value to take words. */
const layers: { readonly [K in Translatable['kind']]: Layer<K> } = {
  text: layText,
  list: layList,
  map: layMap,
  part: layPart,
};

/** The value with the words of a locale where it has some. What does not fit is told, and the value stays there. */
export function layWords(words: Translatable, written: Node, laying: WordLaying, path = ''): Node {
  if (isNothing(written)) return words.node;
  const layer = layers[words.kind] as Layer<Translatable['kind']>;
  return layer(words, written, laying, path);
}

function layText({ node }: Part<'text'>, written: Node, laying: WordLaying, path: string): Node {
  if (written.kind !== 'scalar') return wrongKind(node, 'text', written, laying, path);
  if (!isTranslated(written)) return node;
  laying.trail.push(traceOf(node, written, laying, path));
  return written;
}

function layList(words: Part<'list'>, written: Node, laying: WordLaying, path: string): Node {
  const { node, items } = words;
  if (written.kind !== 'sequence') return wrongKind(node, 'a list', written, laying, path);
  if (!isAligned(words, written)) {
    laying.diagnostics.push(
      diagnose(
        'locale-length',
        `\`${path}\` of ${laying.owner} has ${count(items.length)}, this translates ${written.items.length}`,
        {
          span: written.span,
          hints: ['`turnout translate` puts each item in its place; an empty item is not translated yet'],
          related: [{ message: 'the list is here', span: node.span }],
        },
      ),
    );
    return node;
  }
  const changed = new Map(
    items.flatMap((item, position): [number, Node][] => {
      const own = written.items[position];
      if (own === undefined || isNothing(own)) return [];
      const itemPath = join(path, item.index);
      if (item.words !== undefined) return [[item.index, layWords(item.words, own, laying, itemPath)]];
      laying.diagnostics.push(notText(itemPath, own, laying));
      return [];
    }),
  );
  return { ...node, items: node.items.map((item, index) => changed.get(index) ?? item) };
}

function layMap({ node, entries }: Part<'map'>, written: Node, laying: WordLaying, path: string): Node {
  if (written.kind !== 'map') return wrongKind(node, 'a map', written, laying, path);
  for (const entry of written.entries)
    if (!entries.has(entry.key)) laying.diagnostics.push(leftOver(node, entry, [...entries.keys()], laying));
  return {
    ...node,
    entries: node.entries.map((entry) => {
      const words = entries.get(entry.key);
      const own = entryOf(written, entry.key)?.value;
      if (words === undefined || own === undefined) return entry;
      return { ...entry, value: layWords(words, own, laying, join(path, entry.key)) };
    }),
  };
}

function layPart(words: Part<'part'>, written: Node, laying: WordLaying, path: string): Node {
  const { node, key, part } = words;
  const own = partOf(words, written);
  if (written.kind === 'map' && own !== written) {
    for (const entry of written.entries)
      if (entry.key !== key) laying.diagnostics.push(leftOver(node, entry, [key], laying));
  }
  if (own === undefined) return node;
  const value = layWords(part, own, laying, join(path, key));
  return {
    ...node,
    entries: node.entries.map((entry) => (entry.key === key ? { ...entry, value } : entry)),
  };
}

function leftOver(base: MapNode, entry: Entry, known: readonly string[], laying: WordLaying): Diagnostic {
  const { key, keySpan, value } = entry;
  const { owner, writer } = laying;
  const own = entryOf(base, key);
  if (writer === undefined && own !== undefined && !isNothing(own.value))
    return notText(key, value, laying, entry);
  const message =
    writer === undefined
      ? `${owner} has no \`${key}\` to translate`
      : `profile \`${writer}\` writes no text \`${key}\` of ${owner}`;
  return diagnose('locale-left-over', message, {
    span: keySpan,
    fix: renameTo(key, known, keySpan),
    hints: [
      didYouMean(key, known) ?? (known.length === 0 ? undefined : `there is: ${known.join(', ')}`),
      'or take the entry out',
    ],
  });
}

function notText(path: string, written: Node, { owner }: WordLaying, entry?: Entry): Diagnostic {
  return diagnose('locale-not-text', `\`${lastName(path)}\` of ${owner} is not text`, {
    span: entry?.keySpan ?? written.span,
    hints: ['take it out: a locale has texts only; what differs otherwise belongs into a profile'],
  });
}

function wrongKind(base: Node, wanted: string, written: Node, laying: WordLaying, path: string): Node {
  const what = path === '' ? laying.owner : `\`${lastName(path)}\` of ${laying.owner}`;
  laying.diagnostics.push(
    diagnose('wrong-type', `${what} is ${wanted}, this is ${describeNode(written)}`, {
      span: written.span,
      hints: ['a locale has the shape of what it translates'],
      related: [{ message: 'it is here', span: base.span }],
    }),
  );
  return base;
}

function traceOf(before: Node, after: Node, { by }: WordLaying, path: string): Trace {
  return { by, verb: 'translate', path, span: after.span, before, after };
}

function count(items: number): string {
  return items === 1 ? '1 item' : `${items} items`;
}
