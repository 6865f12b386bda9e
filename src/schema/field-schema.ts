import { describeField, type Field, type Fields, type FieldType } from '../model/contract.ts';
import {
  clockPattern,
  codeFields,
  imageFields,
  minutesPattern,
  namedSizes,
  plainItem,
  sizeFields,
  tableFields,
} from '../model/field-parts.ts';
import { conditionalKey, mayHaveCondition } from '../model/list-items.ts';
import { mediaFields } from '../model/media-fields.ts';
import { type JsonSchema, oneOf, orNothing, reference, when } from './json-schema.ts';

/** Groups that stand under `definitions`, with their names there: what holds itself cannot be written out. */
export type Known = ReadonlyMap<Fields, string>;

type Builder = (field: Field, known: Known) => JsonSchema;

/**
 * A number or truth value is text, too. Characters have no bounds here: more than the layout was drawn for is a
 * warning, which editors would show as an error, and variables change the length.
 */
const scalar: JsonSchema = { type: ['string', 'number', 'boolean'] };

const textOr =
  (fields: Fields): Builder =>
  (_field, known) => ({ anyOf: [scalar, groupSchema(fields, known)] });

/** The text of a code is of type `code`, because it is kept as written; it is no map again. */
const writtenCode: Fields = new Map(
  [...codeFields].map(([name, field]) => [name, field.type === 'code' ? { ...field, type: 'text' } : field]),
);

/** The shape of each kind of field, as its reader in `model/field-types.ts` takes it. */
const builders: Readonly<Record<FieldType, Builder>> = {
  text: () => scalar,
  markdown: () => scalar,
  link: () => scalar,
  code: textOr(writtenCode),
  image: textOr(imageFields),
  media: mediaSchema,
  table: (_field, known) => groupSchema(tableFields, known),
  list: listSchema,
  group: (field, known) => groupSchema(field.fields ?? new Map(), known),
  number: ({ min, max }) => ({
    type: 'number',
    ...(min !== undefined && { minimum: min }),
    ...(max !== undefined && { maximum: max }),
  }),
  flag: () => ({ type: 'boolean' }),
  choice: (field) => oneOf(field.options ?? []),
  minutes: () => ({
    anyOf: [
      { type: 'number', minimum: 0 },
      { type: 'string', pattern: `^\\s*(?=\\S)${minutesPattern.source.slice(1, -1)}\\s*$` },
    ],
  }),
  clock: () => ({ type: 'string', pattern: clockPattern.source }),
  size: (_field, known) => ({ anyOf: [oneOf(Object.keys(namedSizes)), groupSchema(sizeFields, known)] }),
  map: (field, known) => ({ type: 'object', additionalProperties: itemSchema(field, known) }),
  any: () => ({}),
};

export function fieldSchema(field: Field, known: Known = new Map()): JsonSchema {
  return { ...annotations(field), ...builders[field.type](field, known) };
}

/** A map that has these keys and no other. */
export function groupSchema(fields: Fields, known: Known = new Map()): JsonSchema {
  const name = known.get(fields);
  return name === undefined ? closedGroup(fields, known) : reference(name);
}

/** The same, written out even when it is a known one. */
export function closedGroup(fields: Fields, known: Known = new Map()): JsonSchema {
  const required = [...fields].flatMap(([name, field]) => (field.required ? [name] : []));
  return {
    type: 'object',
    properties: propertiesOf(fields, known),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

export function propertiesOf(fields: Fields, known: Known = new Map()): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    [...fields].map(([name, field]) => {
      const schema = fieldSchema(field, known);
      return [name, field.required ? schema : orNothing(schema)];
    }),
  );
}

/** The captions may be the path of one file. */
function mediaSchema(_field: Field, known: Known): JsonSchema {
  const { properties, ...group } = closedGroup(mediaFields, known);
  const { captions, ...others } = properties as Readonly<Record<string, JsonSchema>>;
  const media = { ...group, properties: { ...others, captions: { anyOf: [scalar, captions ?? {}] } } };
  return { anyOf: [scalar, media] };
}

/** A list, or the name of a list variable. Bounds are those of what is left of items with conditions. */
function listSchema(field: Field, known: Known): JsonSchema {
  const { min, max, item = plainItem } = field;
  const items = itemSchema(field, known);
  const bounds = { ...(min !== undefined && { minItems: min }), ...(max !== undefined && { maxItems: max }) };
  const shape: JsonSchema = { type: ['array', 'string'], pattern: listVariable };
  if (!mayHaveCondition(item)) return { ...shape, items, ...bounds };
  return {
    ...shape,
    items: { anyOf: [items, conditional(item, items)] },
    ...(Object.keys(bounds).length > 0 && when({ not: { contains: hasCondition } }, bounds)),
  };
}

/** Nothing but one variable. */
const listVariable = '^\\s*\\{\\{[^{}]*\\}\\}\\s*$';

const hasCondition: JsonSchema = { type: 'object', required: ['when'] };

/** `{ when, text }`, or a map of the item's own fields and `when`. */
function conditional({ type, fields }: Field, item: JsonSchema): JsonSchema {
  const key = conditionalKey(type);
  const own = key === undefined ? propertiesOf(fields ?? new Map()) : { [key]: item };
  return {
    ...hasCondition,
    description: 'an item with a condition',
    properties: { when: conditionSchema, ...own },
    ...(key !== undefined && { required: ['when', key], additionalProperties: false }),
  };
}

/** `company and not internal` */
export const conditionSchema: JsonSchema = {
  description: 'condition on variables, `profile` and `lang`, such as `company and not internal`',
  type: ['string', 'number', 'boolean', 'null'],
};

/** In a list or map an empty text is text; nothing else may be empty there. */
function itemSchema({ item = plainItem }: Field, known: Known): JsonSchema {
  const schema = fieldSchema(item, known);
  return ['text', 'markdown', 'link'].includes(item.type) ? orNothing(schema) : schema;
}

/** Types that an editor shows by itself, or that say nothing to somebody who writes a deck. */
const silent: ReadonlySet<FieldType> = new Set<FieldType>([
  'any',
  'map',
  'group',
  'minutes',
  'clock',
  'size',
  'choice',
  'flag',
]);

/** `list of text, 1–7; each at most 100`; nothing where that goes without saying. */
function kindOf(field: Field): string {
  const isSilent = silent.has(field.type) || (field.item !== undefined && silent.has(field.item.type));
  const kind = describeField(field);
  return isSilent || kind === 'text' ? '' : `(${kind})`;
}

function annotations(field: Field): JsonSchema {
  const description = [field.description, kindOf(field)].filter((part) => part !== '').join(' ');
  return {
    ...(field.description !== '' && { description }),
    ...(field.default !== undefined && { default: field.default }),
    ...(field.example !== undefined && { examples: [field.example] }),
  };
}
