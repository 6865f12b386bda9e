import { basename, dirname, join, relative, resolve } from 'node:path';
import { scaffold } from '../../export/scaffold.ts';
import type { WritingHost } from '../../host.ts';
import { decksBelow } from '../../read/locate.ts';
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
  if (isBesideSlides(host, folder)) {
    const better = `slides/${basename(folder)}`;
    printLine(dim(`\nthis folder has \`slides/\`: decks in it, such as \`${better}\`, can share slides`));
  }
  printLine('\nNext:');
  for (const option of ['', ...profilesAmong(own).map((name) => ` --profile ${name}`)]) {
    printLine(`  turnout preview ${shown}${option} --open`);
    printLine(`  turnout pdf ${shown}${option} --format notes`);
  }
  return 0;
}

function profilesAmong(files: readonly string[]): string[] {
  return files.flatMap((file) => /^profiles\/(.+)\.yaml$/.exec(file)?.[1] ?? []);
}

/** Whether the deck lies beside a folder of decks instead of in it. */
function isBesideSlides(host: WritingHost, folder: string): boolean {
  return decksBelow(host, join(dirname(folder), 'slides')).length > 0;
}
