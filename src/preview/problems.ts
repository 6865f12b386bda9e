import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { codeFrame } from '../diagnostics/frame.ts';
import { plainPaint } from '../diagnostics/paint.ts';
import { displayPath } from '../diagnostics/path.ts';
import { positionAt, type Span } from '../diagnostics/source.ts';
import { type EditorPlace, editorLink } from './editor.ts';
import type { Problem } from './message.ts';

/** More than anybody reads; a page with a thousand frames would only be slow. */
const mostShown = 50;

/**
 * Diagnostics as a page shows them, errors first; `more` is how many were left out. Paths are relative to `cwd`. `places`
 * is what the numbers in them lead to.
 */
export function toProblems(
  diagnostics: readonly Diagnostic[],
  cwd: string,
  most: number = mostShown,
): { problems: Problem[]; more: number; places: EditorPlace[] } {
  const places: EditorPlace[] = [];
  const bySeverity = [
    ...diagnostics.filter((each) => each.severity === 'error'),
    ...diagnostics.filter((each) => each.severity !== 'error'),
  ];
  const problems = bySeverity.slice(0, most).map((each) => toProblem(each, cwd, places));
  return { problems, more: bySeverity.length - problems.length, places };
}

function toProblem(diagnostic: Diagnostic, cwd: string, places: EditorPlace[]): Problem {
  const { severity, code, message, span, hints, related } = diagnostic;
  return {
    severity,
    code,
    message,
    ...(span === undefined ? {} : { place: placeOf(span, cwd), ...opening(span, places) }),
    ...(span === undefined || span.source.text === '' ? {} : { frame: codeFrame(span, plainPaint) }),
    related: related.map((each) => `${each.message}: ${placeOf(each.span, cwd)}`),
    hints,
  };
}

function opening(span: Span, places: EditorPlace[]): Pick<Problem, 'link' | 'open'> {
  const place = editorPlace(span);
  const open = places.push(place) - 1;
  return { link: editorLink(place), open };
}

export function editorPlace({ source, start }: Span): EditorPlace {
  return { file: source.path, ...positionAt(source, start) };
}

function placeOf(span: Span, cwd: string): string {
  const at = positionAt(span.source, span.start);
  return `${displayPath(span.source.path, cwd)}:${at.line}:${at.column}`;
}

/** A fault of Turnout itself: shown like any other, so that an odd deck does not end the preview. */
export function toBugProblem(error: unknown): Problem {
  return {
    severity: 'error',
    code: 'internal',
    message: `Turnout itself failed: ${error instanceof Error ? error.message : String(error)}`,
    related: [],
    hints: ['the terminal shows where; please report it together with the file that you just saved'],
  };
}
