import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../diagnostics/nearest.ts';
import type { Span } from '../diagnostics/source.ts';

export type Variables = ReadonlyMap<string, string>;

/**
 * Puts variables into a text: `{{company}}`. A backslash keeps braces as they are: `\{{`.
 * Values are data: nothing in them is looked at again.
 */
export function fillVariables(
  text: string,
  variables: Variables,
  span: Span,
  diagnostics: Diagnostic[],
): string {
  if (!text.includes('{{')) return text;
  return text.replace(/(\\?)\{\{\s*([^{}]*?)\s*\}\}/g, (whole: string, escaped: string, name: string) => {
    if (escaped !== '') return whole.slice(1);
    const value = variables.get(name);
    if (value !== undefined) return value;
    const place = placeOf(whole, span);
    diagnostics.push(
      diagnose('unknown-variable', `there is no variable \`${name}\``, {
        span: place,
        fix: place === span ? undefined : renameTo(name, variables.keys(), place),
        hints: [
          didYouMean(name, variables.keys()) ?? `add \`${name}: …\` under \`variables:\` in \`deck.yaml\``,
          'to show the braces themselves write `\\{{`',
        ],
      }),
    );
    return whole;
  });
}

/** The braces themselves where they stand in the source as written; else the whole value. */
function placeOf(written: string, span: Span): Span {
  const start = span.source.text.indexOf(written, span.start);
  return start < 0 || start >= span.end ? span : { source: span.source, start, end: start + written.length };
}
