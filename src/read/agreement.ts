import { join } from 'node:path';
import { type Checked, diagnose } from '../diagnostics/diagnostic.ts';
import { lineStarts } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import { type Lock, parseLock } from '../model/agreement.ts';
import { readSource } from './file.ts';

export const lockName = 'turnout.lock';

export function lockPath(folder: string): string {
  return join(folder, lockName);
}

/** What overlays of a deck agreed to; empty where nothing was recorded yet. */
export function readLock(host: Host, folder: string): Checked<Lock> {
  const path = lockPath(folder);
  if (host.kind(path) !== 'file') return { value: new Map(), diagnostics: [] };
  const { value: source, diagnostics } = readSource(host, path);
  if (source === undefined) return { diagnostics };
  const { lock, wrong } = parseLock(source.text);
  const starts = lineStarts(source);
  const faults = wrong.map((index) => {
    const start = starts[index] ?? 0;
    const end = start + (source.text.slice(start).split(/\r?\n/, 1)[0]?.length ?? 0);
    return diagnose('lock-invalid', 'this line is no entry of the lock', {
      span: { source, start, end },
      hints: ['take the marks of a merge out and keep the lines of both sides'],
    });
  });
  return { ...(faults.length === 0 ? { value: lock } : {}), diagnostics: faults };
}
