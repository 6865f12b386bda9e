import { join, resolve } from 'node:path';
import { assemblePrint } from '../../assemble/print.ts';
import { findPrintFormat, papers } from '../../assemble/print-formats.ts';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { displayPath } from '../../diagnostics/path.ts';
import { exportPdf, type PdfStep } from '../../export/pdf.ts';
import type { WritingHost } from '../../host.ts';
import { exitCodeOf } from '../exit-code.ts';
import { interruptible } from '../interrupt.ts';
import { loadAndReport } from '../load.ts';
import { dim, printLine, printReport, startProgress, strong } from '../terminal.ts';

export interface PdfCommandOptions {
  readonly output?: string;
  readonly format: string;
  readonly paper: keyof typeof papers;
  readonly timeout: number;
  readonly browser?: string;
  readonly strict?: boolean;
}

const steps: Readonly<Record<PdfStep, string>> = {
  browser: 'starting the browser',
  pages: 'loading pages, pictures and fonts',
  printing: 'printing',
  finishing: 'checking the file',
};

export async function run(
  host: WritingHost,
  named: string | undefined,
  options: PdfCommandOptions,
): Promise<number> {
  const loaded = await loadAndReport(host, named, options);
  if (loaded.value === undefined) return loaded.code;
  const { deck } = loaded.value;
  const format = findPrintFormat(options.format);
  const suffix = format.name === 'slides' ? '' : `-${format.name}`;
  const target = resolve(host.cwd, options.output ?? join('out', `${deck.name}${suffix}.pdf`));
  const bundle = assemblePrint(host, loaded.value, format, papers[options.paper]);
  const progress = startProgress();
  const { value, diagnostics } = await interruptible((signal) =>
    exportPdf(host, bundle, target, {
      signal,
      timeoutMs: options.timeout * 1000,
      browserPath: options.browser,
      onProgress: (step) => progress.step(steps[step]),
    }),
  ).finally(progress.end);
  await printReport(diagnostics, host);
  if (value === undefined || hasErrors(diagnostics)) return exitCodeOf(diagnostics);
  if (value.sandbox === 'off: root') {
    process.stderr.write(`${dim('the browser ran without its sandbox: it has none for root')}\n`);
  }
  const size =
    value.bytes < 1e6 ? `${Math.ceil(value.bytes / 1e3)} KB` : `${(value.bytes / 1e6).toFixed(1)} MB`;
  printLine(`${strong(displayPath(target, host.cwd))}  ${value.pages} pages, ${size}`);
  return exitCodeOf(diagnostics, options.strict === true);
}
