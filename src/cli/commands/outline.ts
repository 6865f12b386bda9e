import type { WritingHost } from '../../host.ts';
import { locateDeck } from '../../read/locate.ts';
import type { EditionOptions } from '../edition-options.ts';
import { editionOf } from '../editions.ts';
import { loadAndReport } from '../load.ts';
import { outlineOf } from '../outline.ts';
import { outlineFormats } from '../outline-formats.ts';
import { dim, printLine, strong } from '../terminal.ts';

export interface OutlineOptions extends EditionOptions {
  readonly format: string;
}

/** What fits into a terminal that does not say how wide it is, and into a mail. */
const plainWidth = 80;

export async function run(
  host: WritingHost,
  named: string | undefined,
  options: OutlineOptions,
): Promise<number> {
  const request = editionOf(host, locateDeck(host, named), options);
  const loaded = await loadAndReport(host, named, {}, request);
  if (loaded.value === undefined) return loaded.code;
  const width = Math.max(plainWidth, process.stdout.isTTY === true ? process.stdout.columns : plainWidth);
  const text = outlineFormats[options.format]?.(outlineOf(loaded.value), { width, strong, dim });
  if (text !== undefined) printLine(text);
  return loaded.code;
}
