import { TurnoutError } from '../../diagnostics/diagnostic.ts';
import type { WritingHost } from '../../host.ts';
import { describeField, type Fields } from '../../model/contract.ts';
import type { Layout } from '../../model/layout.ts';
import { type Library, openLibrary } from '../../read/library.ts';
import { isDeck, libraryRoots } from '../../read/locate.ts';
import { exitCodeOf } from '../exit-code.ts';
import { dim, printLine, printReport, strong } from '../terminal.ts';

/** Lists the layouts with their fields in a line each; `*` marks what a slide must have. */
export async function run(host: WritingHost, name: string | undefined): Promise<number> {
  const library = openLibrary(host, libraryRoots(host, isDeck(host, host.cwd) ? host.cwd : undefined));
  if (name !== undefined) return showOne(library, name);
  const names = library.layoutNames();
  const width = Math.max(...names.map((each) => each.length));
  const found = names.map((each) => library.layout(each));
  for (const { value } of found) {
    if (value === undefined) continue;
    printLine(`${strong(value.name.padEnd(width))}  ${value.contract.description}`);
    printLine(`${' '.repeat(width)}  ${dim(fieldNames(value))}`);
  }
  const diagnostics = found.flatMap((each) => each.diagnostics);
  await printReport(diagnostics, host);
  if (diagnostics.length === 0)
    printLine(`\n${dim('* needed; `turnout layouts NAME` shows what each field takes')}`);
  return exitCodeOf(diagnostics);
}

function fieldNames(layout: Layout): string {
  return [...layout.contract.fields].map(([name, field]) => (field.required ? `${name}*` : name)).join('  ');
}

function showOne(library: Library, name: string): number {
  const { value, diagnostics } = library.layout(name);
  if (value === undefined) throw new TurnoutError(...diagnostics);
  printLine(`${strong(value.name)}  ${value.contract.description}\n`);
  printFields(value.contract.fields, '  ');
  return 0;
}

function printFields(fields: Fields, indent: string): void {
  const width = Math.max(...[...fields.keys()].map((name) => name.length)) + 1;
  for (const [name, field] of fields) {
    const label = `${name}${field.required ? '*' : ''}`.padEnd(width);
    const preset = field.default === undefined ? '' : `, default ${JSON.stringify(field.default)}`;
    printLine(`${indent}${strong(label)}  ${field.description} ${dim(`(${describeField(field)}${preset})`)}`);
    const inner = field.fields ?? field.item?.fields;
    if (inner !== undefined) printFields(inner, `${indent}    `);
  }
}
