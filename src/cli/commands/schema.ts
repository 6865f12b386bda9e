import { dirname, join, resolve } from 'node:path';
import { diagnose, TurnoutError } from '../../diagnostics/diagnostic.ts';
import { displayPath } from '../../diagnostics/path.ts';
import type { WritingHost } from '../../host.ts';
import { openLibrary } from '../../read/library.ts';
import { decksBelow, isDeck, libraryRoots, locateDeck } from '../../read/locate.ts';
import { schemaFolder, writeSchemas } from '../../schema/write.ts';
import { exitCodeOf } from '../exit-code.ts';
import { printLine, printReport, strong } from '../terminal.ts';

export interface SchemaOptions {
  readonly output?: string;
}

/** Writes the schemas of a deck; where none is meant, those of the layouts and themes in reach. */
export async function run(
  host: WritingHost,
  named: string | undefined,
  options: SchemaOptions,
): Promise<number> {
  const folder = isLonely(host, named) ? host.cwd : locateDeck(host, named);
  const output =
    options.output === undefined ? join(folder, schemaFolder) : resolve(host.cwd, options.output);
  if (host.kind(output) === 'file' || !host.isWritable(output)) {
    throw new TurnoutError(
      diagnose('output-not-writable', `\`${displayPath(output, host.cwd)}\` cannot be written to`, {
        hints: ['name another folder: `-o some/folder`'],
      }),
    );
  }
  const library = openLibrary(host, libraryRoots(host, isDeck(host, folder) ? folder : undefined));
  const { files, diagnostics } = writeSchemas(host, library, folder, output);
  await printReport(diagnostics, host);
  printLine(`${strong(displayPath(dirname(files[0] ?? output), host.cwd))}  ${files.length} schemas`);
  return exitCodeOf(diagnostics);
}

/** Without a deck there are still layouts and themes. */
function isLonely(host: WritingHost, named: string | undefined): boolean {
  return (
    named === undefined && !isDeck(host, host.cwd) && decksBelow(host, join(host.cwd, 'slides')).length !== 1
  );
}
