import type { Field, FieldType } from './contract.ts';
import { type Entry, entryOf, type MapNode, type Node } from './node.ts';
import { report, type Validation } from './validation.ts';

/** The key under which an item that is no map stands beside its condition. */
const keys: Partial<Record<FieldType, string>> = {
  text: 'text',
  markdown: 'text',
  link: 'text',
  number: 'text',
  choice: 'text',
  flag: 'text',
  list: 'items',
};

export function conditionalKey(type: FieldType): string | undefined {
  return keys[type];
}

/** Whether items may have a condition: where `when` is a field of their own, it is only that. */
export function mayHaveCondition({ fields }: Field): boolean {
  return fields?.has('when') !== true;
}

/** The items that are part of the edition, without their conditions. */
export function shownItems(items: readonly Node[], item: Field, validation: Validation): readonly Node[] {
  if (validation.isShown === undefined || !mayHaveCondition(item)) return items;
  return items.flatMap((node) => {
    const condition = node.kind === 'map' ? entryOf(node, 'when') : undefined;
    if (node.kind !== 'map' || condition === undefined) return [node];
    const isShown = isNothing(condition.value) || validation.isShown?.(condition.value) === true;
    const inner = withoutCondition(node, item, validation);
    return isShown && inner !== undefined ? [inner] : [];
  });
}

function withoutCondition(map: MapNode, item: Field, validation: Validation): Node | undefined {
  const rest = map.entries.filter(({ key }) => key !== 'when');
  const key = conditionalKey(item.type);
  if (key === undefined) return { ...map, entries: rest };
  for (const entry of rest) if (entry.key !== key) reportOdd(entry, key, validation);
  const inner = rest.find((entry) => entry.key === key);
  if (inner !== undefined) return inner.value;
  report(validation, 'missing-field', `an item with a condition has no \`${key}\``, map.span, [
    `write \`{ when: …, ${key}: … }\``,
  ]);
  return undefined;
}

function reportOdd({ key, keySpan }: Entry, wanted: string, validation: Validation): void {
  report(validation, 'unknown-field', `an item with a condition has no field \`${key}\``, keySpan, [
    `its fields are: when, ${wanted}`,
  ]);
}

function isNothing(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}
