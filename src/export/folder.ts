import { join } from 'node:path';
import { type Diagnostic, diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import { displayPath } from '../diagnostics/path.ts';
import type { WritingHost } from '../host.ts';
import type { Bundle } from '../model/bundle.ts';
import { gateFiles } from './gate.ts';

/** Lists what a build wrote, so that the next one can take away what is no longer part of the deck. */
const manifestOfBuild = '.turnout.json';

/**
 * Writes a bundle to a folder, the entry page last. Nothing is written when it holds what it must not carry: that comes
 * back as diagnostics. Files of an earlier build that are gone are removed; what
 * Turnout did not write is never touched. Throws `output-not-writable`.
 */
export function exportFolder(
  host: WritingHost,
  bundle: Bundle,
  folder: string,
  manifestName = manifestOfBuild,
): Diagnostic[] {
  assertFolderWritable(host, folder);
  const leaks = gateFiles(host, bundle.files, bundle.guard);
  if (leaks.length > 0) return leaks;
  const earlier = readManifest(host, join(folder, manifestName));
  const paths = [...bundle.files.keys()].sort();
  const ordered = [...paths.filter((path) => path !== bundle.entry), bundle.entry];
  try {
    host.writeFiles(
      ordered.flatMap((path) => {
        const file = bundle.files.get(path);
        return file === undefined ? [] : [[join(folder, path), file] as const];
      }),
    );
    for (const path of earlier) {
      if (!bundle.files.has(path)) host.remove(join(folder, path));
    }
    host.writeFile(join(folder, manifestName), `${JSON.stringify({ files: paths }, null, 1)}\n`);
  } catch (error) {
    throw notWritable(host, folder, error);
  }
  return [];
}

/** Says early what would fail late. */
export function assertFolderWritable(host: WritingHost, folder: string): void {
  if (host.kind(folder) === 'file' || !host.isWritable(folder)) throw notWritable(host, folder);
}

function readManifest(host: WritingHost, path: string): string[] {
  if (host.kind(path) !== 'file') return [];
  try {
    const { files } = JSON.parse(host.readText(path)) as { files?: unknown };
    // A path that climbs out of the folder is not one that a build wrote.
    return Array.isArray(files)
      ? files.map(String).filter((each) => !each.startsWith('/') && !each.split('/').includes('..'))
      : [];
  } catch {
    return [];
  }
}

function notWritable(host: WritingHost, folder: string, error?: unknown): TurnoutError {
  const why = error instanceof Error ? `: ${error.message}` : '';
  return new TurnoutError(
    diagnose('output-not-writable', `\`${displayPath(folder, host.cwd)}\` cannot be written to${why}`, {
      hints: ['name another folder: `-o some/folder`'],
    }),
  );
}
