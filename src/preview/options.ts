import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { EditionRequest } from '../model/edition.ts';
import type { TakesSocket } from './server.ts';

export interface PreviewOptions {
  /** Exactly this port; 0 lets the system choose. Left out: the first free one from `firstPort`. */
  readonly port?: number | undefined;
  readonly firstPort?: number; // defaults to 4321
  /** The edition to show. */
  readonly edition?: EditionRequest; // defaults to the base
  /** Command of the editor that opens files. */
  readonly editor?: string | undefined; // defaults to what the environment names
  /** Told after every build, the first one included. */
  readonly onBuild?: (report: BuildReport) => void;
  /** What presenting adds to the pages. */
  readonly presenting?: Presenting;
}

export interface Presenting {
  /** Of the socket, below a path that nobody can guess. */
  readonly name: string;
  readonly take: TakesSocket;
  readonly rehearse?: true;
  readonly fullscreen?: true;
}

export interface BuildReport {
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined while the deck is broken. */
  readonly slides?: number;
  readonly ms: number;
  /** A fault of Turnout itself; the preview goes on. */
  readonly bug?: unknown;
}
