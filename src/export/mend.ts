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
  const edits = diagnostics.flatMap(({ fix }) => fix ?? []);
  return editFiles(host, folder, edits);
}

/** The same for changes that were not offered by diagnostics. */
export function editFiles(host: WritingHost, folder: string, edits: readonly Edit[]): Mended {
  const root = host.realPath(folder) + sep;
  const byFile = new Map<string, Edit[]>();
  for (const edit of edits) {
    const { path } = edit.span.source;
    if (!host.realPath(path).startsWith(root)) continue;
    byFile.set(path, [...(byFile.get(path) ?? []), edit]);
  }
  let fixes = 0;
  for (const [path, wanted] of byFile) {
    const text = host.readText(path);
    // Offsets do not count a byte order mark; the file keeps it.
    const [prefix, body] = text.startsWith(mark) ? [mark, text.slice(1)] : ['', text];
    const { result, made } = applyEdits(body, wanted);
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
