import type { Fault } from './faults.ts';
import type { Frame } from './frame.ts';
import { beginning, type Words } from './words.ts';

/** Least px of a slide 720 px high: what the last row can still read. */
const least = 20;
const usualHeight = 720;

/** Sizes are judged as if the slide were 720 px high: a larger slide is shown smaller. */
export function judgedSize(frame: Frame, size: number): number {
  return (size * usualHeight) / frame.box.bottom;
}

/** One fault for all items of a list. */
export function findSmallText(frame: Frame, words: readonly Words[]): Fault[] {
  const found = new Map<string, { first: Words; size: number; others: number }>();
  for (const each of words) {
    const size = judgedSize(frame, each.size);
    if (size > least - 0.05) continue;
    const key = each.field?.replace(/\d+/g, '*') ?? each.text;
    const before = found.get(key);
    if (before === undefined) found.set(key, { first: each, size: each.size, others: 0 });
    else {
      before.size = Math.min(before.size, each.size);
      if (before.first.field !== each.field) before.others++;
    }
  }
  return [...found.values()].map(({ first, size, others }) => ({
    field: first.field,
    words: beginning(first.text),
    kind: 'small-text',
    size: Math.round(size * 10) / 10,
    least: Math.round((least * frame.box.bottom) / usualHeight),
    others,
  }));
}

interface CodeLine {
  readonly field: string | undefined;
  readonly text: string;
  readonly rows: number;
}

/** Lines of code fields, and of code blocks in Markdown, that take more than one line. */
export function findWrappedCode(frame: Frame, words: readonly Words[]): Fault[] {
  const found = new Map<string, { first: CodeLine; others: number }>();
  for (const line of [...fieldLines(words), ...blockLines(frame, words)]) {
    if (line.rows < 2) continue;
    const key = line.field?.replace(/#.*/, '') ?? '';
    const before = found.get(key);
    if (before === undefined) found.set(key, { first: line, others: 0 });
    else before.others++;
  }
  return [...found.values()].map(({ first: { field, text, rows }, others }) => ({
    field,
    words: beginning(text),
    kind: 'code-wrap',
    // The last line may be short: what is over is at least what stands on all lines but the first.
    characters: Math.max(1, Math.ceil(text.length * (1 - 1 / (rows - 0.5)))),
    others,
  }));
}

function fieldLines(words: readonly Words[]): CodeLine[] {
  const lines = new Map<string, Words[]>();
  for (const each of words) {
    if (each.field?.includes('#')) lines.set(each.field, [...(lines.get(each.field) ?? []), each]);
  }
  return [...lines].map(([field, parts]) => ({
    field,
    text: parts.map((part) => part.text).join(' '),
    rows: countRows(
      parts.flatMap((part) => part.rows.map((row) => (row.top + row.bottom) / 2)),
      parts[0],
    ),
  }));
}

function countRows(middles: readonly number[], words: Words | undefined): number {
  const apart = (words?.size ?? 0) * 0.6;
  const sorted = [...middles].sort((a, b) => a - b);
  return sorted.filter((middle, index) => index === 0 || middle - (sorted[index - 1] ?? 0) > apart).length;
}

function blockLines(frame: Frame, words: readonly Words[]): CodeLine[] {
  return [...frame.slide.querySelectorAll('pre')].flatMap((block) => {
    const parts = words.filter((each) => block.contains(each.element));
    const [first] = parts;
    if (first === undefined || parts.some((each) => each.field?.includes('#'))) return [];
    return splitBlock(block).map(({ text, range }) => ({
      field: first.field,
      text: text.trim(),
      rows: countRows(
        [...range.getClientRects()]
          .filter((rect) => rect.width > 0.5)
          .map((rect) => (rect.top + rect.bottom) / 2 / frame.scale),
        first,
      ),
    }));
  });
}

/** The lines of a block, which highlighting cuts into pieces of its own. */
function splitBlock(block: Element): { text: string; range: Range }[] {
  const lines: { text: string; range: Range }[] = [];
  let text = '';
  let range = document.createRange();
  range.setStart(block, 0);
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node !== null; node = walker.nextNode() as Text | null) {
    let from = 0;
    for (let at = node.data.indexOf('\n'); at >= 0; at = node.data.indexOf('\n', from)) {
      range.setEnd(node, at);
      lines.push({ text: text + node.data.slice(from, at), range });
      text = '';
      from = at + 1;
      range = document.createRange();
      range.setStart(node, from);
    }
    text += node.data.slice(from);
    range.setEnd(node, node.data.length);
  }
  if (text.trim() !== '') lines.push({ text, range });
  return lines.filter((line) => line.text.trim() !== '');
}
