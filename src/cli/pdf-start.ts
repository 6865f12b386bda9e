import { withAhead } from '../browser/ahead.ts';
import type { WritingHost } from '../host.ts';
import type { PdfCommandOptions } from './commands/pdf.ts';
import type { DeckOptions } from './decks.ts';
import { interruptible } from './interrupt.ts';

/** Starts the browser first of all: it takes as long to be ready as the rest of the code and a deck take to be read. */
export async function startPdf(
  host: WritingHost,
  decks: readonly string[],
  options: PdfCommandOptions & DeckOptions,
): Promise<number> {
  const { browser: browserPath, browserUrl } = options;
  if (options.listFormats === true || options.matrix === true) return run(host, decks, options);
  return interruptible((signal) =>
    withAhead(host, { browserPath, browserUrl }, (ahead) =>
      run(host, decks, { ...options, begun: { signal, ahead } }),
    ),
  );
}

async function run(
  host: WritingHost,
  decks: readonly string[],
  options: PdfCommandOptions & DeckOptions,
): Promise<number> {
  const [pdf, { eachDeck }] = await Promise.all([import('./commands/pdf.ts'), import('./decks.ts')]);
  return eachDeck(host, decks, options, pdf.run);
}
