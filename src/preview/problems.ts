import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { codeFrame } from '../diagnostics/frame.ts';
import { plainPaint } from '../diagnostics/paint.ts';
import { displayPath } from '../diagnostics/path.ts';
import { positionAt, type Span } from '../diagnostics/source.ts';
import type { Problem } from './message.ts';

/** More than anybody reads; a page with a thousand frames would only be slow. */
const mostShown = 50;

/** Diagnostics as a page shows them, errors first; `more` is how many were left out. Paths are relative to `cwd`. */
export function toProblems(
  diagnostics: readonly Diagnostic[],
  cwd: string,
): { problems: Problem[]; more: number } {
  const bySeverity = [
    ...diagnostics.filter((each) => each.severity === 'error'),
    ...diagnostics.filter((each) => each.severity !== 'error'),
  ];
  const problems = bySeverity.slice(0, mostShown).map((each) => toProblem(each, cwd));
  return { problems, more: bySeverity.length - problems.length };
}

function toProblem(diagnostic: Diagnostic, cwd: string): Problem {
  const { severity, code, message, span, hints, related } = diagnostic;
  return {
    severity,
    code,
    message,
    ...(span === undefined ? {} : { place: placeOf(span, cwd) }),
    ...(span === undefined || span.source.text === '' ? {} : { frame: codeFrame(span, plainPaint) }),
    related: related.map((each) => `${each.message}: ${placeOf(each.span, cwd)}`),
    hints,
  };
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
