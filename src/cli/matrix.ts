import { join, resolve } from 'node:path';
import { assembleDeckPage } from '../assemble/deck-page.ts';
import { assemblePrint } from '../assemble/print.ts';
import type { PrintFormat } from '../assemble/print-template.ts';
import type { OpenPage } from '../browser/measure-page.ts';
import { renderMarked } from '../check/fit.ts';
import type { Checked, Diagnostic } from '../diagnostics/diagnostic.ts';
import { exportMatrix } from '../export/matrix.ts';
import type { MatrixJob, Outcome, Prepared } from '../export/matrix-job.ts';
import type { WritingHost } from '../host.ts';
import { slidesOf } from '../model/deck.ts';
import type { RenderedDeck } from '../model/rendered.ts';
import { type Loaded, openWorkshop, type Workshop } from '../pipeline.ts';
import { locateDeck } from '../read/locate.ts';
import type { EditionOptions } from './edition-options.ts';
import { valuesOf } from './editions.ts';
import { type Judged, together } from './editions-report.ts';
import { exitCodeOf } from './exit-code.ts';
import { interruptible } from './interrupt.ts';
import { type PlannedJob, planJobs } from './matrix-jobs.ts';
import { type MatrixChoice, refuseEditions } from './matrix-options.ts';
import { describeOutcomes } from './matrix-table.ts';
import { type FormatOptions, readFormats, settingsFor } from './pdf-formats.ts';
import { chosenSlides, inspectFit, readPaper } from './pdf-pages.ts';
import { printLine, printReport, startProgress } from './terminal.ts';

export interface MatrixCommandOptions extends FormatOptions, EditionOptions, MatrixChoice {
  readonly kinds: readonly PlannedJob['kind'][];
  readonly output?: string;
  /** What outputs are called when there are several decks. */
  readonly outputName?: string;
  /** HTML carries notes whatever the edition says. */
  readonly notes?: boolean;
  readonly paper: string;
  readonly range?: string;
  readonly inkSaving?: boolean;
  readonly annotate?: boolean;
  readonly fit: boolean;
  /** Seconds, for each PDF. */
  readonly timeout: number;
  readonly browser?: string;
  readonly browserUrl?: string;
  readonly strict?: boolean;
}

/**
 * Makes the editions of a deck that are planned, or one part of them, and prints a table of what became of each output.
 * Gives back the gravest exit code.
 */
export async function makeMatrix(
  host: WritingHost,
  named: string | undefined,
  options: MatrixCommandOptions,
): Promise<number> {
  refuseEditions(options);
  const folder = locateDeck(host, named);
  const planned = planJobs(host, folder, options.shard, options.outputName).filter(({ kind }) =>
    options.kinds.includes(kind),
  );
  const bench = openBench(host, folder, planned, options);
  const output = resolve(host.cwd, options.output ?? 'out');
  const jobs = planned.map(
    (job): MatrixJob => ({ target: join(output, job.output), prepare: () => bench.prepare(job) }),
  );
  const began = performance.now();
  const progress = startProgress();
  let done = 0;
  const outcomes = await interruptible((signal) =>
    exportMatrix(host, jobs, {
      signal,
      timeoutMs: options.timeout * 1000,
      browserPath: options.browser,
      browserUrl: options.browserUrl,
      allowMissing: options.allowMissing,
      annotates: options.annotate,
      force: options.force === true,
      strict: options.strict === true,
      stamp: stampOf(host, options),
      onDone: (index) => progress.step(`${++done} of ${jobs.length}: ${planned[index]?.output ?? ''}`),
    }),
  ).finally(progress.end);
  const diagnostics = reportOf(planned, outcomes);
  await printReport(diagnostics, host);
  printLine(describeOutcomes(planned, outcomes, performance.now() - began));
  return exitCodeOf(diagnostics, options.strict === true);
}

/** Whatever decides about an output and is not in its bundle. */
function stampOf(host: WritingHost, { annotate, allowMissing }: MatrixCommandOptions): object {
  const { version } = JSON.parse(host.readText(join(host.packageRoot, 'package.json'))) as {
    version: string;
  };
  const epoch = host.env('SOURCE_DATE_EPOCH') ?? '';
  return { version, epoch, annotate: annotate === true, allowMissing: allowMissing === true };
}

