import { basename } from 'node:path';
import { renumber } from '../assemble/print-parts.ts';
import { type Ahead, withServer } from '../browser/ahead.ts';
import { withDeadline } from '../browser/guard.ts';
import { type Lane, openLanes } from '../browser/lane.ts';
import { type BrowserSession, type Sandbox, withBrowser } from '../browser/launch.ts';
import { type Server, stillPolicy } from '../browser/serve.ts';
import type { Checked, TurnoutError } from '../diagnostics/diagnostic.ts';
import type { WritingHost } from '../host.ts';
import type { PrintBundle } from '../model/bundle.ts';
import {
  dateOf,
  finishPrinted,
  type PrintedFile,
  type PrintedPart,
  printServed,
  type Served,
  type ServedOptions,
  servables,
} from './pdf-served.ts';
import { plannedPages } from './pdf-verify.ts';
import { exportTimeout } from './print-faults.ts';
import { assertWritable, writeWhole } from './writing.ts';

/** What is being done; for a progress line. */
export type PdfStep = 'browser' | 'pages' | 'printing' | 'finishing';

/** What `inspect` finds in the first document keeps all of them from being printed. */
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
    const printed = await withServer(host, options.ahead, (server) =>
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

/** So many are printed at once: while one is loaded, the browser is busy with the other. */
const laneCount = 2;

interface Task {
  readonly job: number;
  readonly served: Served;
}

/** The parts of all documents, in lanes; what is printed is read while the next is being printed. */
function printAll(
  host: WritingHost,
  server: Server,
  jobs: readonly PdfJob[],
  options: PdfOptions & { readonly doing: () => string },
  enter: (step: PdfStep) => void,
): Promise<Checked<PrintedFile>[]> {
  const { port: reach } = server;
  return withBrowser(host, { ...options, reach: [reach] }, async (session) => {
    const tasks = jobs.flatMap(({ bundle, target }, job) =>
      servables(bundle, target).map((each): Task => {
        return { job, served: { bundle: each, site: server.mount(each, { policy: stillPolicy }) } };
      }),
    );
    const printed = await printTasks(session, tasks, options, enter);
    await printAnew(session, jobs, tasks, printed, options);
    // The browser has done its part: it ends while its work is checked.
    session.release();
    const partsOf = (job: number): PrintedPart[] =>
      tasks.flatMap((task) => (task.job === job ? (printed.get(task) ?? []) : []));
    if ([...printed.values()].some(({ isRefused }) => isRefused))
      return jobs.map((_, job) => ({ diagnostics: partsOf(job).flatMap(({ diagnostics }) => diagnostics) }));
    enter('finishing');
    const finish = ({ bundle, target }: PdfJob, job: number): Promise<Checked<PrintedFile>> => {
      const settings = { ...options, date: dateOf(host), file: basename(target) };
      return finishPrinted(bundle, partsOf(job), settings, session);
    };
    return Promise.all(jobs.map(finish));
  });
}

/** When what is inspected is refused, what was not begun is not printed. */
async function printTasks(
  session: BrowserSession,
  tasks: readonly Task[],
  options: PdfOptions,
  enter: (step: PdfStep) => void,
): Promise<Map<Task, PrintedPart>> {
  const results = new Map<Task, PrintedPart>();
  const waiting = tasks.values();
  let isRefused = false;
  enter('pages');
  const run = async ({ session: lane }: Lane): Promise<void> => {
    for (const task of waiting) {
      const inspect = task.job === 0 ? options.inspect : undefined;
      if (isRefused && inspect === undefined) continue;
      const settings = { ...options, inspect };
      const printed = await printServed(lane, task.served, settings, () => enter('printing'));
      isRefused ||= printed.isRefused;
      results.set(task, printed);
    }
  };
  await Promise.all(openLanes(session, Math.min(laneCount, tasks.length)).map(run));
  return results;
}

/**
 * Parts of which one has more pages than was thought, for its notes go on, are printed once more: those behind it are
 * numbered wrongly, and in none is the number of all pages right.
 */
async function printAnew(
  session: BrowserSession,
  jobs: readonly PdfJob[],
  tasks: readonly Task[],
  printed: Map<Task, PrintedPart>,
  options: PdfOptions,
): Promise<void> {
  for (const [job, { bundle }] of jobs.entries()) {
    if (!bundle.flowing || bundle.parts === undefined) continue;
    const own = tasks.filter((task) => task.job === job);
    const parts = await Promise.all(own.map((task) => printed.get(task)?.printed));
    const counts = parts.map((part) => (part === undefined ? 0 : part.pages));
    const all = counts.reduce((sum, each) => sum + each, 0);
    if (counts.includes(0) || all === plannedPages(bundle).count) continue;
    let first = 1;
    for (const [index, { served }] of own.entries()) {
      renumber(served.bundle.files, first, all);
      first += counts[index] ?? 0;
    }
    const again = await printTasks(session, own, { ...options, inspect: undefined }, () => {});
    for (const [task, part] of again) {
      const { diagnostics = [] } = printed.get(task) ?? {};
      printed.set(task, { ...part, diagnostics });
    }
  }
}
