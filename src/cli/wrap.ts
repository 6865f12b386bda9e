import { toCells, widthOf } from './cells.ts';

/** A text in lines of at most `width` cells, and at most `most` of them: the last one then ends with `…`. */
export function wrap(text: string, width: number, most: number): string[] {
  const lines = text
    .trim()
    .split('\n')
    .flatMap((line) => wrapLine(line, width));
  if (lines.length <= most) return lines;
  const last = lines[most - 1] ?? '';
  return [...lines.slice(0, most - 1), toCells(`${last} …`, Math.min(width, widthOf([last]) + 2)).trimEnd()];
}

/** Indentation is part of code, so it stays. */
function wrapLine(line: string, width: number): string[] {
  if (widthOf([line]) <= width) return [line.trimEnd()];
  const lines: string[] = [];
  let current = '';
  for (const piece of line.split(/(?<=\s)/)) {
    if (current !== '' && widthOf([current + piece.trimEnd()]) > width) {
      lines.push(current.trimEnd());
      current = '';
    }
    current += piece;
    while (widthOf([current.trimEnd()]) > width) {
      const cut = toCells(current, width).slice(0, -1).trimEnd();
      lines.push(cut);
      current = current.slice(cut.length);
    }
  }
  return current.trim() === '' ? lines : [...lines, current.trimEnd()];
}
