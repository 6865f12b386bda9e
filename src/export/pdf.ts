import { basename } from 'node:path';
import { withDeadline } from '../browser/guard.ts';
import { type BrowserSession, type Sandbox, withBrowser } from '../browser/launch.ts';
import type { OpenPage } from '../browser/measure-page.ts';
import { printPage } from '../browser/print-page.ts';
import { type Site, serveBundle, stillPolicy } from '../browser/serve.ts';
import {
  type Checked,
  type Diagnostic,
  diagnose,
  hasErrors,
  type TurnoutError,
} from '../diagnostics/diagnostic.ts';
import type { WritingHost } from '../host.ts';
import type { BundleFile, PrintBundle } from '../model/bundle.ts';
import { type FinishOptions, finishPdf } from './pdf-finish.ts';
import { blankOut } from './pdf-missing.ts';
import type { PdfLib } from './pdf-outline.ts';
import { assetFaults, exportTimeout } from './print-faults.ts';
import { assertWritable, writeWhole } from './writing.ts';

/** What is being done; for a progress line. */
export type PdfStep = 'browser' | 'pages' | 'printing' | 'finishing';

export interface PdfOptions {
  /** When it aborts, the export rejects with its reason at once; nothing is replaced and nothing is left behind. */
  readonly signal?: AbortSignal | undefined;
  /** Deadline over everything in milliseconds; defaults to 120 s. */
  readonly timeoutMs?: number | undefined;
  readonly browserPath?: string | undefined;
  /** A browser that runs already; it is sent everything over the connection. */
  readonly browserUrl?: string | undefined;
  readonly noSandbox?: boolean | undefined;
  /** Print although a picture or font is missing: each becomes a warning, and a picture a visible blank. */
  readonly allowMissing?: boolean | undefined;
  /** Carry the notes as comments on the pages, too. */
  readonly annotates?: boolean | undefined;
  /** Looks at the first document before it is printed: an error keeps all of them from being printed. */
  readonly inspect?: ((page: OpenPage) => Promise<readonly Diagnostic[]>) | undefined;
  readonly onProgress?: ((step: PdfStep) => void) | undefined;
}

