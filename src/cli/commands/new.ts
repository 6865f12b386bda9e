import { relative, resolve } from 'node:path';
import { scaffold } from '../../export/scaffold.ts';
import type { WritingHost } from '../../host.ts';
import { schemaFolder } from '../../schema/write.ts';
import { dim, printLine, strong } from '../terminal.ts';

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
  const own = files.filter((file) => !file.startsWith(schemaFolder));
  printLine(`${strong(shown)}  ${own.length} files from the template \`${options.template}\``);
  for (const file of own) printLine(`  ${file}`);
  printLine(`  ${schemaFolder}/ ${dim('for editors that complete and check YAML')}`);
  printLine('\nNext:');
  printLine(`  turnout preview ${shown} --open`);
  printLine(`  turnout pdf ${shown} --format notes`);
  return 0;
}
