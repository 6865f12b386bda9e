import { channels } from '../../model/channel.ts';
import type { Field, Fields, FieldType } from '../../model/contract.ts';
import { imageFields, plainItem, tableFields } from '../../model/field-parts.ts';
import { conditionalKey } from '../../model/list-items.ts';
import { mediaFields } from '../../model/media-fields.ts';
import { entryOf, type MapNode, type Node, type ScalarNode } from '../../model/node.ts';
import { hasWords, type Translatable } from '../../model/translatable.ts';
import { authorFields, backgroundFields, deckFields, sectionFields } from '../deck-keys.ts';

/** Which texts are meant. */
export interface Pick {
  /** Whether a text is one of those, e.g. one that a profile wrote. */
  readonly has: (node: ScalarNode) => boolean;
  /** Whether the items of a list that have none of those texts keep their place. */
  readonly keepsPlaces: boolean;
  /** Whether nobody misses a translation, because nobody sees the text. */
  readonly isUnseen?: boolean; // defaults to false
}

type Reader = (node: Node, field: Field, pick: Pick) => Translatable | undefined;

/** What of each kind of field is text for an audience. The others have none. */
const readers: Partial<Record<FieldType, Reader>> = {
  text: readText,
  markdown: readText,
  list: readList,
  group: (node, { fields }, pick) => readMap(node, fields ?? new Map(), pick),
  map: (node, { item }, pick) =>
    node.kind === 'map'
      ? readMap(node, new Map(node.entries.map(({ key }) => [key, item ?? plainItem])), pick)
      : undefined,
  image: (node, _field, pick) => readMap(node, only(imageFields, ['alt', 'caption']), pick),
  media: (node, _field, pick) => readMap(node, only(mediaFields, ['alt', 'caption', 'transcript']), pick),
  table: (node, _field, pick) => readMap(node, only(tableFields, ['header', 'rows']), pick),
};

/** The texts of a map, by its fields; undefined where it has none. */
export function readMap(node: Node, fields: Fields, pick: Pick): Translatable | undefined {
  if (node.kind !== 'map') return undefined;
  const entries = node.entries.flatMap(({ key, value }): [string, Translatable][] => {
    const field = fields.get(key);
    const words = field === undefined ? undefined : readers[field.type]?.(value, field, pick);
    return words === undefined ? [] : [[key, words]];
  });
  return entries.length === 0 ? undefined : { kind: 'map', node, entries: new Map(entries) };
}

function readText(node: Node, _field: Field, pick: Pick): Translatable | undefined {
  if (node.kind !== 'scalar' || node.value === null || !pick.has(node)) return undefined;
  return { kind: 'text', node, isWanted: pick.isUnseen !== true && hasWords(node.text) };
}

function readList(node: Node, field: Field, pick: Pick): Translatable | undefined {
  if (node.kind !== 'sequence') return undefined;
  const item = field.item ?? plainItem;
  const items = node.items.map((each, index) => {
    const words = readItem(each, item, pick);
    return { index, ...(words === undefined ? {} : { words }) };
  });
  if (items.every(({ words }) => words === undefined)) return undefined;
  return {
    kind: 'list',
    node,
    items: pick.keepsPlaces ? items : items.filter(({ words }) => words !== undefined),
  };
}

/** An item, or what stands in it beside a condition. */
function readItem(node: Node, item: Field, pick: Pick): Translatable | undefined {
  const key = conditionalKey(item.type);
  const inner = node.kind === 'map' && key !== undefined ? entryOf(node, key)?.value : undefined;
  if (node.kind !== 'map' || key === undefined || inner === undefined)
    return readers[item.type]?.(node, item, pick);
  const part = readers[item.type]?.(inner, item, pick);
  return part === undefined ? undefined : { kind: 'part', node, key, part };
}

function only(fields: Fields, names: readonly string[]): Fields {
  return new Map([...fields].filter(([name]) => names.includes(name)));
}

