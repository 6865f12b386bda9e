import type { Diagnostic } from './diagnostic.ts';
import { codeFrame } from './frame.ts';
import type { Paint } from './paint.ts';
import { displayPath } from './path.ts';
import { positionAt, type Span } from './source.ts';

export interface FormatOptions {
  /** Folder that paths are printed relative to. */
  readonly cwd: string;
  readonly paint: Paint;
}

/** What a person reads: headline, place, code frame, hints. Ends without a line break. */
export function formatHuman(diagnostic: Diagnostic, options: FormatOptions): string {
  const { paint } = options;
  const head = paint.severity(diagnostic.severity, `${diagnostic.severity}[${diagnostic.code}]`);
  const lines = [`${head}: ${paint.strong(diagnostic.message)}`];
  if (diagnostic.span !== undefined) {
    lines.push(`  ${place(diagnostic.span, options.cwd)}`);
    if (diagnostic.span.source.text !== '') lines.push(codeFrame(diagnostic.span, paint));
  }
  for (const related of diagnostic.related) {
    lines.push(`  ${related.message}: ${place(related.span, options.cwd)}`);
  }
  for (const hint of diagnostic.hints) lines.push(`  ${paint.dim('hint:')} ${hint}`);
  return lines.join('\n');
}

/** `path:line:column: severity[code]: message`, one line, which editors and terminals make clickable. */
export function formatShort(diagnostic: Diagnostic, options: Pick<FormatOptions, 'cwd'>): string {
  const at = diagnostic.span === undefined ? '' : `${place(diagnostic.span, options.cwd)}: `;
  return `${at}${diagnostic.severity}[${diagnostic.code}]: ${diagnostic.message}`;
}

/** "2 errors, 1 warning", or an empty string when there is nothing to count. */
export function summarize(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Diagnostic['severity']): string[] => {
    const found = diagnostics.filter((each) => each.severity === severity).length;
    return found === 0 ? [] : [`${found} ${severity}${found === 1 ? '' : 's'}`];
  };
  return [...count('error'), ...count('warning')].join(', ');
}

/** The report of a whole run, ready to print. Ends without a line break; empty when there is nothing to say. */
export function formatReport(diagnostics: readonly Diagnostic[], options: FormatOptions): string {
  if (diagnostics.length === 0) return '';
  return [...diagnostics.map((each) => formatHuman(each, options)), summarize(diagnostics)].join('\n\n');
}

function place(span: Span, cwd: string): string {
  const at = positionAt(span.source, span.start);
  return `${displayPath(span.source.path, cwd)}:${at.line}:${at.column}`;
}
