import type { Diagnostic } from './diagnostic.ts';

/**
 * The same for somebody who goes on without pictures and fonts: what is not there is a warning. So is a character that
 * no font draws, where a font is not there that might.
 */
export function pardonMissing(
  diagnostics: readonly Diagnostic[],
  earlier: readonly Diagnostic[] = [],
): Diagnostic[] {
  const lacksFont = [...earlier, ...diagnostics].some(({ lacks }) => lacks === 'font');
  return diagnostics.map((each) =>
    each.lacks !== undefined || (lacksFont && each.code === 'missing-glyph')
      ? { ...each, severity: 'warning' }
      : each,
  );
}
