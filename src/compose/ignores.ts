import { type Code, codes } from '../diagnostics/codes.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../diagnostics/nearest.ts';
import type { Span } from '../diagnostics/source.ts';
import type { FieldValue, Ignore } from '../model/deck.ts';
import { keyPath } from '../model/validation.ts';

/** The switch-offs of a deck or slide: a map of code to reason. Errors cannot be switched off. */
export function readIgnores(
  value: FieldValue | undefined,
  spans: ReadonlyMap<string, Span>,
  within: readonly Span[] | undefined,
  diagnostics: Diagnostic[],
): Ignore[] {
  if (typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([code, reason]): Ignore[] => {
    const span = spans.get(keyPath('ignore', code));
    if (span === undefined) return [];
    const taken = Object.keys(value);
    const fault = ignoreFault(code, String(reason), taken, span);
    if (fault !== undefined) {
      diagnostics.push(fault);
      return [];
    }
    return [{ code, reason: String(reason), span, ...(within === undefined ? {} : { within }) }];
  });
}

function ignoreFault(
  code: string,
  reason: string,
  taken: readonly string[],
  span: Span,
): Diagnostic | undefined {
  const warnings = Object.entries(codes).flatMap(([name, info]) =>
    info.severity === 'warning' ? [name] : [],
  );
  if (!(code in codes)) {
    return diagnose('unknown-choice', `there is no warning \`${code}\``, {
      span,
      hints: [didYouMean(code, warnings) ?? `the warnings are: ${warnings.join(', ')}`],
      fix: renameTo(
        code,
        warnings.filter((each) => !taken.includes(each)),
        span,
      ),
    });
  }
  if (codes[code as Code].severity === 'warning') {
    if (reason.trim() !== '') return undefined;
    return diagnose('missing-field', `the switch-off of \`${code}\` gives no reason`, {
      span,
      hints: [`say why it does not apply here: \`${code}: …\``],
    });
  }
  return diagnose('not-ignorable', `\`${code}\` is an error and cannot be switched off`, {
    span,
    hints: ['mend what it names and take this line out'],
  });
}
