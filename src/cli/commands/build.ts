import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { assembleDeckPage } from '../../assemble/deck-page.ts';
import { diagnose, TurnoutError } from '../../diagnostics/diagnostic.ts';
import { displayPath } from '../../diagnostics/path.ts';
import { exportFolder } from '../../export/folder.ts';
import type { WritingHost } from '../../host.ts';
import { slidesOf } from '../../model/deck.ts';
import type { RenderedDeck } from '../../model/rendered.ts';
import { type BuildOptions, refuseMixture } from '../build-options.ts';
import { exitCodeOf } from '../exit-code.ts';
import { type EditionJob, eachEdition } from '../load.ts';
import { refuseWithoutMatrix } from '../matrix-options.ts';
import { dim, printLine, printReport, strong } from '../terminal.ts';

export async function run(
  host: WritingHost,
  named: string | undefined,
  options: BuildOptions,
): Promise<number> {
  refuseMixture(options);
  if (options.matrix === true) {
    const { makeMatrix } = await import('../matrix.ts');
    const pages = { paper: 'a4', fit: true };
    return makeMatrix(host, named, { ...options, ...pages, kinds: ['html', 'pdf'] });
  }
  refuseWithoutMatrix(options);
  if (options.notesFor !== undefined && options.notes !== true) {
    throw new TurnoutError(
      diagnose('bad-option', '`--notes-for` without `--notes`: this deck carries no notes', {
        hints: ['add `--notes`'],
      }),
    );
  }
  const { bundle } = options;
  if (bundle !== undefined) {
    const { buildBundle } = await import('../build-bundle.ts');
    return eachEdition(host, named, { ...options, output: bundle }, (rendered, job) =>
      buildBundle(host, rendered, job, { ...options, bundle }),
    );
  }
  if (options.singleFile === true) {
    const { buildSingle } = await import('../build-single.ts');
    return eachEdition(host, named, options, (rendered, job) => buildSingle(host, rendered, job, options));
  }
  return eachEdition(host, named, options, async (rendered, job) => {
    return buildOne(host, rendered, job, options);
  });
}

async function buildOne(
  host: WritingHost,
  rendered: RenderedDeck,
  job: EditionJob,
  options: BuildOptions,
): Promise<number> {
  const { deck } = rendered;
  const name = job.nameOf(deck.name);
  const folder = resolve(host.cwd, job.outputOf(name) ?? join('out', name));
  const withNotes = options.notes === true;
  const bundle = assembleDeckPage(host, rendered, { notes: withNotes ? 'with' : 'without' });
  const leaks = exportFolder(host, bundle, folder);
  if (leaks.length > 0) {
    await printReport(leaks, host);
    return exitCodeOf(leaks);
  }
  const page = join(folder, bundle.entry);
  const count = slidesOf(deck).length;
  printLine(
    `${strong(displayPath(page, host.cwd))}  ${count} slides, ${withNotes ? 'with speaker notes: press S' : 'without speaker notes (`--notes` takes them along)'}`,
  );
  printLine(dim(`open ${pathToFileURL(page).href}`));
  return 0;
}
