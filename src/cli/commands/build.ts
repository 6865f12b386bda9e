import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { assembleDeckPage } from '../../assemble/deck-page.ts';
import { displayPath } from '../../diagnostics/path.ts';
import { exportFolder } from '../../export/folder.ts';
import type { WritingHost } from '../../host.ts';
import { slidesOf } from '../../model/deck.ts';
import { loadAndReport } from '../load.ts';
import { dim, printLine, strong } from '../terminal.ts';

export interface BuildOptions {
  readonly output?: string;
  readonly notes?: boolean;
  readonly strict?: boolean;
}

export async function run(
  host: WritingHost,
  named: string | undefined,
  options: BuildOptions,
): Promise<number> {
  const loaded = await loadAndReport(host, named, options);
  if (loaded.value === undefined) return loaded.code;
  const { deck } = loaded.value;
  const folder = resolve(host.cwd, options.output ?? join('out', deck.name));
  const withNotes = options.notes === true;
  const bundle = assembleDeckPage(host, loaded.value, { notes: withNotes ? 'with' : 'without' });
  exportFolder(host, bundle, folder);
  const page = join(folder, bundle.entry);
  const count = slidesOf(deck).length;
  printLine(
    `${strong(displayPath(page, host.cwd))}  ${count} slides, ${withNotes ? 'with speaker notes: press S' : 'without speaker notes (`--notes` takes them along)'}`,
  );
  printLine(dim(`open ${pathToFileURL(page).href}`));
  return 0;
}
