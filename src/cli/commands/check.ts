import type { WritingHost } from '../../host.ts';
import { slidesOf } from '../../model/deck.ts';
import { loadDeck } from '../../pipeline.ts';
import { locateDeck } from '../../read/locate.ts';
import { exitCodeOf } from '../run.ts';
import { printLine, printReport } from '../terminal.ts';

export interface CheckOptions {
  readonly format: 'human' | 'short';
  readonly strict?: boolean;
}

export async function run(
  host: WritingHost,
  named: string | undefined,
  options: CheckOptions,
): Promise<number> {
  const { diagnostics, deck } = loadDeck(host, locateDeck(host, named));
  if (options.format === 'short') {
    const { formatShort, summarize } = await import('../../diagnostics/format.ts');
    for (const each of diagnostics) printLine(formatShort(each, { cwd: host.cwd }));
    if (diagnostics.length > 0) printLine(summarize(diagnostics));
  } else {
    await printReport(diagnostics, host);
  }
  if (diagnostics.length === 0 && deck !== undefined) {
    printLine(
      `${deck.title}: ${deck.sections.length} sections, ${slidesOf(deck).length} slides, nothing wrong`,
    );
  }
  return exitCodeOf(diagnostics, options.strict === true);
}
