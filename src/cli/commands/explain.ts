import type { WritingHost } from '../../host.ts';
import { locateDeck } from '../../read/locate.ts';
import { describeEdition } from '../../review/departure.ts';
import { explain } from '../../review/explain.ts';
import type { EditionOptions } from '../edition-options.ts';
import { editionOf } from '../editions.ts';
import { explainFormats } from '../explain-formats.ts';
import { openEditions } from '../review-editions.ts';
import { dim, printLine, strong } from '../terminal.ts';

export interface ExplainOptions extends EditionOptions {
  readonly format: string;
}

/** What fits into a terminal that does not say how wide it is. */
const plainWidth = 80;

export async function run(
  host: WritingHost,
  address: string,
  named: string | undefined,
  options: ExplainOptions,
): Promise<number> {
  const folder = locateDeck(host, named);
  const [opened] = await openEditions(host, folder, [editionOf(host, folder, options)]);
  if (opened?.reviewed === undefined) return opened?.code ?? 1;
  const { reviewed, code } = opened;
  const width = process.stdout.isTTY === true ? Math.max(60, process.stdout.columns) : plainWidth;
  const look = {
    width,
    strong,
    dim,
    folder,
    edition: describeEdition(reviewed),
    deck: reviewed.deck?.title ?? '',
  };
  const text = explainFormats[options.format]?.(explain(address, reviewed), look);
  if (text !== undefined) printLine(text);
  return code;
}
