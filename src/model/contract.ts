/** The kinds of value that a layout's field takes. Each has one reader in `field-types.ts` and one view in `render/`. */
export const layoutFieldTypes = [
  'text',
  'markdown',
  'list',
  'image',
  'media',
  'code',
  'number',
  'choice',
  'flag',
  'link',
  'table',
  'group',
] as const;

/** Kinds that only Turnout's own files use (`deck.yaml`, `contract.yaml`, …). */
export const fileFieldTypes = ['minutes', 'clock', 'size', 'map', 'any'] as const;

export type FieldType = (typeof layoutFieldTypes)[number] | (typeof fileFieldTypes)[number];

/** One field of a layout, as `contract.yaml` describes it. */
export interface Field {
  readonly type: FieldType;
  readonly description: string;
  readonly required: boolean; // defaults to false
  /** Least characters (text, markdown, code), items (list), value (number). */
  readonly min?: number;
  readonly max?: number;
  /** What an absent field becomes. */
  readonly default?: unknown;
  readonly example?: unknown;
  /** Of a list or map: what each item is. */
  readonly item?: Field;
  /** Of a group: its fields. */
  readonly fields?: Fields;
  /** Of a choice: what may be written. */
  readonly options?: readonly string[];
  /** Of a choice: the list whose items its options stand for, in order. */
  readonly picks?: string;
}

export type Fields = ReadonlyMap<string, Field>;

/** How much a slide matters when time is short, most first. */
export const priorities = ['must', 'should', 'could'] as const;

export type Priority = (typeof priorities)[number];

/** What a layout takes. Validation, `turnout layouts` and the reference are read from it. */
export interface Contract {
  readonly description: string;
  /** Level in the PDF's outline: `section` layouts print `<h1>`, others `<h2>`. */
  readonly outline: 'section' | 'slide'; // defaults to "slide"
  /** Of slides that do not say it. */
  readonly priority: Priority; // defaults to "should"
  /** Whether section name, slide number and progress are drawn. */
  readonly furniture: boolean; // defaults to true
  /** The field that names the slide in outlines and window titles. */
  readonly title: string; // defaults to "title"
  /** A slide has exactly one of these fields. */
  readonly oneOf: readonly string[]; // defaults to none
  readonly fields: Fields;
}

/** The type in a line: `list of text, 1–7; each at most 100`, `choice: calm, loud`. */
export function describeField(field: Field): string {
  const options = field.options === undefined ? '' : `: ${field.options.join(', ')}`;
  const own = boundsOf(field);
  const each = field.type === 'list' && field.item !== undefined ? boundsOf(field.item) : '';
  return `${kindOf(field)}${options}${own && `, ${own}`}${each && `; each ${each}`}`;
}

/** The same with what the field becomes when it is left out. */
export function describeWithDefault(field: Field): string {
  const preset = field.default;
  if (preset === undefined) return describeField(field);
  return `${describeField(field)}; default ${typeof preset === 'string' ? preset : JSON.stringify(preset)}`;
}

function kindOf({ type, item }: Field): string {
  return type === 'list' && item !== undefined ? `list of ${kindOf(item)}` : type;
}

function boundsOf({ min, max }: Field): string {
  if (min === undefined) return max === undefined ? '' : `at most ${max}`;
  if (max === undefined) return `at least ${min}`;
  return min === max ? `${min}` : `${min}–${max}`;
}
