import { describeWithDefault, type Field, type Fields } from '../model/contract.ts';
import type { Layout } from '../model/layout.ts';
import type { Example } from '../read/example.ts';

export interface Described {
  readonly layout: Layout;
  readonly example: Example | undefined;
}

/** The reference of layouts as Markdown: a list of all, then an entry each. Ends without a line break. */
export function layoutsReference(described: readonly Described[]): string {
  const list = described.map(
    ({ layout: { name, contract } }) => `| [${name}](#${name}) | ${cell(contract.description)} |`,
  );
  return [
    ['| Layout | What it is for |', '|---|---|', ...list].join('\n'),
    ...described.map((each) => layoutReference(each)),
  ].join('\n\n');
}

export function layoutReference({ layout: { name, contract }, example }: Described): string {
  return [
    `### ${name}`,
    contract.description,
    ...(contract.oneOf.length === 0
      ? []
      : [`A slide has exactly one of ${contract.oneOf.map((each) => `\`${each}\``).join(', ')}.`]),
    [
      '| Field | Needed | Type | What it is |',
      '|---|---|---|---|',
      ...rowsOf(contract.fields).map(
        ({ path, field }) =>
          `| \`${path}\` | ${field.required ? 'yes' : ''} | ${cell(describeWithDefault(field))} | ${cell(field.description)} |`,
      ),
    ].join('\n'),
    ...(example === undefined ? [] : [fenced(example.text)]),
  ].join('\n\n');
}

/** An example may hold a fence itself. */
function fenced(text: string): string {
  const fence = text.includes('```') ? '````' : '```';
  return `${fence}yaml\n${text}\n${fence}`;
}

interface Row {
  /** `lines.label` is the `label` of the group, or of each item of the list, `lines`. */
  readonly path: string;
  readonly field: Field;
}

function rowsOf(fields: Fields, prefix = ''): Row[] {
  return [...fields].flatMap(([name, field]) => [
    { path: prefix + name, field },
    ...rowsOf(field.fields ?? field.item?.fields ?? new Map(), `${prefix}${name}.`),
  ]);
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** A layout's contract as plain data, for programs: maps become objects, in the order of the contract. */
export function plainContract({ layout: { name, contract }, example }: Described): object {
  return {
    name,
    ...contract,
    fields: plainFields(contract.fields),
    ...(example !== undefined && { example: example.value }),
  };
}

function plainFields(fields: Fields): object {
  return Object.fromEntries([...fields].map(([name, field]) => [name, plainField(field)]));
}

function plainField({ item, fields, ...rest }: Field): object {
  return {
    ...rest,
    ...(item !== undefined && { item: plainField(item) }),
    ...(fields !== undefined && { fields: plainFields(fields) }),
  };
}
