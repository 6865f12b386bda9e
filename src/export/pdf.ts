import { basename } from 'node:path';
import type { Ahead } from '../browser/ahead.ts';
import { withDeadline } from '../browser/guard.ts';
import { type Sandbox, withBrowser } from '../browser/launch.ts';
import { type Server, withServer } from '../browser/serve.ts';
import { type Checked, hasErrors, type TurnoutError } from '../diagnostics/diagnostic.ts';
import type { WritingHost } from '../host.ts';
import type { PrintBundle } from '../model/bundle.ts';
import { Press } from './pdf-press.ts';
import { dateOf, finishPrinted, type PrintedFile, type ServedOptions } from './pdf-served.ts';
import { exportTimeout } from './print-faults.ts';
import { assertWritable, writeWhole } from './writing.ts';

/** What is being done; for a progress line. */
export type PdfStep = 'browser' | 'pages' | 'printing' | 'finishing';

/** What `inspect` finds in the first document keeps all of them from being written. */
export interface PdfOptions extends ServedOptions {
  /** When it aborts, the export rejects with its reason at once; nothing is replaced and nothing is left behind. */
  readonly signal?: AbortSignal | undefined;
  /** Deadline over everything in milliseconds; defaults to 120 s. */
  readonly timeoutMs?: number | undefined;
  readonly browserPath?: string | undefined;
  /** A browser that runs already; it is sent everything over the connection. */
  readonly browserUrl?: string | undefined;
  readonly noSandbox?: boolean | undefined;
  /** Carry the notes as comments on the pages, too. */
  readonly annotates?: boolean | undefined;
  /** Started before, while the deck was read. */
  readonly ahead?: Ahead | undefined;
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
    if (next === step) return;
    step = next;
    options.onProgress?.(next);
  };
  const late = (): TurnoutError => exportTimeout(timeoutMs, stepNames[step]);
  return withDeadline(options.signal, timeoutMs, late, async (signal) => {
    options.onProgress?.(step);
    const printed = await withServer(host, options.ahead?.server, (server) =>
      printAll(host, server, jobs, { ...options, signal, doing: () => stepNames[step] }, enter),
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

/** What is printed is read while the next is being printed. */
function printAll(
  host: WritingHost,
  server: Server,
  jobs: readonly PdfJob[],
  options: PdfOptions & { readonly doing: () => string },
  enter: (step: PdfStep) => void,
): Promise<Checked<PrintedFile>[]> {
  return withBrowser(host, { ...options, reach: [server.port] }, async (session) => {
    const tasks = jobs.reduce((sum, { bundle: { parts = [] } }) => sum + Math.max(1, parts.length), 0);
    const press = new Press(session, server, tasks, enter);
    const printed = jobs.map(({ bundle, target }, index) =>
      press.print(bundle, target, index === 0 ? options : { ...options, inspect: undefined }),
    );
    const finishing = jobs.map(async ({ bundle, target }, index) => {
      const settings = { ...options, date: dateOf(host), file: basename(target) };
      return finishPrinted(bundle, (await printed[index]) ?? [], settings, session);
    });
    // They are awaited below; until then their failures are nobody's.
    for (const each of finishing) each.catch(() => {});
    const parts = (await Promise.all(printed)).flat();
    const found = (await Promise.all(parts.map(({ inspected }) => inspected))).flat();
    // The browser has done its part: it ends while its work is checked.
    session.release();
    if (!hasErrors(found)) enter('finishing');
    const results = await Promise.all(finishing);
    return hasErrors(found) ? results.map(({ diagnostics }) => ({ diagnostics })) : results;
  });
}
