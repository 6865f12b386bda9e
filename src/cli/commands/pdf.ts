import { join, resolve } from 'node:path';
import type { Paper } from '../../assemble/paper.ts';
import { assemblePrint } from '../../assemble/print.ts';
import { type PrintSettings, printsNotes } from '../../assemble/print-formats.ts';
import type { PrintFormat } from '../../assemble/print-template.ts';
import { renderMarked } from '../../check/fit.ts';
import { type Diagnostic, hasErrors } from '../../diagnostics/diagnostic.ts';
import { displayPath } from '../../diagnostics/path.ts';
import { exportPdfs, type PdfJob, type PdfResult, type PdfStep } from '../../export/pdf.ts';
import type { WritingHost } from '../../host.ts';
import type { RenderedDeck } from '../../model/rendered.ts';
import { isDeck, locateDeck } from '../../read/locate.ts';
import { badOption } from '../bad-option.ts';
import type { Begun } from '../begun.ts';
import type { EditionOptions } from '../edition-options.ts';
import { exitCodeOf } from '../exit-code.ts';
import { eachEdition } from '../load.ts';
import { type MatrixChoice, refuseWithoutMatrix } from '../matrix-options.ts';
import { type FormatOptions, listFormats, readFormats, settingsFor } from '../pdf-formats.ts';
import { chosenSlides, inspectFit, readPaper } from '../pdf-pages.ts';
import { dim, printLine, printReport, startProgress, strong } from '../terminal.ts';

export interface PdfCommandOptions extends FormatOptions, EditionOptions, MatrixChoice {
  readonly output?: string;
  readonly format: string;
  readonly paper: string;
  readonly range?: string;
  /** Only say which formats there are. */
  readonly listFormats?: boolean;
  readonly inkSaving?: boolean;
  readonly annotate?: boolean;
  /** Whether every slide is looked over before it is printed. */
  readonly fit: boolean;
  readonly timeout: number;
  readonly browser?: string;
  readonly browserUrl?: string;
  readonly strict?: boolean;
  /** What was begun before this code was loaded. */
  readonly begun?: Begun;
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
  if (options.listFormats === true) return listFormats(host, folderOf(host, named));
  if (options.matrix === true) {
    const { makeMatrix } = await import('../matrix.ts');
    return makeMatrix(host, named, { ...options, kinds: ['pdf'] });
  }
  refuseWithoutMatrix(options);
  // What is wrong on the command line is said before a deck is read.
  const formats = readFormats(host, folderOf(host, named), options.format);
  const paper = readPaper(options.paper);
  const settings = settingsFor(formats, options);
  refuseContradictions(options, formats, settings);
  return printEditions(host, named, options, { formats, paper, settings });
}

interface Choice {
  readonly formats: readonly PrintFormat[];
  readonly paper: Paper;
  readonly settings: PrintSettings;
}

function printEditions(
  host: WritingHost,
  named: string | undefined,
  options: PdfCommandOptions,
  choice: Choice,
): Promise<number> {
  const { formats, paper, settings } = choice;
  return eachEdition(host, named, options, (whole, job) => {
    const { deck } = whole;
    const { library, drawings } = job.loaded;
    const drawn = options.fit ? renderMarked(host, deck, library, drawings) : whole;
    const rendered = chosenSlides(job.loaded, drawn, options);
    const kind = job.isAlone && formats.length === 1 ? 'file' : 'folder';
    const jobs = formats.map((format): PdfJob => {
      const bundle = assemblePrint(host, rendered, format, paper, settings);
      return { bundle, target: targetOf(host, job.nameOf(deck.name), format, kind, options.output) };
    });
    return printAll(host, rendered, jobs, options);
  });
}

async function printAll(
  host: WritingHost,
  rendered: RenderedDeck,
  jobs: readonly PdfJob[],
  options: PdfCommandOptions,
): Promise<number> {
  const progress = startProgress();
  const results = await exportPdfs(host, jobs, {
    signal: options.begun?.signal,
    ahead: options.begun?.ahead,
    timeoutMs: options.timeout * 1000,
    browserPath: options.browser,
    browserUrl: options.browserUrl,
    allowMissing: options.allowMissing,
    annotates: options.annotate,
    inspect: options.fit ? (page) => inspectFit(host, page, rendered) : undefined,
    onProgress: (step) => progress.step(steps[step]),
  }).finally(progress.end);
  const diagnostics = onceEach(results.flatMap((result) => result.diagnostics));
  await printReport(diagnostics, host);
  const written = results.map((result) => (hasErrors(result.diagnostics) ? undefined : result.value));
  if (written.some((value) => value?.sandbox === 'off: root')) {
    process.stderr.write(`${dim('the browser ran without its sandbox: it has none for root')}\n`);
  }
  for (const [index, value] of written.entries()) {
    if (value !== undefined) printLine(summary(host, jobs[index]?.target ?? '', value));
  }
  return exitCodeOf(diagnostics, options.strict === true);
}

/** A picture that is broken is so in every format. */
function onceEach(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((each) => [`${each.severity} ${each.message}`, each])).values()];
}

function summary(host: WritingHost, target: string, { pages, bytes }: PdfResult): string {
  const size = bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
  return `${strong(displayPath(target, host.cwd))}  ${pages} ${pages === 1 ? 'page' : 'pages'}, ${size}`;
}

/** The deck whose formats are meant; without one there are those of this folder. */
function folderOf(host: WritingHost, named: string | undefined): string | undefined {
  if (named === undefined && !isDeck(host, host.cwd) && host.kind(join(host.cwd, 'slides')) !== 'folder')
    return undefined;
  return locateDeck(host, named);
}

function refuseContradictions(
  options: PdfCommandOptions,
  formats: readonly PrintFormat[],
  settings: PrintSettings,
): void {
  if (formats.length > 1 && options.output?.toLowerCase().endsWith('.pdf') === true) {
    throw badOption(
      `\`${options.output}\` is one file for ${formats.length} formats`,
      'name a folder: each format is a file of its own in it',
    );
  }
  const carriesNotes = options.annotate === true || formats.some((format) => printsNotes(format, settings));
  if (options.notesFor !== undefined && !carriesNotes) {
    const names = formats.map(({ name }) => `\`${name}\``).join(', ');
    throw badOption(
      `\`--notes-for\` means nothing for ${names}: no notes are printed`,
      'add `--annotate`, or a format that prints notes, such as `--format notes`',
    );
  }
}

/** One format of one edition goes to the file that is named, several into the folder. */
function targetOf(
  host: WritingHost,
  deck: string,
  format: PrintFormat,
  kind: 'file' | 'folder',
  output: string | undefined,
): string {
  const file = `${deck}${format.name === 'slides' ? '' : `-${format.name}`}.pdf`;
  if (output !== undefined && kind === 'file') return resolve(host.cwd, output);
  return resolve(host.cwd, join(output ?? 'out', file));
}
