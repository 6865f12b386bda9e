import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { WritingHost } from '../host.ts';
import type { Bundle, BundleFile, PrintBundle } from '../model/bundle.ts';

/** What an output was made of and what it was when it was written; kept in a small file of its own beside it. */
export interface Stamp {
  /** Hash of everything that decides what the output is. */
  readonly from: string;
  /** Hash of each file, by its path beside the stamp. */
  readonly files: Readonly<Record<string, string>>;
  readonly pages?: number;
  readonly bytes: number;
  /** Warnings of the export itself. */
  readonly warnings: number;
}

/** A folder of its own for stamps: outputs of several machines are merged by copying them and this folder. */
const stampFolder = '.turnout';

function stampPath(output: string): string {
  const folder = basename(output) === 'index.html' ? dirname(output) : output;
  return join(dirname(folder), stampFolder, `${basename(folder)}.json`);
}

/** Hash of a bundle and of `options`, whatever else decides about its output. */
export function hashBundle(host: WritingHost, bundle: Bundle | PrintBundle, options: object): string {
  const { files, guard, ...facts } = bundle;
  const hash = createHash('sha256');
  const withheld = guard?.withheld.map(({ kind, slide, text }) => [kind, slide, text]);
  const { guardWithRemarks: _, ...told } = facts as PrintBundle;
  hash.update(JSON.stringify([told, withheld, options]));
  for (const [path, file] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`\n${path} ${hashFile(host, file)}`);
  return hash.digest('hex');
}

function hashFile(host: WritingHost, file: BundleFile): string {
  return hashOf('copyOf' in file ? host.readBytes(file.copyOf) : file.content);
}

export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** What an output of an earlier run was made of; undefined when there is none, or it was altered since. */
export function readStamp(host: WritingHost, output: string): Stamp | undefined {
  const stamp = parseStamp(host, stampPath(output));
  if (stamp === undefined) return undefined;
  const isWhole = Object.entries(stamp.files).every(([path, hash]) => {
    const file = join(dirname(output), path);
    return host.kind(file) === 'file' && hashOf(host.readBytes(file)) === hash;
  });
  return isWhole ? stamp : undefined;
}

function parseStamp(host: WritingHost, path: string): Stamp | undefined {
  if (host.kind(path) !== 'file') return undefined;
  try {
    const stamp = JSON.parse(host.readText(path)) as Partial<Stamp>;
    const { from, files, bytes, warnings } = stamp;
    const isOne = typeof from === 'string' && typeof files === 'object' && files !== null;
    return isOne && typeof bytes === 'number' && typeof warnings === 'number' ? (stamp as Stamp) : undefined;
  } catch {
    return undefined;
  }
}

export function writeStamp(host: WritingHost, output: string, stamp: Stamp): void {
  host.writeFile(stampPath(output), `${JSON.stringify(stamp, null, 1)}\n`);
}
