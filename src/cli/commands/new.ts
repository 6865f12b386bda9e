import { relative, resolve } from 'node:path';
import { scaffold } from '../../export/scaffold.ts';
import type { WritingHost } from '../../host.ts';
import { printLine, strong } from '../terminal.ts';

export interface NewOptions {
  readonly template: string;
}

export async function run(
  host: WritingHost,
  named: string | undefined,
  options: NewOptions,
): Promise<number> {
  const folder = resolve(host.cwd, named ?? '.');
  const files = scaffold(host, folder, options.template);
  const shown = relative(host.cwd, folder) || '.';
  printLine(`${strong(shown)}  ${files.length} files from the template \`${options.template}\``);
  for (const file of files) printLine(`  ${file}`);
  printLine('\nNext:');
  printLine(`  turnout preview ${shown} --open`);
  printLine(`  turnout pdf ${shown} --format notes`);
  return 0;
}
