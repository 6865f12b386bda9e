/** A text that diagnostics can point into. `path` is absolute; printing makes it relative to where the person stands. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** Part of a source. Offsets are UTF-16 units, zero-based, end exclusive. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** One-based, as editors show it. `column` counts UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const lineStartsOf = new WeakMap<Source, readonly number[]>();

/** Offsets at which the lines of a source begin; worked out once, and only for sources that are printed. */
export function lineStarts(source: Source): readonly number[] {
  let starts = lineStartsOf.get(source);
  if (starts === undefined) {
    const found = [0];
    const breaks = /\r\n|\r|\n/g;
    for (let match = breaks.exec(source.text); match !== null; match = breaks.exec(source.text)) {
      found.push(match.index + match[0].length);
    }
    starts = found;
    lineStartsOf.set(source, starts);
  }
  return starts;
}

export function positionAt(source: Source, offset: number): Position {
  const starts = lineStarts(source);
  const at = Math.max(0, Math.min(offset, source.text.length));
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at - (starts[low] ?? 0) + 1 };
}

/** The offset of a one-based line and column; both are clamped to the text. */
export function offsetAt(source: Source, line: number, column: number): number {
  const starts = lineStarts(source);
  const start = starts[Math.max(0, Math.min(line, starts.length) - 1)] ?? 0;
  return Math.min(source.text.length, start + Math.max(0, column - 1));
}
