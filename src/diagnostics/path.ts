import { relative } from 'node:path';

/** Relative to `cwd` where that is shorter to read, absolute where it would climb out of it far. */
export function displayPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short === '' ? '.' : short.startsWith('../../..') ? path : short;
}
