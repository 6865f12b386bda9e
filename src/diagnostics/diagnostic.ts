import { type Code, codes } from './codes.ts';
import type { Span } from './source.ts';

export interface Related {
  readonly message: string;
  readonly span: Span;
}

/** A change of the text that mends a fault for certain enough to be made by a program. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** One thing that is wrong: what and why in `message`, what to do in `hints`. The text holds no position. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly span?: Span;
  readonly hints: readonly string[];
  readonly related: readonly Related[];
  /** Only where there is exactly one way to mend it. */
  readonly fix?: Edit;
  /** What is not there, where one can go on without it. */
  readonly lacks?: 'picture' | 'font';
}

/** What a stage hands on: a value where one could be made, and everything that was found wrong on the way. */
export interface Checked<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
}

export interface DiagnosticDetails {
  readonly span?: Span | undefined;
  readonly hints?: readonly (string | undefined)[];
  readonly related?: readonly Related[];
  readonly fix?: Edit | undefined;
  readonly lacks?: Diagnostic['lacks'];
}

export function diagnose(code: Code, message: string, details: DiagnosticDetails = {}): Diagnostic {
  return {
    code,
    severity: codes[code].severity,
    message,
    ...(details.span === undefined ? {} : { span: details.span }),
    hints: (details.hints ?? []).filter((hint): hint is string => hint !== undefined),
    related: details.related ?? [],
    ...(details.fix === undefined ? {} : { fix: details.fix }),
    ...(details.lacks === undefined ? {} : { lacks: details.lacks }),
  };
}

/** A fault of the command line or the machine that ends a command at once. Content faults are never thrown. */
export class TurnoutError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(...diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((each) => each.message).join('\n'));
    this.name = 'TurnoutError';
    this.diagnostics = diagnostics;
  }
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((each) => each.severity === 'error');
}

/** By file, then by position; what has no position comes first. The order of equals is kept. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort((a, b) => {
    const pathA = a.span?.source.path ?? '';
    const pathB = b.span?.source.path ?? '';
    if (pathA !== pathB) return pathA < pathB ? -1 : 1;
    return (a.span?.start ?? -1) - (b.span?.start ?? -1);
  });
}
