import { withDeadline } from '../browser/guard.ts';
import { type Sandbox, withBrowser } from '../browser/launch.ts';
import { type PrintedPages, printPage } from '../browser/print-page.ts';
import { type Site, serveBundle, stillPolicy } from '../browser/serve.ts';
import type { PageFailure } from '../browser/settle.ts';
import { type Checked, type Diagnostic, diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import type { WritingHost } from '../host.ts';
import type { PrintBundle } from '../model/bundle.ts';
import { finishPdf } from './pdf-finish.ts';
import { assertWritable, writeWhole } from './writing.ts';

/** What is being done; for a progress line. */
export type PdfStep = 'browser' | 'pages' | 'printing' | 'finishing';

export interface PdfOptions {
  /** When it aborts, the export rejects with its reason at once; nothing is replaced and nothing is left behind. */
  readonly signal?: AbortSignal | undefined;
  /** Deadline over everything in milliseconds; defaults to 120 s. */
  readonly timeoutMs?: number | undefined;
  readonly browserPath?: string | undefined;
  readonly noSandbox?: boolean | undefined;
  /** Print although a picture or font is missing: each becomes a warning. */
  readonly allowMissing?: boolean | undefined;
  readonly onProgress?: ((step: PdfStep) => void) | undefined;
}

export interface PdfResult {
  readonly pages: number;
  readonly bytes: number;
  /** What to tell when Chromium ran without its sandbox. */
  readonly sandbox: Sandbox;
}

const stepNames: Readonly<Record<PdfStep, string>> = {
  browser: 'starting the browser',
  pages: 'loading the pages with their pictures and fonts',
  printing: 'printing',
  finishing: 'checking and writing the file',
};

/**
 * Prints a bundle to a PDF file. The file appears whole and checked, or the earlier one stays as it was.
 * Content faults come back as diagnostics; throws `output-not-writable`, `browser-missing`, `browser-failed`, `print-timeout`.
 */
export async function exportPdf(
  host: WritingHost,
  bundle: PrintBundle,
  target: string,
  options: PdfOptions = {},
): Promise<Checked<PdfResult>> {
  assertWritable(host, target);
  host.sweepPartials(target);
  const { timeoutMs = 120_000 } = options;
  let step: PdfStep = 'browser';
  const enter = (next: PdfStep): void => {
    step = next;
    options.onProgress?.(next);
  };
  const late = (): TurnoutError => timeout(timeoutMs, step);
  return withDeadline(options.signal, timeoutMs, late, async (signal) => {
    enter('browser');
    const printed = await serveBundle(host, bundle, { policy: stillPolicy }, (site) =>
      print(host, bundle, site, { ...options, signal }, enter),
    );
    const diagnostics = [...printed.diagnostics];
    if (printed.value === undefined) return { diagnostics };
    const { content, pages, sandbox } = printed.value;
    // From here on nothing waits: an interruption comes before the file is replaced or after.
    signal.throwIfAborted();
    writeWhole(host, target, content);
    return { value: { pages, bytes: content.length, sandbox }, diagnostics };
  });
}

interface Printed {
  readonly content: Uint8Array;
  readonly pages: number;
  readonly sandbox: Sandbox;
}

function print(
  host: WritingHost,
  bundle: PrintBundle,
  site: Site,
  options: PdfOptions,
  enter: (step: PdfStep) => void,
): Promise<Checked<Printed>> {
  const { browserPath, noSandbox, signal, allowMissing = false } = options;
  return withBrowser(host, { browserPath, noSandbox, signal, reach: [site.port] }, async (session) => {
    enter('pages');
    const library = import('@cantoo/pdf-lib');
    library.catch(() => {});
    const printed = await printPage(session, site.url, {
      allowFailures: allowMissing,
      onSettled: () => enter('printing'),
    });
    const diagnostics = assetFaults(printed, site, bundle, allowMissing);
    if (printed.pdf.length === 0) return { diagnostics };
    // The browser has done its part: it ends while its work is checked.
    session.release();
    enter('finishing');
    const finished = await finishPdf(library, printed.pdf, bundle, dateOf(host));
    if ('mismatch' in finished) return { diagnostics: [...diagnostics, mismatch(finished.mismatch)] };
    return {
      value: { content: finished.bytes, pages: finished.pages, sandbox: session.sandbox },
      diagnostics,
    };
  });
}

/** The same input gives the same dates where a build says which: https://reproducible-builds.org/specs/source-date-epoch/ */
function dateOf(host: WritingHost): Date {
  const epoch = host.env('SOURCE_DATE_EPOCH') ?? '';
  return /^\d+$/.test(epoch) ? new Date(Number(epoch) * 1000) : host.now();
}

function assetFaults(
  { failures }: PrintedPages,
  site: Site,
  bundle: PrintBundle,
  allowed: boolean,
): Diagnostic[] {
  return failures.map((failure) => {
    const message = `${nameOf(failure, site)} ${failure.detail}${slidesOf(failure, bundle)}`;
    const fault = diagnose('print-asset-failed', message.trim());
    return allowed ? { ...fault, severity: 'warning' } : fault;
  });
}

function nameOf({ url }: PageFailure, site: Site): string {
  return url === undefined ? '' : `\`${site.fileOf(url) ?? url}\``;
}

function slidesOf({ sections }: PageFailure, bundle: PrintBundle): string {
  const slides = bundle.slides.filter((slide) => sections.includes(slide.id));
  if (slides.length === 0) return '';
  return `: ${slides.map((slide) => `slide \`${slide.id}\` (${slide.file})`).join(', ')}`;
}

function mismatch(what: string): Diagnostic {
  return diagnose('print-mismatch', `the printed file is not the deck: ${what}`, {
    hints: ['nothing was replaced; a layout may draw its heading invisibly, or more than fits on its slide'],
  });
}

function timeout(ms: number, step: PdfStep): TurnoutError {
  return new TurnoutError(
    diagnose('print-timeout', `the export took longer than ${ms / 1000} s, while ${stepNames[step]}`, {
      hints: ['give it more time: `--timeout 300`', '`turnout doctor` tries the browser by itself'],
    }),
  );
}
