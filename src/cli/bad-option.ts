import { diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';

/** A fault of the command line. In a file of its own: definitions of commands need it, and load nothing else. */
export function badOption(message: string, ...hints: (string | undefined)[]): TurnoutError {
  return new TurnoutError(diagnose('bad-option', message, { hints }));
}
