import type { Node, ScalarNode } from '../model/node.ts';
import {
  closingOf,
  indentOf,
  isFlow,
  lastLineOf,
  lineAt,
  lineOf,
  startOfLine,
  type TextEdit,
} from './locale-lines.ts';
import { writeKey } from './locale-write.ts';

/**
 * Writes a list or map in brackets on lines of its own, where comments have a place. Each value stays as it is
 * written; comments between the brackets go above.
 */
export function toBlock(node: Node, line: number): TextEdit[] {
  const { source, start } = node.span;
  const indent = indentOf(lineAt(source, line));
  const end = isFlow(node) ? closingOf(node) + 1 : startOfLine(source, lastLineOf(node, line) + 1) - 1;
  const comments = commentsIn(node, end).map((comment) => `${indent}${comment}\n`);
  const before = source.text.slice(0, start).trimEnd().length;
  const deeper = ' '.repeat(keyColumn(node, line) + 2);
  return [
    ...(comments.length === 0
      ? []
      : [{ start: startOfLine(source, line), end: startOfLine(source, line), text: comments.join('') }]),
    { start: before, end, text: block(node, deeper, 'outermost') },
  ];
}

/** Column of the key or dash that the value belongs to. */
function keyColumn({ span: { source, start } }: Node, line: number): number {
  const whole = lineAt(source, line);
  const before = lineOf(source, start) === line ? whole.slice(0, start - startOfLine(source, line)) : whole;
  const isKey = before.trimEnd().endsWith(':');
  return isKey ? (/^\s*(?:-\s+)*/.exec(before)?.[0].length ?? 0) : before.trimEnd().length - 1;
}

/**
 * What follows a key or a dash: a value on the same line, or lines below it. What is in brackets on one line may stay so.
 */
function block(node: Node, indent: string, level: 'outermost' | 'inner' = 'inner'): string {
  if (node.kind === 'scalar') return node.value === null ? '' : ` ${written(node)}`;
  const { source, start } = node.span;
  const own = isFlow(node) ? source.text.slice(start, closingOf(node) + 1) : '\n';
  if (level === 'inner' && !own.includes('\n')) return ` ${own}`;
  if (node.kind === 'map') {
    if (node.entries.length === 0) return ' {}';
    return node.entries
      .map(({ key, value }) => `\n${indent}${writeKey(key)}:${block(value, `${indent}  `)}`)
      .join('');
  }
  if (node.items.length === 0) return ' []';
  return node.items.map((item) => `\n${indent}-${block(item, `${indent}  `)}`).join('');
}

function written({ text, span: { source, start, end } }: ScalarNode): string {
  const own = source.text.slice(start, end);
  // A text over several lines would stand at the wrong indentation.
  return own.includes('\n') ? JSON.stringify(text) : own;
}

/** Comments that stand between the values. */
function commentsIn(node: Node, end: number): string[] {
  const { source, start } = node.span;
  const comments: string[] = [];
  let at = start;
  for (const { span } of leaves(node)) {
    if (span.start > at) comments.push(...commentsBetween(source.text.slice(at, span.start)));
    at = Math.max(at, span.end);
  }
  return [...comments, ...commentsBetween(source.text.slice(at, Math.max(at, end)))];
}

function commentsBetween(text: string): string[] {
  return [...text.matchAll(/#[^\n]*/g)].map(([comment]) => comment.trimEnd());
}

function leaves(node: Node): { readonly span: Node['span'] }[] {
  if (node.kind === 'scalar') return node.value === null ? [] : [node];
  if (node.kind === 'sequence') return node.items.flatMap(leaves);
  return node.entries.flatMap(({ keySpan, value }) => [{ span: keySpan }, ...leaves(value)]);
}
