import { join, resolve } from 'node:path';
import { assemblePrint } from '../../assemble/print.ts';
import { papers } from '../../assemble/print-formats.ts';
import { findPrintFormat } from '../../assemble/print-template.ts';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { displayPath } from '../../diagnostics/path.ts';
import { exportImages } from '../../export/images.ts';
import type { WritingHost } from '../../host.ts';
import type { RenderedDeck } from '../../model/rendered.ts';
import type { EditionOptions } from '../edition-options.ts';
import { exitCodeOf } from '../exit-code.ts';
import { interruptible } from '../interrupt.ts';
import { type EditionJob, eachEdition } from '../load.ts';
import { dim, printLine, printReport, startProgress, strong } from '../terminal.ts';

export interface ImagesCommandOptions extends EditionOptions {
  readonly output?: string;
  readonly format: 'png' | 'webp';
  readonly width: number;
  readonly steps: 'final' | 'all';
  readonly contactSheet?: boolean;
  readonly timeout: number;
  readonly browser?: string;
  readonly browserUrl?: string;
  readonly strict?: boolean;
}

export async function run(
  host: WritingHost,
  named: string | undefined,
  options: ImagesCommandOptions,
): Promise<number> {
  return eachEdition(host, named, options, (rendered, job) => drawOne(host, rendered, job, options));
}

async function drawOne(
  host: WritingHost,
  rendered: RenderedDeck,
  job: EditionJob,
  options: ImagesCommandOptions,
): Promise<number> {
  const name = job.nameOf(rendered.deck.name);
  const target = resolve(host.cwd, job.outputOf(name) ?? join('out', `${name}-images`));
  // A page a slide has the size of the slides: paper has no say in it.
  const bundle = assemblePrint(host, rendered, findPrintFormat(host, 'slides'), papers.a4);
  const progress = startProgress();
  const { value, diagnostics } = await interruptible((signal) =>
    exportImages(host, bundle, target, {
      signal,
      format: options.format,
      width: options.width,
      steps: options.steps,
      contactSheet: options.contactSheet,
      timeoutMs: options.timeout * 1000,
      browserPath: options.browser,
      browserUrl: options.browserUrl,
      allowMissing: options.allowMissing,
      onProgress: (done, all) => {
        if (done === 0) progress.step('loading pages, pictures and fonts');
        else if (done === 1 || process.stderr.isTTY) progress.step(`drawing ${done} of ${all}`);
      },
    }),
  ).finally(progress.end);
  await printReport(diagnostics, host);
  if (value === undefined || hasErrors(diagnostics)) return exitCodeOf(diagnostics);
  if (value.sandbox === 'off: root') {
    process.stderr.write(`${dim('the browser ran without its sandbox: it has none for root')}\n`);
  }
  const size = (value.bytes / 1e6).toFixed(1);
  printLine(
    `${strong(displayPath(target, host.cwd))}  ${value.pictures === 1 ? '1 picture' : `${value.pictures} pictures`}, ${size} MB`,
  );
  return exitCodeOf(diagnostics, options.strict === true);
}
