import { basename, join } from 'node:path';
import { diagnose, hasErrors, TurnoutError } from '../diagnostics/diagnostic.ts';
import type { Host } from '../host.ts';
import { baseEdition, type EditionRequest, editionName } from '../model/edition.ts';
import { type Loaded, loadDeck } from '../pipeline.ts';
import { locateDeck } from '../read/locate.ts';
import type { EditionOptions } from './edition-options.ts';
import { editionsOf } from './editions.ts';
import { exitCodeOf } from './exit-code.ts';
import { dim, printReport } from './terminal.ts';

/** Loads a deck and prints what is wrong with it. `code` is what to exit with when there is no value. */
export async function loadAndReport(
  host: Host,
  named: string | undefined,
  options: { readonly strict?: boolean },
  request: EditionRequest = baseEdition,
): Promise<Loaded & { code: number }> {
  const loaded = loadDeck(host, locateDeck(host, named), request);
  await printReport(loaded.diagnostics, host);
  if (loaded.selection !== undefined) {
    const { mentionSelection } = await import('./left-out.ts');
    process.stderr.write(`${mentionSelection(loaded.selection)}\n`);
  }
  const code = exitCodeOf(loaded.diagnostics, options.strict === true);
  if (code === 0 || hasErrors(loaded.diagnostics)) return { ...loaded, code };
  const { value: _refused, ...rest } = loaded;
  return { ...rest, code };
}

/** One edition of a deck on its way to a file. */
export interface EditionJob {
  readonly request: EditionRequest;
  readonly loaded: Loaded;
  /** Whether it is the only one that was asked for. */
  readonly isAlone: boolean;
  /** What outputs are called, e.g. `four-way-fork-training`. */
  readonly nameOf: (deckName: string) => string;
  /** Where `-o` leads: with several editions, each has a folder or file of its own in it. */
  readonly outputOf: (name: string) => string | undefined;
}

/**
 * Loads each edition that is asked for, prints what is wrong with it and makes it with `make`. An edition that cannot
 * be made does not hide the others. Gives back the gravest exit code.
 */
export async function eachEdition(
  host: Host,
  named: string | undefined,
  options: EditionOptions & { readonly output?: string; readonly strict?: boolean },
  make: (value: NonNullable<Loaded['value']>, job: EditionJob) => Promise<number>,
): Promise<number> {
  const folder = locateDeck(host, named);
  const requests = editionsOf(host, folder, options);
  const { output, outputName } = options;
  const isAlone = requests.length === 1 && outputName === undefined;
  if (requests.length > 1 && output !== undefined && /\.(?:pdf|html?|zip)$/i.test(output)) {
    throw new TurnoutError(
      diagnose('bad-option', `\`${output}\` is one file for ${requests.length} editions`, {
        hints: ['name a folder: each edition is made in it'],
      }),
    );
  }
  let worst = 0;
  for (const request of requests) {
    const { code, ...loaded } = await loadAndReport(host, named, options, request);
    const job: EditionJob = {
      request,
      loaded,
      isAlone,
      nameOf: (deckName) => editionName(outputName ?? deckName, request),
      outputOf: (name) => (output === undefined || isAlone ? output : join(output, name)),
    };
    if (loaded.value === undefined) {
      worst = Math.max(worst, code);
      if (!job.isAlone) process.stderr.write(`${dim(`${job.nameOf(basename(folder))} was not made`)}\n\n`);
    } else worst = Math.max(worst, await make(loaded.value, job));
  }
  return worst;
}
