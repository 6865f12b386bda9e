import { sep } from 'node:path';
import type { Diagnostic, Edit } from '../diagnostics/diagnostic.ts';
import type { WritingHost } from '../host.ts';

export interface Mended {
  readonly fixes: number;
  /** Absolute paths. */
  readonly files: readonly string[];
}

const mark = '\uFEFF';

/**
 * Makes the changes that diagnostics offer, in files below `folder` only. Comments and layout stay: only the spans
 * themselves are replaced. Of two changes that overlap the first is made.
 */
export function mend(host: WritingHost, folder: string, diagnostics: readonly Diagnostic[]): Mended {
  const root = host.realPath(folder) + sep;
  const byFile = new Map<string, Edit[]>();
  for (const { fix } of diagnostics) {
    if (fix === undefined || !host.realPath(fix.span.source.path).startsWith(root)) continue;
    const { path } = fix.span.source;
    byFile.set(path, [...(byFile.get(path) ?? []), fix]);
  }
  let fixes = 0;
  for (const [path, edits] of byFile) {
    const text = host.readText(path);
    // Offsets do not count a byte order mark; the file keeps it.
    const [prefix, body] = text.startsWith(mark) ? [mark, text.slice(1)] : ['', text];
    const { result, made } = applyEdits(body, edits);
    host.writeFile(path, prefix + result);
    fixes += made;
  }
  return { fixes, files: [...byFile.keys()] };
}

export function applyEdits(text: string, edits: readonly Edit[]): { result: string; made: number } {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start);
  let result = '';
  let done = 0;
  let made = 0;
  for (const { span, text: replacement } of ordered) {
    if (span.start < done) continue;
    result += text.slice(done, span.start) + replacement;
    done = span.end;
    made++;
  }
  return { result: result + text.slice(done), made };
}
