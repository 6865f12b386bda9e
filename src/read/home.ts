import { basename, dirname, sep } from 'node:path';
import type { Host } from '../host.ts';
import { workspaceOf } from './locate.ts';

/**
 * The folder in which the paths of a file begin: the deck's for its own files. A file that a deck uses from elsewhere
 * has the folder that holds its `sections/`, else its own folder.
 */
export function homeOf(host: Host, deckFolder: string, file: string): string {
  if (isInside(deckFolder, file) || isInside(host.realPath(deckFolder), file)) return deckFolder;
  const folder = dirname(file);
  const isRoot = host.realPath(folder) === sharedRoot(host, deckFolder);
  return basename(folder) === 'sections' && !isRoot ? dirname(folder) : folder;
}

/** What a deck may use files of: the workspace that holds its `slides/`, else its own folder. After links. */
export function sharedRoot(host: Host, deckFolder: string): string {
  return host.realPath(workspaceOf(deckFolder) ?? deckFolder);
}

export function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}
