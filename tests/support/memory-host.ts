import { dirname, join } from 'node:path';
import type { Host } from '../../src/host.ts';
import { createNodeHost } from '../../src/host-node.ts';
import { repository } from './cases.ts';

/** A host whose files are a map; what lies in the package itself is read from disk. */
export function memoryHost(files: Readonly<Record<string, string>>, cwd = '/work'): Host {
  const disk = createNodeHost(repository);
  const isOurs = (path: string): boolean => path.startsWith(`${repository}/`) || path === repository;
  const names = Object.keys(files);
  return {
    ...disk,
    cwd,
    packageRoot: repository,
    readText: (path) => {
      if (isOurs(path)) return disk.readText(path);
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error(`no file ${path}`), { code: 'ENOENT' });
      return text;
    },
    readBytes: (path) => (isOurs(path) ? disk.readBytes(path) : Buffer.from(files[path] ?? '')),
    kind: (path) => {
      if (isOurs(path)) return disk.kind(path);
      if (files[path] !== undefined) return 'file';
      return names.some((name) => name.startsWith(`${path}/`)) ? 'folder' : undefined;
    },
    list: (path) => {
      if (isOurs(path)) return disk.list(path);
      const below = names.filter((name) => name.startsWith(`${path}/`));
      return [...new Set(below.map((name) => name.slice(path.length + 1).split('/')[0] ?? ''))].sort();
    },
    realPath: (path) => path,
    size: (path) => (isOurs(path) ? disk.size(path) : (files[path] ?? '').length),
    stamp: (path) => (isOurs(path) ? disk.stamp?.(path) : undefined),
    env: () => undefined,
    now: () => new Date('2026-01-01T00:00:00Z'),
  };
}

/** A deck of one section on a memory host: its folder is `/work/talk`. */
export function deckOf(
  slides: string,
  deck = 'title: A talk\n',
  more: Readonly<Record<string, string>> = {},
): { host: Host; folder: string } {
  const folder = '/work/talk';
  const files = {
    [join(folder, 'deck.yaml')]: deck,
    [join(folder, 'sections/10-only.yaml')]: `title: Only\nslides:\n${slides}`,
    ...Object.fromEntries(Object.entries(more).map(([path, text]) => [join(folder, path), text])),
  };
  return { host: memoryHost(files, dirname(folder)), folder };
}
