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

/** Shape of `--format json`. The number changes when a field is taken away or means something else. */
export const jsonVersion = 1;

/** All of it for programs: lines and columns are one-based, offsets zero-based, ends exclusive; paths relative to `cwd`. */
export function formatJson(diagnostics: readonly Diagnostic[], { cwd }: Pick<FormatOptions, 'cwd'>): string {
  const place = (span: Span): object => {
    const point = (offset: number): object => ({ ...positionAt(span.source, offset), offset });
    return {
      file: displayPath(span.source.path, cwd),
      range: { start: point(span.start), end: point(span.end) },
    };
  };
  const count = (severity: Diagnostic['severity']): number =>
    diagnostics.filter((each) => each.severity === severity).length;
  return JSON.stringify(
    {
      version: jsonVersion,
      summary: { errors: count('error'), warnings: count('warning') },
      diagnostics: diagnostics.map(({ code, severity, message, span, hints, related, fix }) => ({
        code,
        severity,
        message,
        ...(span === undefined ? {} : place(span)),
        hints,
        related: related.map((each) => ({ message: each.message, ...place(each.span) })),
        ...(fix === undefined ? {} : { fix: { ...place(fix.span), text: fix.text } }),
      })),
    },
    null,
    2,
  );
}

/** A workflow command of GitHub Actions: the fault becomes an annotation beside its line. */
export function formatGithub(diagnostic: Diagnostic, { cwd }: Pick<FormatOptions, 'cwd'>): string {
  const { severity, code, message, span, hints } = diagnostic;
  const value = (text: string): string =>
    text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string): string => value(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const where: string[] = [];
  if (span !== undefined) {
    const start = positionAt(span.source, span.start);
    const end = positionAt(span.source, span.end);
    where.push(
      `file=${property(displayPath(span.source.path, cwd))}`,
      `line=${start.line}`,
      `endLine=${end.line}`,
    );
    // Columns are only understood within one line.
    if (start.line === end.line) where.push(`col=${start.column}`, `endColumn=${end.column}`);
  }
  const text = [message, ...hints].join('\n');
  return `::${severity} ${[...where, `title=${property(code)}`].join(',')}::${value(text)}`;
}
