/**
 * The part of JSON Schema that Turnout writes. Draft-07, because that is what the YAML extensions of editors
 * understand whole (https://github.com/redhat-developer/yaml-language-server#features).
 */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly type?: SimpleType | readonly SimpleType[];
  readonly enum?: readonly unknown[];
  /** What each value of `enum` means. Not of JSON Schema, but shown by editors. */
  readonly enumDescriptions?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly contains?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly maxProperties?: number;
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly not?: JsonSchema;
  readonly if?: JsonSchema;
  readonly then?: JsonSchema;
  readonly else?: JsonSchema;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

type SimpleType = 'array' | 'boolean' | 'null' | 'number' | 'object' | 'string';

/** The schema of a whole file. */
export function fileSchema(title: string, schema: JsonSchema): JsonSchema {
  return { $schema: 'http://json-schema.org/draft-07/schema#', title, ...schema };
}

export function reference(definition: string): JsonSchema {
  return { $ref: `#/definitions/${definition}` };
}

export function when(condition: JsonSchema, consequence: JsonSchema): JsonSchema {
  // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
  return { if: condition, then: consequence };
}

/** A key with nothing after it counts as left out. */
export function orNothing(schema: JsonSchema): JsonSchema {
  if (schema.enum !== undefined) {
    const { type: _, ...rest } = schema;
    return schema.enum.includes(null) ? schema : { ...rest, enum: [...schema.enum, null] };
  }
  if (schema.type !== undefined) {
    const types = [schema.type].flat() as SimpleType[];
    return types.includes('null') ? schema : { ...schema, type: [...types, 'null'] };
  }
  const { description, default: preset, examples, ...shape } = schema;
  if (Object.keys(shape).length === 0) return schema;
  const notes = {
    ...(description !== undefined && { description }),
    ...(preset !== undefined && { default: preset }),
    ...(examples !== undefined && { examples }),
  };
  return { ...notes, anyOf: [...(shape.anyOf ?? [shape]), { type: 'null' }] };
}

/** A word as YAML may hand it over: `4` and `true` are no text there. */
export function spellings(word: string): readonly unknown[] {
  if (word === 'true' || word === 'false') return [word, word === 'true'];
  return word !== '' && String(Number(word)) === word ? [word, Number(word)] : [word];
}

export function oneOf(words: Iterable<string>): JsonSchema {
  return { enum: [...words].flatMap(spellings) };
}

/** Another shape for a key of a group; what is said about the key stays. */
export function reshape(group: JsonSchema, key: string, shape: JsonSchema): JsonSchema {
  const { description, default: preset, examples } = group.properties?.[key] ?? {};
  const isNeeded = group.required?.includes(key) === true;
  const kept = {
    ...(description !== undefined && { description }),
    ...(preset !== undefined && { default: preset }),
    ...(examples !== undefined && { examples }),
    ...shape,
  };
  return { ...group, properties: { ...group.properties, [key]: isNeeded ? kept : orNothing(kept) } };
}
