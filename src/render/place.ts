import type { Span } from '../diagnostics/source.ts';

/** Where a text stands in the first of some parts of files that has it. */
export function findWritten(written: string, parts: readonly Span[]): Span | undefined {
  for (const { source, start, end } of parts) {
    const found = source.text.indexOf(written, start);
    if (found >= 0 && found <= end) return { source, start: found, end: found + written.length };
  }
  return undefined;
}
