import { slideFields } from '../../compose/deck-keys.ts';
import { TurnoutError } from '../../diagnostics/diagnostic.ts';
import type { WritingHost } from '../../host.ts';
import { describeWithDefault, type Field, type Fields } from '../../model/contract.ts';
import { codeFields, imageFields, tableFields } from '../../model/field-parts.ts';
import { mediaFields } from '../../model/media-fields.ts';
import { readExample } from '../../read/example.ts';
import { openLibrary } from '../../read/library.ts';
import { isDeck, libraryRoots } from '../../read/locate.ts';
import { type Described, layoutReference, layoutsReference, plainContract } from '../../schema/reference.ts';
import { exitCodeOf } from '../exit-code.ts';
import { dim, printLine, printReport, strong } from '../terminal.ts';

export interface LayoutsOptions {
  readonly format: string;
}

/** How the layouts are printed: all of them, and one of them. */
interface Printer {
  readonly all: (described: readonly Described[]) => void;
  readonly one: (described: Described) => void;
}

const printers: Readonly<Record<string, Printer>> = {
  human: { all: listAll, one: showOne },
  json: {
    all: (described) => printLine(JSON.stringify(described.map(plainContract), null, 2)),
    one: (described) => printLine(JSON.stringify(plainContract(described), null, 2)),
  },
  markdown: {
    all: (described) => printLine(layoutsReference(described)),
    one: (described) => printLine(layoutReference(described)),
  },
};

/** Lists the layouts, or shows all that one of them takes. */
export async function run(
  host: WritingHost,
  name: string | undefined,
  options: LayoutsOptions,
): Promise<number> {
  const library = openLibrary(host, libraryRoots(host, isDeck(host, host.cwd) ? host.cwd : undefined));
  const found = (name === undefined ? library.layoutNames() : [name]).map((each) => library.layout(each));
  const diagnostics = found.flatMap((each) => each.diagnostics);
  const described = found.flatMap(({ value }) =>
    value === undefined ? [] : [{ layout: value, example: readExample(host, value) }],
  );
  const printer = printers[options.format];
  if (name === undefined) {
    printer?.all(described);
    await printReport(diagnostics, host);
    return exitCodeOf(diagnostics);
  }
  const [only] = described;
  if (only === undefined) throw new TurnoutError(...diagnostics);
  printer?.one(only);
  return 0;
}

/** A layout in two lines; `*` marks what a slide must have. */
function listAll(described: readonly Described[]): void {
  const width = Math.max(...described.map(({ layout }) => layout.name.length));
  for (const { layout } of described) {
    const fields = [...layout.contract.fields].map(([name, field]) => withMark(name, field)).join('  ');
    printLine(`${strong(layout.name.padEnd(width))}  ${layout.contract.description}`);
    printLine(`${' '.repeat(width)}  ${dim(fields)}`);
  }
  printLine(`\n${dim('* needed; `turnout layouts NAME` shows what each field takes')}`);
}

function showOne({ layout, example }: Described): void {
  printLine(`${strong(layout.name)}  ${layout.contract.description}`);
  const { oneOf } = layout.contract;
  const choice = oneOf.length === 0 ? '' : `, exactly one of ${oneOf.join(', ')}`;
  printLine(`\n${strong('Fields')} ${dim(`(* needed${choice})`)}`);
  printRows(rowsOf(layout.contract.fields, '  '));
  printLine(`\n${strong('Keys of every slide')}\n  ${[...slideFields.keys()].join('  ')}`);
  if (example === undefined) return;
  printLine(`\n${strong('Example')}`);
  for (const line of example.text.split('\n')) printLine(line === '' ? '' : `  ${line}`);
}

interface Row {
  readonly label: string;
  readonly type: string;
  readonly description: string;
}

/** What a value of some types holds, when it is written as a map. */
const parts: Partial<Record<Field['type'], Fields>> = {
  image: imageFields,
  media: mediaFields,
  code: codeFields,
  table: tableFields,
};

/** `within` are the groups that the fields are in: the text of a code is a code. */
function rowsOf(fields: Fields, indent: string, within: readonly Fields[] = []): Row[] {
  return [...fields].flatMap(([name, field]) => {
    const inner = field.fields ?? field.item?.fields ?? parts[field.item?.type ?? field.type];
    const row = {
      label: `${indent}${withMark(name, field)}`,
      type: describeWithDefault(field),
      description: field.description,
    };
    if (inner === undefined || within.includes(inner)) return [row];
    return [row, ...rowsOf(inner, `${indent}  `, [...within, inner])];
  });
}

function printRows(rows: readonly Row[]): void {
  const labels = Math.max(...rows.map(({ label }) => label.length));
  const types = Math.max(...rows.map(({ type }) => type.length));
  for (const { label, type, description } of rows) {
    printLine(`${strong(label.padEnd(labels))}  ${dim(type.padEnd(types))}  ${description}`.trimEnd());
  }
}

function withMark(name: string, field: Field): string {
  return field.required ? `${name}*` : name;
}
