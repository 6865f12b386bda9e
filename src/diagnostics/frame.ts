import stringWidth from 'string-width';
import type { Paint } from './paint.ts';
import { lineStarts, positionAt, type Span } from './source.ts';

const tabWidth = 4;
const widest = 100;

/**
 * The line a span begins on, one line around it, and a row of carets under the span.
 * Tabs are drawn as four cells, wide characters take two; a line wider than 100 cells is cut around the span.
 */
export function codeFrame(span: Span, paint: Paint): string {
  const { source } = span;
  const at = positionAt(source, span.start);
  const last = lineStarts(source).length;
  const from = Math.max(1, at.line - 1);
  const to = Math.min(last, at.line + 1);
  const gutter = String(to).length;
  const rows: string[] = [];
  for (let line = from; line <= to; line++) {
    const text = lineText(span, line);
    if (line === to && line !== at.line && text.trim() === '') continue;
    if (line !== at.line) {
      rows.push(row(line, gutter, cut(cells(text), 0).text, paint));
      continue;
    }
    const { shown, indent, length } = marked(text, at.column - 1, span);
    rows.push(row(line, gutter, shown, paint));
    rows.push(
      `  ${' '.repeat(gutter)} ${paint.dim('|')} ${' '.repeat(indent)}${paint.mark('^'.repeat(length))}`,
    );
  }
  return rows.join('\n');
}

function row(line: number, gutter: number, text: string, paint: Paint): string {
  return `  ${paint.dim(`${String(line).padStart(gutter)} |`)} ${text}`.trimEnd();
}

function lineText(span: Span, line: number): string {
  const starts = lineStarts(span.source);
  const text = span.source.text.slice(starts[line - 1], starts[line] ?? span.source.text.length);
  return text.replace(/[\r\n]+$/, '');
}

/** Control characters would move the terminal's cursor; they are drawn as a dot. */
function cells(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to replace
  return text.replaceAll('\t', ' '.repeat(tabWidth)).replace(/[\u0000-\u001f\u007f-\u009f]/g, '·');
}

function marked(text: string, column: number, span: Span): { shown: string; indent: number; length: number } {
  const before = cells(text.slice(0, column));
  const inside = cells(text.slice(column, column + Math.max(1, span.end - span.start)));
  const window = cut(cells(text), stringWidth(before));
  const indent = stringWidth(before) - window.removed;
  const room = Math.max(1, stringWidth(window.text) - indent);
  return { shown: window.text, indent, length: Math.max(1, Math.min(stringWidth(inside), room)) };
}

/** A window of at most `widest` cells that holds the cell `keep`. */
function cut(text: string, keep: number): { text: string; removed: number } {
  if (text.length <= widest && stringWidth(text) <= widest) return { text, removed: 0 };
  const from = Math.max(0, keep - Math.floor(widest / 2));
  let cell = 0;
  let shown = '';
  let removed = 0;
  for (const character of text) {
    const width = stringWidth(character);
    if (cell < from) removed += width;
    else if (cell + width <= from + widest) shown += character;
    else return { text: from > 0 ? `…${shown}…` : `${shown}…`, removed: from > 0 ? removed - 1 : 0 };
    cell += width;
  }
  return { text: from > 0 ? `…${shown}` : shown, removed: from > 0 ? removed - 1 : 0 };
}
