import type { Command } from 'commander';
import { badOption } from './bad-option.ts';
import type { EditionOptions } from './edition-options.ts';
import type { MatrixChoice } from './matrix-options.ts';
import { allowMissing, seconds } from './pdf-options.ts';

/** What the command line says of `turnout build`. */
export interface BuildOptions extends EditionOptions, MatrixChoice {
  readonly output?: string;
  readonly notes?: boolean;
  readonly singleFile?: boolean;
  /** Path of the ZIP archive; the folder for several. */
  readonly bundle?: string;
  readonly strict?: boolean;
  /** Seconds. */
  readonly timeout: number;
  readonly browser?: string;
}

/** Options of `turnout build`; its code is loaded when it is called. */
export function buildCommand(program: Command): Command {
  return program
    .command('build [decks...]')
    .description('build the deck as HTML that opens without a network')
    .option('-o, --output <path>', 'folder to write to (default: out/NAME); file with --single-file')
    .option('--notes', 'take the speaker notes along (what you share carries none)')
    .option('--single-file', 'one HTML file with everything in it (default: out/NAME.html)')
    .option('--bundle <file>', 'a ZIP archive for the venue: single file, PDFs and pictures of all slides')
    .option('--timeout <seconds>', 'with --matrix and --bundle: deadline for each PDF', seconds, 120)
    .option('--browser <path>', 'browser to print with, and to measure pictures in')
    .option(...allowMissing)
    .option('--strict', 'warnings fail, too');
}

/** Throws `bad-option` for what excludes one another. */
export function refuseMixture({ singleFile, bundle, output, matrix }: BuildOptions): void {
  if (bundle !== undefined && output !== undefined)
    throw badOption(
      '`--output` with `--bundle`: there is one file to write',
      'name it once: `--bundle talk.zip`',
    );
  const chosen = [
    singleFile === true ? '--single-file' : undefined,
    bundle === undefined ? undefined : '--bundle',
    matrix === true ? '--matrix' : undefined,
  ].filter((each) => each !== undefined);
  const [one, other] = chosen;
  if (one === undefined || other === undefined) return;
  const hint =
    matrix === true
      ? 'make them one after the other'
      : 'the archive holds the single file: leave `--single-file` out';
  throw badOption(`\`${one}\` does not go with \`${other}\``, hint);
}
