import { lineStarts, type Source } from '../diagnostics/source.ts';
import type { Node, SequenceNode } from '../model/node.ts';

/** A change of a text by offsets; `start` and `end` are equal where something is put in. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with all changes made. Of two at the same place the first comes first. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits.map((edit, index) => ({ edit, index }));
  ordered.sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.index - b.index);
  let result = '';
  let done = 0;
  for (const { edit } of ordered) {
    result += text.slice(done, edit.start) + edit.text;
    done = Math.max(done, edit.end);
  }
  return result + text.slice(done);
}

/** Zero-based number of the line that holds an offset. */
export function lineOf(source: Source, offset: number): number {
  const starts = lineStarts(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function startOfLine(source: Source, line: number): number {
  return lineStarts(source)[line] ?? source.text.length;
}

/** A line without its end. */
export function lineAt(source: Source, line: number): string {
  return source.text.slice(startOfLine(source, line), startOfLine(source, line + 1)).replace(/\r?\n$/, '');
}

export function indentOf(line: string): string {
  return /^ */.exec(line)?.[0] ?? '';
}

/** Column of an offset: how many letters stand before it on its line. */
export function columnOf(source: Source, offset: number): number {
  return offset - startOfLine(source, lineOf(source, offset));
}

/** Whether a list or map is written with brackets. */
export function isFlow(node: Node): boolean {
  return node.kind !== 'scalar' && /[[{]/.test(node.span.source.text[node.span.start] ?? '');
}

/** Whether a list begins on the line of another one's dash: what belongs to its first item has no line of its own. */
export function isCompact({ kind, span }: Node): boolean {
  const { source, start } = span;
  if (kind !== 'sequence' || source.text[start] !== '-') return false;
  return lineAt(source, lineOf(source, start)).slice(0, columnOf(source, start)).trim() !== '';
}

/** The lines of a list's dashes; it is neither in brackets nor compact. An empty item is nothing but its dash. */
export function dashLines({ span, items }: SequenceNode): number[] {
  const { source, start } = span;
  const indent = ' '.repeat(columnOf(source, start));
  const lines: number[] = [];
  const last = lineOf(source, source.text.length);
  for (let line = lineOf(source, start); line <= last && lines.length < items.length; line++) {
    const text = lineAt(source, line);
    // What stands in an item is deeper than its dash, so no text of an item is taken for one.
    if (text.startsWith(`${indent}-`) && /^(?:\s|$)/.test(text.slice(indent.length + 1))) lines.push(line);
  }
  return lines;
}

/** The last line of a value that begins on `line`. */
export function lastLineOf(node: Node, line: number): number {
  const { source, end } = node.span;
  if (node.kind === 'scalar') return node.value === null ? line : Math.max(line, lineOf(source, end - 1));
  if (isFlow(node)) return Math.max(line, lineOf(source, closingOf(node)));
  if (node.kind === 'map') {
    const last = node.entries.at(-1);
    return last === undefined ? line : lastLineOf(last.value, lineOf(source, last.keySpan.start));
  }
  const last = node.items.at(-1);
  const dash = isCompact(node) ? line : (dashLines(node).at(-1) ?? line);
  return last === undefined ? line : lastLineOf(last, dash);
}

/** Offset of the bracket that ends a list or map in brackets; only white space and comments stand before it. */
export function closingOf(node: Node): number {
  const { source, start, end } = node.span;
  const closing = source.text[start] === '[' ? ']' : '}';
  const last =
    node.kind === 'map'
      ? node.entries.at(-1)?.value
      : node.kind === 'sequence'
        ? node.items.at(-1)
        : undefined;
  let at = last === undefined ? start + 1 : isFlow(last) ? closingOf(last) + 1 : Math.max(end, last.span.end);
  while (at < source.text.length && source.text[at] !== closing) {
    if (source.text[at] === '#') at = source.text.indexOf('\n', at);
    if (at < 0) return source.text.length - 1;
    at++;
  }
  return at;
}
