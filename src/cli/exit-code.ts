import { codes } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** 0 done, 1 the content is wrong, 2 the command line is wrong, 3 the environment is wrong, 130 interrupted. */
const exitCodes = { content: 1, usage: 2, environment: 3 } as const;

/** The gravest kind decides; warnings alone are 0 unless `strict`. */
export function exitCodeOf(diagnostics: readonly Diagnostic[], strict = false): number {
  const counted = diagnostics.filter((each) => strict || each.severity === 'error');
  return Math.max(0, ...counted.map((each) => exitCodes[codes[each.code].kind]));
}
