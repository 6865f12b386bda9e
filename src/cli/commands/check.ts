import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { mend } from '../../export/mend.ts';
import type { WritingHost } from '../../host.ts';
import { slidesOf } from '../../model/deck.ts';
import { judge, type Loaded, loadDeck } from '../../pipeline.ts';
import { locateDeck } from '../../read/locate.ts';
import { exitCodeOf } from '../exit-code.ts';
import { interruptible } from '../interrupt.ts';
import { reporters } from '../report.ts';
import { printLine, startProgress } from '../terminal.ts';

export interface CheckOptions {
  readonly format: string;
  readonly strict?: boolean;
  readonly fix?: boolean;
  readonly fit?: boolean;
  readonly browser?: string;
}

export async function run(
  host: WritingHost,
  named: string | undefined,
  options: CheckOptions,
): Promise<number> {
  const folder = locateDeck(host, named);
  const loaded = options.fix === true ? mendAll(host, folder) : loadDeck(host, folder);
  const diagnostics = options.fit === true ? await withFit(host, loaded, options) : loaded.diagnostics;
  const { deck } = loaded;
  await reporters[options.format]?.(diagnostics, host);
  if (diagnostics.length === 0 && deck !== undefined && options.format === 'human') {
    const sections = count(deck.sections.length, 'section');
    printLine(`${deck.title}: ${sections}, ${count(slidesOf(deck).length, 'slide')}, nothing wrong`);
  }
  return exitCodeOf(diagnostics, options.strict === true);
}

/** Adds what only a browser sees. A deck with errors is not laid out: its slides are not those that will be shown. */
async function withFit(
  host: WritingHost,
  loaded: Loaded,
  options: CheckOptions,
): Promise<readonly Diagnostic[]> {
  const { deck, library, found, diagnostics } = loaded;
  if (deck === undefined || loaded.value === undefined) {
    process.stderr.write('the slides were not laid out: first mend the errors\n\n');
    return diagnostics;
  }
  const { checkFit } = await import('../../check/fit.ts');
  const progress = startProgress();
  try {
    const fit = await interruptible((signal) =>
      checkFit(host, deck, library, { signal, browserPath: options.browser, onStep: progress.step }),
    );
    progress.end();
    return judge([...found, ...fit], deck, new Set());
  } catch (error) {
    progress.end();
    // The browser failed, the deck did not: what is known of it is still worth telling.
    await reporters[options.format]?.(diagnostics, host);
    throw error;
  }
}

/** One mended name may bring the next fault to light: an unknown layout hides what its fields lack. */
const rounds = 5;

function mendAll(host: WritingHost, folder: string): Loaded {
  let total = 0;
  const files = new Set<string>();
  let loaded = loadDeck(host, folder);
  for (let round = 0; round < rounds; round++) {
    const mended = mend(host, folder, loaded.diagnostics);
    if (mended.fixes === 0) break;
    total += mended.fixes;
    for (const file of mended.files) files.add(file);
    loaded = loadDeck(host, folder);
  }
  if (total > 0) process.stderr.write(`mended ${count(total, 'fault')} in ${count(files.size, 'file')}\n\n`);
  return loaded;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
