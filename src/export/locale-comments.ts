import type { Source } from '../diagnostics/source.ts';
import { indentOf, lineAt, startOfLine, type TextEdit } from './locale-lines.ts';

/** Widest line of a comment that holds a text of the deck. */
const widest = 96;

const staleMark = 'stale: the deck says something else now';

/** What a comment above a translation says of the deck's text. */
export interface Note {
  /** What the deck says now. */
  readonly source?: string;
  /** What it said when the translation was made. */
  readonly was?: string;
  readonly isStale: boolean;
}

/** The lines of a comment, without indentation. `lang` is the deck's own language. */
export function noteLines({ source, was, isStale }: Note, lang: string): string[] {
  return [
    ...(isStale ? [`# ${staleMark}`] : []),
    ...(was === undefined ? [] : textLines('was', was)),
    ...(source === undefined ? [] : textLines(lang, source)),
  ];
}

/** `# en: The text`, its further lines after a bar. */
function textLines(label: string, text: string): string[] {
  const lines = text
    .trim()
    .split(/\r?\n/)
    .flatMap((line) => wrap(line.trim()));
  return lines.map((line, index) => (index === 0 ? `# ${label}: ${line}` : `#   | ${line}`.trimEnd()));
}

function wrap(line: string): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + word.length + 1 > widest) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current];
}

/** The comment right above a line: what `turnout` wrote there, and the translator's own lines. */
export interface Comment {
  readonly note: Note;
  /** Lines of the note as they stand, without indentation. */
  readonly lines: readonly string[];
  readonly own: readonly string[];
  /** First line of the comment; the line itself where there is none. */
  readonly from: number;
}

export function commentAbove(source: Source, line: number, lang: string): Comment {
  const indent = indentOf(lineAt(source, line));
  let from = line;
  while (from > 0 && lineAt(source, from - 1).startsWith(`${indent}#`)) from--;
  const lines: string[] = [];
  const own: string[] = [];
  const texts = new Map<string, string[]>();
  let isStale = false;
  let open: string[] | undefined;
  for (let at = from; at < line; at++) {
    const text = lineAt(source, at).slice(indent.length).trimEnd();
    const [, label = '', rest = ''] = /^# ([\w-]+): (.*)$/.exec(text) ?? [];
    if (label === lang || label === 'was') {
      open = [rest];
      texts.set(label, open);
    } else if (text === `# ${staleMark}`) {
      isStale = true;
      open = undefined;
    } else if (open !== undefined && /^# {3}\|/.test(text)) {
      open.push(text.slice('#   |'.length).trim());
    } else {
      open = undefined;
      own.push(text);
      continue;
    }
    lines.push(text);
  }
  const text = (label: string): string | undefined => texts.get(label)?.join('\n');
  const [written, was] = [text(lang), text('was')];
  const note = { ...(written && { source: written }), ...(was && { was }), isStale };
  return { note, lines, own, from };
}

/** Puts a note above a line; the translator's own comments stay. Undefined when it is there already. */
export function editNote(
  source: Source,
  line: number,
  { lines, own, from }: Comment,
  wanted: readonly string[],
): TextEdit | undefined {
  if (lines.join('\n') === wanted.join('\n')) return undefined;
  const indent = indentOf(lineAt(source, line));
  const all = [...own, ...wanted].map((each) => `${indent}${each}\n`).join('');
  return { start: startOfLine(source, from), end: startOfLine(source, line), text: all };
}
