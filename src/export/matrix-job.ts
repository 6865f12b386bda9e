import { type Checked, type Diagnostic, TurnoutError } from '../diagnostics/diagnostic.ts';
import type { Bundle, PrintBundle } from '../model/bundle.ts';
import type { Stamp } from './matrix-stamp.ts';
import type { PdfOptions } from './pdf.ts';

/** One output of one edition. */
export interface MatrixJob {
  /** Absolute path of the file to open: a PDF, or the `index.html` of a built deck. */
  readonly target: string;
  /** Loads the edition and assembles the output; called when its turn comes. */
  readonly prepare: () => Checked<Prepared>;
}

/** An output before it is on disk. */
export type Prepared = (
  | { readonly kind: 'deck'; readonly bundle: Bundle }
  | { readonly kind: 'pdf'; readonly bundle: PrintBundle; readonly inspect?: PdfOptions['inspect'] }
) & { readonly slides: number };

export interface Outcome {
  readonly state: 'made' | 'unchanged' | 'failed';
  readonly slides?: number;
  readonly pages?: number;
  readonly bytes?: number;
  readonly milliseconds: number;
  readonly diagnostics: readonly Diagnostic[];
}

export interface MatrixOptions
  extends Pick<PdfOptions, 'signal' | 'browserPath' | 'browserUrl' | 'allowMissing' | 'annotates'> {
  /** Deadline for each PDF in milliseconds; defaults to 120 s. */
  readonly timeoutMs?: number;
  /** Makes what is unchanged, too. */
  readonly force?: boolean;
  /** Makes outputs that had warnings once more, to tell them again. */
  readonly strict?: boolean;
  /** Whatever else an output depends on: the version of Turnout, options. */
  readonly stamp: object;
  /** Told of each output as it is done. */
  readonly onDone?: (index: number, outcome: Outcome) => void;
}

/** A PDF that has to be printed. */
export interface Pending {
  readonly index: number;
  readonly target: string;
  readonly bundle: PrintBundle;
  readonly inspect?: PdfOptions['inspect'];
  readonly settle: (made: Made | readonly Diagnostic[]) => void;
}

/** What was written. */
export interface Made extends Pick<Stamp, 'files' | 'bytes'> {
  readonly pages?: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** What one output may fail with; anything else is a bug and ends the run. */
export function faultsOf(error: unknown): readonly Diagnostic[] {
  if (error instanceof TurnoutError) return error.diagnostics;
  throw error;
}
