import { basename } from 'node:path';
import { orAbort, withDeadline } from '../browser/guard.ts';
import { type Lane, openLanes } from '../browser/lane.ts';
import { type BrowserSession, withBrowser } from '../browser/launch.ts';
import { type Site, serveBundle, stillPolicy } from '../browser/serve.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import type { WritingHost } from '../host.ts';
import { isShared, ManyBundles } from './matrix-bundles.ts';
import { faultsOf, type Made, type MatrixOptions, type Pending } from './matrix-job.ts';
import { hashOf } from './matrix-stamp.ts';
import {
  dateOf,
  finishPrinted,
  type PrintedPart,
  printServed,
  type Served,
  type ServedOptions,
} from './pdf-served.ts';
import { exportTimeout } from './print-faults.ts';
import { writeWhole } from './writing.ts';

/** So many are printed at once: one more keeps the browser busy while another loads. */
const laneCount = 2;

/**
 * Prints `first` and what `next` brings, until there is no more. When the browser ends, what it was at is begun anew
 * with a fresh one; when there is none, `first` and all that was begun has failed.
 */
export async function printMany(
  host: WritingHost,
  first: Pending,
  next: () => Promise<Pending | undefined>,
  options: MatrixOptions,
): Promise<void> {
  const begun = new Map([[first.index, first]]);
  const shelf = new ManyBundles();
  try {
    await serveBundle(host, shelf.bundle, { policy: stillPolicy, isLasting: isShared }, (site) =>
      withBrowser(host, { ...options, reach: [site.port], doing: () => 'printing' }, async (session) => {
        // What was begun comes first: a browser that ended may have left it.
        const left = [...begun.values()];
        const take = async (): Promise<Pending | undefined> => {
          const pending = left.shift() ?? (await next());
          if (pending !== undefined) begun.set(pending.index, pending);
          return pending;
        };
        await printInLanes({ host, session, site, shelf, options, take, begun });
        session.release();
      }),
    );
  } catch (error) {
    const faults = faultsOf(error);
    for (const { settle } of begun.values()) settle(faults);
  }
}

interface Press {
  readonly host: WritingHost;
  readonly session: BrowserSession;
  readonly site: Site;
  readonly shelf: ManyBundles;
  readonly options: MatrixOptions;
  readonly take: () => Promise<Pending | undefined>;
  /** By index of the job; one that is done is taken out. */
  readonly begun: Map<number, Pending>;
}

async function printInLanes(press: Press): Promise<void> {
  const finishing: Promise<void>[] = [];
  const run = async (lane: Lane): Promise<void> => {
    for (let job = await press.take(); job !== undefined; job = await press.take())
      finishing.push((await printOne(press, lane, job)).finished);
  };
  await Promise.all(openLanes(press.session, laneCount).map(run));
  await Promise.all(finishing);
}

/** Resolves when the browser has done its part; `finished` when the file is written. */
async function printOne(press: Press, lane: Lane, job: Pending): Promise<{ finished: Promise<void> }> {
  const { options, site, shelf } = press;
  const { timeoutMs = 120_000 } = options;
  const settle = (made: Made | readonly Diagnostic[]): void => {
    shelf.takeOut(job.index);
    // It may have been begun anew when a browser ended.
    if (press.begun.delete(job.index)) job.settle(made);
  };
  let step = 'loading the pages with their pictures and fonts';
  try {
    const served = shelf.putIn(job, site);
    const late = (): Error => exportTimeout(timeoutMs, step);
    const printed = await withDeadline(options.signal, timeoutMs, late, (signal) => {
      const onSettled = (): void => {
        step = 'printing';
      };
      const printOptions = { ...options, inspect: job.inspect };
      return orAbort(signal, printWhole(lane, served, printOptions, onSettled));
    });
    return { finished: finishOne(press, job, served.bundle, printed).then(settle) };
  } catch (error) {
    // A page that hangs is no use to the next.
    await lane.drop();
    settle(faultsOf(error));
    return { finished: Promise.resolve() };
  }
}

/** Resolves when the page is free for the next. */
async function printWhole(
  { session }: Lane,
  served: Served,
  options: ServedOptions,
  onSettled: () => void,
): Promise<PrintedPart> {
  const part = await printServed(session, served, options, onSettled);
  await part.inspected;
  return part;
}

async function finishOne(
  { host, session, options }: Press,
  { target }: Pending,
  bundle: Served['bundle'],
  printed: PrintedPart,
): Promise<Made | readonly Diagnostic[]> {
  const settings = { ...options, date: dateOf(host), file: basename(target) };
  try {
    const { value, diagnostics } = await finishPrinted(bundle, [printed], settings, session);
    if (value === undefined || hasErrors(diagnostics)) return diagnostics;
    options.signal?.throwIfAborted();
    writeWhole(host, target, value.content);
    const { pages, content } = value;
    return { files: { [basename(target)]: hashOf(content) }, pages, bytes: content.length, diagnostics };
  } catch (error) {
    return faultsOf(error);
  }
}