/** Each fault once, with the editions that have it. */
function reportOf(planned: readonly PlannedJob[], outcomes: readonly Outcome[]): readonly Diagnostic[] {
  const found = new Map<string, Set<Diagnostic>>();
  for (const [index, { edition }] of planned.entries()) {
    const own = found.get(edition.name) ?? new Set();
    found.set(edition.name, own);
    for (const each of outcomes[index]?.diagnostics ?? []) own.add(each);
  }
  return together(
    [...found].map(
      ([name, diagnostics]): Judged => ({ name, deck: undefined, diagnostics: [...diagnostics] }),
    ),
  );
}

interface Bench {
  readonly prepare: (job: PlannedJob) => Checked<Prepared>;
}

/** One edition while its outputs are made. */
interface Edition {
  readonly job: PlannedJob;
  readonly loaded: Loaded;
  /** What is printed; made when it is first needed. */
  readonly pages: () => RenderedDeck;
  readonly inspect: (page: OpenPage) => Promise<readonly Diagnostic[]>;
}

function openBench(
  host: WritingHost,
  folder: string,
  planned: readonly PlannedJob[],
  options: MatrixCommandOptions,
): Bench {
  const workshop = openWorkshop(host, folder);
  const names = [...new Set(planned.flatMap(({ kind, format }) => (kind === 'pdf' ? [format] : [])))];
  const formats = names.length === 0 ? [] : readFormats(workshop.host, folder, names.join(','));
  const settings = settingsFor(formats, options);
  const paper = readPaper(options.paper);
  const set = valuesOf(options.set ?? []);
  let current: Edition | undefined;
  const assemble = (edition: Edition, format: PrintFormat): Prepared => {
    const pages = edition.pages();
    const bundle = assemblePrint(workshop.host, pages, format, paper, settings);
    const inspect = options.fit ? { inspect: edition.inspect } : {};
    return { kind: 'pdf', bundle, slides: slidesOf(pages.deck).length, ...inspect };
  };
  return {
    prepare: (job) => {
      if (current?.job.edition !== job.edition) current = openEdition(host, workshop, job, set, options);
      const { diagnostics, value: whole } = current.loaded;
      if (whole === undefined || exitCodeOf(diagnostics, options.strict === true) > 0) return { diagnostics };
      const format = formats.find(({ name }) => name === job.format);
      const value = format === undefined ? deckOf(workshop, whole, job, options) : assemble(current, format);
      return { value, diagnostics };
    },
  };
}

/** What is shared carries no notes, unless the edition says whose. */
function deckOf(
  workshop: Workshop,
  whole: RenderedDeck,
  { edition }: PlannedJob,
  options: MatrixCommandOptions,
): Prepared {
  const notes = options.notes === true || edition.request.notesFor !== undefined ? 'with' : 'without';
  const bundle = assembleDeckPage(workshop.host, whole, { notes });
  return { kind: 'deck', bundle, slides: slidesOf(whole.deck).length };
}

function openEdition(
  host: WritingHost,
  workshop: Workshop,
  job: PlannedJob,
  set: ReadonlyMap<string, string>,
  options: MatrixCommandOptions,
): Edition {
  const loaded = workshop.load({
    ...job.edition.request,
    set,
    allowsMissing: options.allowMissing === true,
  });
  let pages: RenderedDeck | undefined;
  let verdict: Promise<readonly Diagnostic[]> | undefined;
  const draw = (): RenderedDeck => {
    const { value: whole, library } = loaded;
    if (whole === undefined) throw new Error('an edition with errors is not printed');
    const { host: reading, drawings } = workshop;
    return chosenSlides(
      loaded,
      options.fit ? renderMarked(reading, whole.deck, library, drawings) : whole,
      options,
    );
  };
  return {
    job,
    loaded,
    pages: () => {
      pages ??= draw();
      return pages;
    },
    inspect: async (page) => {
      // The slides are the same in every format: they are looked over once. A look that was broken off counts not.
      const earlier = await verdict?.catch(() => undefined);
      if (earlier !== undefined) return earlier;
      verdict = inspectFit(host, page, pages ?? draw());
      return verdict;
    },
  };
}