const text = plainItem;
const texts: Field = { type: 'list', item: text, description: '', required: false };
const group = (fields: Fields): Field => ({ type: 'group', fields, description: '', required: false });

const plainKeys = ['title', 'subtitle', 'event', 'date', 'description', 'keywords', 'print'] as const;

/** Keys of `deck.yaml` that have texts. */
export const deckTextKeys = [...plainKeys, 'authors', 'variables'] as const;

const deckTexts: Fields = new Map<string, Field>([
  ...only(deckFields, plainKeys),
  ['authors', { type: 'list', item: group(only(authorFields, ['role'])), description: '', required: false }],
]);

/** The texts of `deck.yaml`, with those of variables. */
export function readDeckTexts(deck: MapNode, pick: Pick): Translatable | undefined {
  const words = readMap(deck, deckTexts, pick);
  const variables = readVariableTexts(entryOf(deck, 'variables')?.value, pick);
  if (variables === undefined) return words;
  const entries = words?.kind === 'map' ? words.entries : [];
  return { kind: 'map', node: deck, entries: new Map([...entries, ['variables', variables]]) };
}

function readVariableTexts(node: Node | undefined, pick: Pick): Translatable | undefined {
  if (node?.kind !== 'map') return undefined;
  const entries = node.entries.flatMap(({ key, value }): [string, Translatable][] => {
    const words = readVariableText(value, pick);
    return words === undefined ? [] : [[key, words]];
  });
  return entries.length === 0 ? undefined : { kind: 'map', node, entries: new Map(entries) };
}

function readVariableText(node: Node, pick: Pick): Translatable | undefined {
  if (node.kind === 'sequence') return readList(node, texts, pick);
  if (node.kind === 'scalar') return typeof node.value === 'string' ? readText(node, text, pick) : undefined;
  const type = entryOf(node, 'type')?.value;
  const value = entryOf(node, 'value')?.value;
  const isWords = type === undefined || (type.kind === 'scalar' && ['text', 'list'].includes(type.text));
  const part = value === undefined || !isWords ? undefined : readVariableText(value, pick);
  return part === undefined ? undefined : { kind: 'part', node, key: 'value', part };
}

const sectionTexts = only(sectionFields, ['title', 'remark']);

export function readSectionTexts(section: MapNode, pick: Pick): Translatable | undefined {
  return readMap(section, sectionTexts, pick);
}

/** The texts of a slide: those of its layout, its notes, and what describes its background. */
export function readSlideTexts(slide: MapNode, fields: Fields, pick: Pick): Translatable | undefined {
  const hidden = entryOf(slide, 'hidden')?.value;
  const isUnseen = pick.isUnseen === true || (hidden?.kind === 'scalar' && hidden.value === true);
  const own = { ...pick, isUnseen };
  const all = new Map([...fields, ['background', group(only(backgroundFields, ['alt']))] as const]);
  const words = readMap(slide, all, own);
  const notes = readNotesTexts(entryOf(slide, 'notes')?.value, own);
  if (notes === undefined) return words;
  const entries = words?.kind === 'map' ? words.entries : [];
  return { kind: 'map', node: slide, entries: new Map([...entries, ['notes', notes]]) };
}

function readNotesTexts(node: Node | undefined, pick: Pick): Translatable | undefined {
  if (node?.kind !== 'map') return node === undefined ? undefined : readChannel(node, pick);
  if (!channels.some((name) => entryOf(node, name) !== undefined)) return readItem(node, text, pick);
  const entries = node.entries.flatMap(({ key, value }): [string, Translatable][] => {
    const words = readChannel(value, key === 'private' ? { ...pick, isUnseen: true } : pick);
    return words === undefined ? [] : [[key, words]];
  });
  return entries.length === 0 ? undefined : { kind: 'map', node, entries: new Map(entries) };
}

/** A text, or a list of texts and parts with a condition. */
function readChannel(node: Node, pick: Pick): Translatable | undefined {
  return node.kind === 'sequence' ? readList(node, texts, pick) : readItem(node, text, pick);
}
