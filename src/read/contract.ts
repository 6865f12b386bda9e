import { type Checked, type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Source, Span } from '../diagnostics/source.ts';
import {
  type Contract,
  type Field,
  type Fields,
  type FieldType,
  layoutFieldTypes,
  type Priority,
  priorities,
} from '../model/contract.ts';
import type { FieldGroup, FieldValue } from '../model/deck.ts';
import type { Node } from '../model/node.ts';
import { validateGroup } from '../model/validate.ts';
import { join, type Validation } from '../model/validation.ts';

/** Keys that every slide has; a layout's field may not take their names. */
export const reservedNames: ReadonlySet<string> = new Set([
  'id',
  'layout',
  'notes',
  'when',
  'minutes',
  'priority',
  'background',
  'transition',
  'steps',
  'hidden',
  'ignore',
  'use',
  'slide',
  'section',
  'deck',
]);

const number = (description: string): Field => ({ type: 'number', description, required: false });

/** Keys of one field. A field may hold fields: the table holds itself. */
export const fieldKeys = new Map<string, Field>([
  ['type', { type: 'choice', options: layoutFieldTypes, description: 'kind of value', required: true }],
  ['description', { type: 'text', description: 'what it is, for the reference', required: false }],
  ['required', { type: 'flag', description: 'whether a slide must have it', required: false }],
  ['min', number('least characters, items or value')],
  ['max', number('most characters, items or value')],
  ['default', { type: 'any', description: 'value when it is left out', required: false }],
  ['example', { type: 'any', description: 'a value that looks good', required: false }],
  [
    'options',
    {
      type: 'list',
      item: { type: 'text', description: 'choice', required: false },
      description: 'what a choice offers',
      required: false,
    },
  ],
  [
    'picks',
    {
      type: 'text',
      description: 'of a choice: the list whose items its options stand for, in order',
      required: false,
    },
  ],
]);
fieldKeys.set('item', {
  type: 'group',
  fields: fieldKeys,
  description: 'what each item of a list is',
  required: false,
});
fieldKeys.set('fields', {
  type: 'map',
  item: { type: 'group', fields: fieldKeys, description: 'a field', required: false },
  description: 'fields of a group',
  required: false,
});

/** Keys of `contract.yaml`. */
export const contractKeys: Fields = new Map<string, Field>([
  ['description', { type: 'text', description: 'what the layout is for', required: true }],
  [
    'outline',
    {
      type: 'choice',
      options: ['section', 'slide'],
      default: 'slide',
      description: 'level in the outline',
      required: false,
    },
  ],
  [
    'priority',
    {
      type: 'choice',
      options: priorities,
      default: 'should',
      description: 'how much its slides matter when time is short, unless they say it themselves',
      required: false,
    },
  ],
  [
    'furniture',
    {
      type: 'flag',
      default: true,
      description: 'whether section name, number and progress are drawn',
      required: false,
    },
  ],
  ['title', { type: 'text', default: 'title', description: 'field that names the slide', required: false }],
  [
    'one-of',
    {
      type: 'list',
      item: { type: 'text', description: 'field', required: false },
      min: 2,
      description: 'fields of which a slide has exactly one',
      required: false,
    },
  ],
  ['fields', { ...(fieldKeys.get('fields') as Field), required: true }],
]);

/** Reads a contract from its parsed file. A contract with any fault has no value. */
export function parseContract(node: Node | undefined, source: Source): Checked<Contract> {
  const start: Span = { source, start: 0, end: 0 };
  if (node?.kind !== 'map') {
    return {
      diagnostics: [
        diagnose('contract-invalid', 'a contract is a map with `description` and `fields`', {
          span: node?.span ?? start,
        }),
      ],
    };
  }
  const validation: Validation = { diagnostics: [], spans: new Map(), owner: 'a contract' };
  const values = validateGroup(node, contractKeys, validation);
  const fields =
    values.fields === undefined ? new Map() : toFields(values.fields as FieldGroup, 'fields', validation);
  for (const name of fields.keys()) {
    if (reservedNames.has(name)) {
      validation.diagnostics.push(
        diagnose('contract-invalid', `\`${name}\` is a key of every slide and cannot be a field`, {
          span: validation.spans.get(`fields.${name}`) ?? start,
        }),
      );
    }
  }
  const oneOf = (values['one-of'] ?? []) as readonly string[];
  checkNames(fields, oneOf, validation, start);
  const diagnostics = validation.diagnostics.map(asContractFault);
  if (diagnostics.length > 0) return { diagnostics };
  return {
    value: {
      description: String(values.description),
      outline: values.outline as Contract['outline'],
      priority: values.priority as Priority,
      furniture: values.furniture as boolean,
      title: String(values.title),
      oneOf,
      fields,
    },
    diagnostics,
  };
}

/** What fields say of one another must be true. */
function checkNames(fields: Fields, oneOf: readonly string[], validation: Validation, start: Span): void {
  const told = (message: string, path: string): void =>
    void validation.diagnostics.push(
      diagnose('contract-invalid', message, {
        span: validation.spans.get(path) ?? start,
        hints: [`its fields are: ${[...fields.keys()].join(', ')}`],
      }),
    );
  for (const [index, name] of oneOf.entries())
    if (!fields.has(name)) told(`\`one-of\` names \`${name}\`, which is no field`, `one-of.${index}`);
  for (const [name, { picks }] of fields) {
    if (picks !== undefined && fields.get(picks)?.type !== 'list')
      told(`\`picks\` names \`${picks}\`, which is no list`, `fields.${name}.picks`);
  }
}

/** Whatever is wrong with a contract has one code: its author mends it, not the speaker. */
function asContractFault(fault: Diagnostic): Diagnostic {
  return { ...fault, code: 'contract-invalid', severity: 'error' };
}

function toFields(values: FieldGroup, path: string, validation: Validation): Fields {
  const entries = Object.entries(values).filter(
    (entry): entry is [string, FieldGroup] => typeof entry[1] === 'object',
  );
  return new Map(entries.map(([name, each]) => [name, toField(each, join(path, name), validation)]));
}

/** What a field of a type cannot do without. */
export const needs: Partial<Record<FieldType, keyof Field>> = {
  list: 'item',
  group: 'fields',
  choice: 'options',
};

function toField(values: FieldGroup, path: string, validation: Validation): Field {
  const type = values.type as FieldType;
  const needed = needs[type];
  if (needed !== undefined && values[needed] === undefined) {
    validation.diagnostics.push(
      diagnose('contract-invalid', `a ${type} needs \`${needed}\``, {
        ...spanOf(path, validation),
        hints: [`add \`${needed}:\` to it`],
      }),
    );
  }
  const optional = <K extends keyof Field>(key: K, value: FieldValue | undefined): Partial<Field> =>
    value === undefined ? {} : { [key]: value };
  return {
    type,
    description: String(values.description ?? ''),
    required: values.required === true,
    ...optional('min', values.min),
    ...optional('max', values.max),
    ...optional('default', values.default),
    ...optional('example', values.example),
    ...optional('options', values.options),
    ...optional('picks', values.picks),
    ...(values.item === undefined
      ? {}
      : { item: toField(values.item as FieldGroup, join(path, 'item'), validation) }),
    ...(values.fields === undefined
      ? {}
      : { fields: toFields(values.fields as FieldGroup, join(path, 'fields'), validation) }),
  };
}

function spanOf(path: string, validation: Validation): { span?: Span } {
  const span = validation.spans.get(path);
  return span === undefined ? {} : { span };
}
