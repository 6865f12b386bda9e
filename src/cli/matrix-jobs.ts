import { deckFormat, outputOf, type PlannedEdition, planEditions } from '../compose/editions.ts';
import { TurnoutError } from '../diagnostics/diagnostic.ts';
import type { Host } from '../host.ts';
import { type Shard, takePart } from './matrix-options.ts';

/** One output of one edition, before anything is read of it. */
export interface PlannedJob {
  readonly edition: PlannedEdition;
  /** `html`, or a format of `turnout pdf`. */
  readonly format: string;
  readonly kind: 'html' | 'pdf';
  /** Below the folder of all outputs. */
  readonly output: string;
  /** The part of the matrix that it is in. */
  readonly shard: Shard;
}

/** What there is to do for a deck, in order. Throws whatever is wrong with its list of editions. */
export function planJobs(host: Host, folder: string, shard?: Shard, deckName?: string): PlannedJob[] {
  const { value: editions, diagnostics } = planEditions(host, folder, deckName);
  if (editions === undefined) throw new TurnoutError(...(diagnostics as TurnoutError['diagnostics']));
  const outputs = editions.flatMap((edition) => edition.formats.map((format) => ({ edition, format })));
  const spread = byFormat(outputs);
  const chosen = new Set(shard === undefined ? outputs : takePart(spread, shard));
  return outputs.flatMap((output): PlannedJob[] => {
    if (!chosen.has(output)) return [];
    const { edition, format } = output;
    const kind = format === deckFormat ? 'html' : 'pdf';
    const own = shard ?? { part: spread.indexOf(output) + 1, of: outputs.length };
    return [{ edition, format, kind, output: outputOf(edition.name, format), shard: own }];
  });
}

/** One format after the other: PDFs take longer than HTML, and no part is to have all of one kind. */
function byFormat<T extends { readonly format: string }>(outputs: readonly T[]): T[] {
  const formats = [...new Set(outputs.map(({ format }) => format))];
  return formats.flatMap((format) => outputs.filter((each) => each.format === format));
}
