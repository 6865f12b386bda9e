import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import type { Trace } from '../../model/manuscript.ts';
import { describeNode, type Node, type ScalarNode } from '../../model/node.ts';

export interface ListPlace {
  readonly path: string;
  readonly diagnostics: Diagnostic[];
  readonly trail: readonly Trace[];
}

export type ListEdit = (
  items: readonly Node[],
  written: readonly Node[],
  place: ListPlace,
) => readonly Node[];

/** What may be done to a list, in the order in which it is done: `remove` means the items as they are before. */
export const listEdits = {
  remove: (items, written, place) => {
    const gone = new Set(written.flatMap((each) => findItem(items, each, place) ?? []));
    return items.filter((_, index) => !gone.has(index));
  },
  prepend: (items, written) => [...written, ...items],
  append: (items, written) => [...items, ...written],
} as const satisfies Readonly<Record<string, ListEdit>>;

/** Zero-based place of the item that is meant by its number or its text. */
function findItem(items: readonly Node[], wanted: Node, place: ListPlace): number | undefined {
  if (wanted.kind !== 'scalar' || wanted.value === null) {
    place.diagnostics.push(
      diagnose(
        'wrong-type',
        `an item to remove is named by its text or number, this is ${describeNode(wanted)}`,
        {
          span: wanted.span,
        },
      ),
    );
    return undefined;
  }
  const texts = items.map((item) => textsOf(item, place.trail));
  const found = texts.flatMap((each, index) => (each.includes(wanted.text.trim()) ? [index] : []));
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  if (typeof wanted.value === 'number' && first === undefined) {
    if (items[wanted.value - 1] !== undefined) return wanted.value - 1;
    place.diagnostics.push(
      noItem(wanted, `\`${place.path}\` has no item ${wanted.text}`, `it has ${items.length}`),
    );
    return undefined;
  }
  place.diagnostics.push(
    second === undefined
      ? noItem(
          wanted,
          `\`${place.path}\` has no such item`,
          didYouMean(wanted.text, texts.flat()) ?? byNumber,
        )
      : noItem(wanted, `\`${place.path}\` has ${found.length} items with this text`, byNumber),
  );
  return undefined;
}

const byNumber = 'an item can also be named by its number: `remove: [2]`';

function noItem(wanted: ScalarNode, message: string, hint: string): Diagnostic {
  return diagnose('change-target', message, { span: wanted.span, hints: [hint] });
}

/** The text of an item, and what it was before it was translated: a profile names items as the base writes them. */
function textsOf(item: Node, trail: readonly Trace[]): string[] {
  const before = trail.find(({ after }) => after === item)?.before;
  const own = item.kind === 'scalar' ? [item.text.trim()] : [];
  return before === undefined ? own : [...own, ...textsOf(before, [])];
}