/** A bundle, and the file that it becomes. */
export interface PdfJob {
  readonly bundle: PrintBundle;
  /** Absolute path. */
  readonly target: string;
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
 * Prints bundles to PDF files with one browser. A file appears whole and checked, or the earlier one stays as it was;
 * what is wrong with one keeps no other from being written. Content faults come back as diagnostics, a result a job;
 * throws `output-not-writable`, `browser-missing`, `browser-failed`, `print-timeout`.
 */
export async function exportPdfs(
  host: WritingHost,
  jobs: readonly PdfJob[],
  options: PdfOptions = {},
): Promise<Checked<PdfResult>[]> {
  for (const { target } of jobs) {
    assertWritable(host, target);
    host.sweepPartials(target);
  }
  const { timeoutMs = 120_000 } = options;
  let step: PdfStep = 'browser';
  const enter = (next: PdfStep): void => {
    step = next;
    options.onProgress?.(next);
  };
  const late = (): TurnoutError => exportTimeout(timeoutMs, stepNames[step]);
  return withDeadline(options.signal, timeoutMs, late, async (signal) => {
    enter('browser');
    const printed = await serveAll(host, jobs.map(servable), [], (served) =>
      printAll(host, served, { ...options, signal, doing: () => stepNames[step] }, enter),
    );
    // From here on nothing waits: an interruption comes before the files are replaced or after.
    signal.throwIfAborted();
    return printed.map(({ value, diagnostics }, index): Checked<PdfResult> => {
      const target = jobs[index]?.target;
      if (value === undefined || target === undefined) return { diagnostics };
      const { content, pages, sandbox } = value;
      writeWhole(host, target, content);
      return { value: { pages, bytes: content.length, sandbox }, diagnostics };
    });
  });
}

interface Printed {
  readonly content: Uint8Array;
  readonly pages: number;
  readonly sandbox: Sandbox;
}

/** A bundle whose files may be changed while it is served. */
export type Servable = PrintBundle & {
  readonly files: Map<string, BundleFile>;
  /** Name of the file that it becomes. */
  readonly file: string;
};

export interface Served {
  readonly bundle: Servable;
  readonly site: Site;
}

export function servable({ bundle, target }: PdfJob): Servable {
  return { ...bundle, files: new Map(bundle.files), file: basename(target) };
}

async function serveAll<T>(
  host: WritingHost,
  [bundle, ...rest]: readonly Servable[],
  served: readonly Served[],
  use: (served: readonly Served[]) => Promise<T>,
): Promise<T> {
  if (bundle === undefined) return use(served);
  return serveBundle(host, bundle, { policy: stillPolicy }, (site) =>
    serveAll(host, rest, [...served, { bundle, site }], use),
  );
}

/** One page after the other; while the next is printed, the one before is checked. */
function printAll(
  host: WritingHost,
  served: readonly Served[],
  options: PdfOptions & { readonly doing: () => string },
  enter: (step: PdfStep) => void,
): Promise<Checked<Printed>[]> {
  const { browserPath, browserUrl, noSandbox, signal, doing } = options;
  const reach = served.map(({ site }) => site.port);
  return withBrowser(host, { browserPath, browserUrl, noSandbox, signal, doing, reach }, async (session) => {
    const library = import('@cantoo/pdf-lib');
    library.catch(() => {});
    const finishing: Promise<Checked<Printed>>[] = [];
    for (const [index, each] of served.entries()) {
      enter('pages');
      const inspect = index === 0 ? options.inspect : undefined;
      const printed = await printServed(session, each, { ...options, inspect }, () => enter('printing'));
      if (printed.isRefused)
        return served.map((_, at) => ({ diagnostics: at === index ? printed.diagnostics : [] }));
      const settings = { ...options, date: dateOf(host), file: each.bundle.file };
      const finished = finish(library, each.bundle, printed, settings, session);
      // It is awaited below; until then its failure is nobody's.
      finished.catch(() => {});
      finishing.push(finished);
    }
    // The browser has done its part: it ends while its work is checked.
    session.release();
    enter('finishing');
    return Promise.all(finishing);
  });
}

interface PrintedAndFaults {
  readonly pdf: Uint8Array;
  readonly diagnostics: readonly Diagnostic[];
  /** Whether somebody looked at the pages and found an error. */
  readonly isRefused: boolean;
}

export async function printServed(
  session: BrowserSession,
  { bundle, site }: Served,
  options: PdfOptions,
  onSettled: () => void,
): Promise<PrintedAndFaults> {
  const { allowMissing = false } = options;
  const found: Diagnostic[] = [];
  const inspect = async (page: OpenPage): Promise<boolean> => {
    found.push(...((await options.inspect?.(page)) ?? []));
    return !hasErrors(found);
  };
  const first = await printPage(session, site.url, { onSettled, inspect });
  const missing = assetFaults(first.failures, site, bundle, allowMissing);
  const result = (pdf: Uint8Array): PrintedAndFaults => ({
    pdf,
    diagnostics: [...missing, ...found],
    isRefused: hasErrors(found),
  });
  if (!allowMissing || first.failures.length === 0) return result(first.pdf);
  blankOut(
    bundle,
    first.failures.flatMap(({ url }) => (url === undefined ? [] : (site.fileOf(url) ?? []))),
  );
  const second = await printPage(session, site.url, { onSettled, inspect, allowFailures: true });
  return result(second.pdf);
}

export async function finish(
  library: Promise<PdfLib>,
  bundle: PrintBundle,
  { pdf, diagnostics }: PrintedAndFaults,
  options: FinishOptions,
  { sandbox }: BrowserSession,
): Promise<Checked<Printed>> {
  if (pdf.length === 0) return { diagnostics };
  const finished = await finishPdf(library, pdf, bundle, options);
  if ('mismatch' in finished)
    return { diagnostics: [...diagnostics, mismatch(bundle.format, finished.mismatch)] };
  if (finished.leaks.length > 0) return { diagnostics: [...diagnostics, ...finished.leaks] };
  return { value: { content: finished.bytes, pages: finished.pages, sandbox }, diagnostics };
}

/** The same input gives the same dates where a build says which: https://reproducible-builds.org/specs/source-date-epoch/ */
export function dateOf(host: WritingHost): Date {
  const epoch = host.env('SOURCE_DATE_EPOCH') ?? '';
  return /^\d+$/.test(epoch) ? new Date(Number(epoch) * 1000) : host.now();
}

function mismatch(format: string, what: string): Diagnostic {
  const file = format === 'slides' ? 'the printed file' : `the printed file (${format})`;
  return diagnose('print-mismatch', `${file} is not the deck: ${what}`, {
    hints: ['nothing was replaced; a layout may draw its heading invisibly, or more than fits on its slide'],
  });
}
