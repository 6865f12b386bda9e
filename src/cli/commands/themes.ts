import type { WritingHost } from '../../host.ts';
import { openLibrary } from '../../read/library.ts';
import { isDeck, libraryRoots } from '../../read/locate.ts';
import { exitCodeOf } from '../exit-code.ts';
import { dim, printLine, printReport, strong } from '../terminal.ts';

export async function run(host: WritingHost, _name: string | undefined, _options: object): Promise<number> {
  const library = openLibrary(host, libraryRoots(host, isDeck(host, host.cwd) ? host.cwd : undefined));
  const names = library.themeNames();
  const width = Math.max(...names.map((each) => each.length));
  const found = names.map((each) => library.theme(each));
  for (const { value } of found) {
    if (value !== undefined)
      printLine(`${strong(value.name.padEnd(width))}  ${value.description} ${dim(`(${value.scheme})`)}`);
  }
  const diagnostics = found.flatMap((each) => each.diagnostics);
  await printReport(diagnostics, host);
  return exitCodeOf(diagnostics);
}
