import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileContent, WritingHost } from './host.ts';

const require = createRequire(import.meta.url);

/** Prefix of every temporary folder, so that a later run can sweep what a killed one left. */
export const tempPrefix = 'turnout-';

export function createNodeHost(cwd: string = process.cwd()): WritingHost {
  return {
    cwd,
    packageRoot: fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, ''),
    readText: (path) => readFileSync(path, 'utf8'),
    readBytes: (path) => readFileSync(path),
    kind: kindOf,
    list: listFolder,
    realPath: (path) => (existsSync(path) ? realpathSync(path) : path),
    size: (path) => statSync(path).size,
    resolveModule: (specifier) => require.resolve(specifier),
    env: (name) => process.env[name],
    now: () => new Date(),
    stamp: stampOf,
    writeFile: (path, content) => writeFiles([[path, { content }]]),
    copyFile: (copyOf, to) => writeFiles([[to, { copyOf }]]),
    writeFiles,
    tempRoot: tmpdir(),
    makeTempFolder: () => mkdtempSync(join(tmpdir(), `${tempPrefix}${process.pid}-`)),
    sweepTempFolders,
    sweepPartials,
    remove: removeAll,
    makeFolder: (path) => {
      mkdirSync(path, { recursive: true });
    },
    isWritable,
    volumeSize: (path) => {
      if (kindOf(path) !== 'folder') return undefined;
      const { blocks, bsize } = statfsSync(path);
      return blocks * bsize;
    },
  };
}

/** What is being removed may still be written to by a process that is just ending: what it adds is removed as well. */
function removeAll(path: string): void {
  for (let left = 4; ; left--) {
    try {
      rmSync(path, { recursive: true, force: true, maxRetries: 3, retryDelay: 20 });
      return;
    } catch (error) {
      if (left === 0 || (error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
    }
  }
}

/** A folder names the process that made it: when that is gone, nobody will remove it any more. */
function sweepTempFolders(): void {
  removeOrphans(tmpdir(), (name) => /^turnout-(\d+)-/.exec(name)?.[1]);
}

function sweepPartials(path: string): void {
  const start = `${basename(path)}.`;
  removeOrphans(dirname(path), (name) =>
    name.startsWith(start) ? /^(\d+)\.part$/.exec(name.slice(start.length))?.[1] : undefined,
  );
}

function removeOrphans(folder: string, ownerOf: (name: string) => string | undefined): void {
  for (const name of listFolder(folder)) {
    const owner = ownerOf(name);
    if (owner === undefined || isAlive(Number(owner))) continue;
    try {
      rmSync(join(folder, name), { recursive: true, force: true });
    } catch {
      // Somebody else's, or just being removed by another run: not ours to complain about.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function kindOf(path: string): 'file' | 'folder' | undefined {
  try {
    const found = statSync(path);
    if (found.isDirectory()) return 'folder';
    // Devices and pipes are neither: reading one may never end, and writing would put a file in its place.
    return found.isFile() ? 'file' : undefined;
  } catch {
    // There is none, or a file stands where a folder would have to be.
    return undefined;
  }
}

function stampOf(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (found === undefined) return undefined;
  const { mtimeNs, ctimeNs, size, ino, dev } = found;
  const newest = mtimeNs > ctimeNs ? mtimeNs : ctimeNs;
  return `${newest / 1_000_000n} ${[mtimeNs, ctimeNs, size, ino, dev].join(' ')}`;
}

function listFolder(path: string): string[] {
  return kindOf(path) === 'folder' ? readdirSync(path).sort() : [];
}

function writeBytes(path: string, content: string | Uint8Array): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const file = openSync(path, 'w');
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Writes beside the targets and renames, so that readers see the old file or the new one, never half of one. */
function writeFiles(files: Iterable<readonly [path: string, file: FileContent]>): void {
  const written: { readonly partial: string; readonly target: string }[] = [];
  try {
    for (const [path, file] of files) {
      const target = targetOf(path);
      const partial = `${target}.${process.pid}.part`;
      written.push({ partial, target });
      if ('copyOf' in file) copyFileSync(file.copyOf, partial);
      else writeBytes(partial, file.content);
    }
    for (const { partial, target } of written) renameSync(partial, target);
  } catch (error) {
    for (const { partial } of written) rmSync(partial, { force: true });
    throw error;
  }
}

/** A rename would put a file in place of a link or a device: the link is followed, a device is refused. */
function targetOf(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  const target = existsSync(path) ? realpathSync(path) : path;
  if (existsSync(target) && kindOf(target) !== 'file') throw new Error(`${target} is not a file`);
  return target;
}

function isWritable(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if (existsSync(at)) {
      try {
        accessSync(at, constants.W_OK | (kindOf(at) === 'folder' ? constants.X_OK : 0));
        return kindOf(at) === 'folder' || (at === path && kindOf(at) === 'file');
      } catch {
        return false;
      }
    }
    if (dirname(at) === at) return false;
  }
}
