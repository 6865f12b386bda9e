import { dirname } from 'node:path';
import { diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import { displayPath } from '../diagnostics/path.ts';
import type { WritingHost } from '../host.ts';

/** Says early what would fail late: an export takes seconds, and its target can be known to be closed before it. */
export function assertWritable(host: WritingHost, target: string): void {
  if (host.kind(target) === 'folder') throw notWritable(host, target, 'is a folder');
  if (!host.isWritable(target) || !host.isWritable(dirname(target)))
    throw notWritable(host, target, 'cannot be written to');
}

/** Writes the whole file or leaves the earlier one as it was. Throws `output-not-writable`. */
export function writeWhole(host: WritingHost, target: string, content: Uint8Array): void {
  try {
    host.writeFile(target, content);
  } catch (error) {
    throw notWritable(
      host,
      target,
      `could not be written: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function notWritable(host: WritingHost, target: string, why: string): TurnoutError {
  return new TurnoutError(
    diagnose('output-not-writable', `\`${displayPath(target, host.cwd)}\` ${why}`, {
      hints: ['name another file: `-o some/file.pdf`'],
    }),
  );
}
