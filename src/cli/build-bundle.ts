import { resolve } from 'node:path';
import { assembleDeckPage, clientScript } from '../assemble/deck-page.ts';
import { assemblePrint } from '../assemble/print.ts';
import { papers } from '../assemble/print-formats.ts';
import { findPrintFormat } from '../assemble/print-template.ts';
import { renderMarked } from '../check/fit.ts';
import { displayPath } from '../diagnostics/path.ts';
import { exportVenue } from '../export/venue.ts';
import type { WritingHost } from '../host.ts';
import { slidesOf } from '../model/deck.ts';
import type { RenderedDeck } from '../model/rendered.ts';
import type { BuildOptions } from './build-options.ts';
import { fileFor, showSize } from './build-single.ts';
import { exitCodeOf } from './exit-code.ts';
import { interruptible } from './interrupt.ts';
import type { EditionJob } from './load.ts';
import { inspectFit } from './pdf-pages.ts';
import { dim, printLine, printReport, startProgress, strong } from './terminal.ts';

/** `turnout build --bundle` for one edition. */
export async function buildBundle(
  host: WritingHost,
  rendered: RenderedDeck,
  job: EditionJob,
  options: BuildOptions & { readonly bundle: string },
): Promise<number> {
  const name = job.nameOf(rendered.deck.name);
  const target = resolve(host.cwd, fileFor(job.outputOf(name), name, '.zip', job.isAlone));
  const withNotes = options.notes === true;
  const marked = renderMarked(host, rendered.deck, job.loaded.library);
  const print = (format: string) => assemblePrint(host, marked, findPrintFormat(host, format), papers.a4);
  const progress = startProgress();
  const { value, diagnostics } = await interruptible((signal) =>
    exportVenue(host, rendered, target, {
      signal,
      name,
      browserPath: options.browser,
      timeoutMs: options.timeout * 1000,
      deck: assembleDeckPage(host, rendered, { notes: withNotes ? 'with' : 'without' }),
      slides: print('slides'),
      ...(withNotes ? { notes: print('notes') } : {}),
      fill: clientScript(host, 'pictures').trim(),
      inspect: (page) => inspectFit(host, page, marked),
      strict: options.strict === true,
      onStep: progress.step,
    }),
  ).finally(progress.end);
  await printReport(diagnostics, host);
  const code = exitCodeOf(diagnostics, options.strict === true);
  if (value === undefined) return code;
  if (value.sandbox === 'off: root') {
    process.stderr.write(`${dim('the browser ran without its sandbox: it has none for root')}\n`);
  }
  const count = slidesOf(rendered.deck).length;
  const kept = withNotes ? 'with speaker notes' : 'without speaker notes';
  printLine(
    `${strong(displayPath(target, host.cwd))}  ${count} slides as one file, PDF and pictures, ${kept}, ${showSize(value.bytes)}`,
  );
  for (const file of value.files) printLine(dim(`  ${file.path}  ${showSize(file.bytes)}`));
  return code;
}
