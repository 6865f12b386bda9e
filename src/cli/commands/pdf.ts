import { join, resolve } from 'node:path';
import { type Orientation, type Paper, parsePaper } from '../../assemble/paper.ts';
import { assemblePrint } from '../../assemble/print.ts';
import { inDaylight } from '../../assemble/print-colors.ts';
import { type PrintFormat, type PrintSettings, printFormats } from '../../assemble/print-formats.ts';
import { selectSlides } from '../../assemble/print-range.ts';
import type { OpenPage } from '../../browser/measure-page.ts';
import { checkOverflow, renderMarked } from '../../check/fit.ts';
import { codes } from '../../diagnostics/codes.ts';
import { type Diagnostic, diagnose, hasErrors, TurnoutError } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import { displayPath } from '../../diagnostics/path.ts';
import { exportPdfs, type PdfJob, type PdfResult, type PdfStep } from '../../export/pdf.ts';
import type { WritingHost } from '../../host.ts';
import type { Size } from '../../model/deck.ts';
import type { RenderedDeck } from '../../model/rendered.ts';
import { judge, type Loaded } from '../../pipeline.ts';
import { exitCodeOf } from '../exit-code.ts';
import { interruptible } from '../interrupt.ts';
import { loadAndReport } from '../load.ts';
import { dim, printLine, printReport, startProgress, strong } from '../terminal.ts';

export interface PdfCommandOptions {
  readonly output?: string;
  readonly format: string;
  readonly paper: string;
  readonly orientation?: Orientation;
  readonly notesSide: PrintSettings['notesSide'];
  readonly perPage: string;
  readonly withNotes?: boolean;
  readonly steps: PrintSettings['steps'];
  readonly range?: string;
  readonly grayscale?: boolean;
  readonly inkSaving?: boolean;
  readonly annotate?: boolean;
  readonly allowMissing?: boolean;
  /** Whether every slide is looked over before it is printed. */
  readonly fit: boolean;
  readonly timeout: number;
  readonly browser?: string;
  readonly browserUrl?: string;
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
  // What is wrong on the command line is said before a deck is read.
  const formats = readFormats(options.format);
  const paper = readPaper(options.paper);
  refuseContradictions(options, formats);
  const loaded = await loadAndReport(host, named, options);
  if (loaded.value === undefined) return loaded.code;
  const { deck } = loaded.value;
  const drawn = options.fit ? renderMarked(host, deck, loaded.library) : loaded.value;
  const rendered = chosenSlides(loaded, drawn, options);
  const jobs = formats.map((format): PdfJob => {
    const bundle = assemblePrint(host, rendered, format, paper, settingsOf(options));
    return { bundle, target: targetOf(host, deck.name, format, formats.length, options.output) };
  });
  const progress = startProgress();
  const results = await interruptible((signal) =>
    exportPdfs(host, jobs, {
      signal,
      timeoutMs: options.timeout * 1000,
      browserPath: options.browser,
      browserUrl: options.browserUrl,
      allowMissing: options.allowMissing,
      annotates: options.annotate,
      inspect: options.fit ? (page) => inspectFit(host, page, rendered) : undefined,
      onProgress: (step) => progress.step(steps[step]),
    }),
  ).finally(progress.end);
  const diagnostics = results.flatMap((result) => result.diagnostics);
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

/** At full size and by itself: what is measured are slides, not sheets of paper. */
function fullSize({ width, height }: Size): string {
  return [
    `:root{--sheet-scale:1!important;--sheet-width:${width}px!important;--sheet-height:${height}px!important}`,
    '.leaf,.cell,.head{display:block!important;width:auto!important;height:auto!important}',
    '.sheet{float:none!important;overflow:visible!important;contain:none!important}',
    '.sheet~*,.sheet::after{display:none!important}',
  ].join('');
}

async function inspectFit(host: WritingHost, page: OpenPage, rendered: RenderedDeck): Promise<Diagnostic[]> {
  const style = fullSize(rendered.deck.size);
  await page.evaluate(
    `document.head.insertAdjacentHTML('beforeend', '<style id="full-size">${style}</style>')`,
  );
  const found = await checkOverflow(host, page, rendered);
  await page.evaluate(`document.getElementById('full-size').remove()`);
  // What was switched off with a reason stays so; other switch-offs are not this command's to judge.
  return judge(found, rendered.deck, new Set(Object.keys(codes)));
}

function summary(host: WritingHost, target: string, { pages, bytes }: PdfResult): string {
  const size = bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
  return `${strong(displayPath(target, host.cwd))}  ${pages} ${pages === 1 ? 'page' : 'pages'}, ${size}`;
}

function readFormats(written: string): PrintFormat[] {
  const names = printFormats.map(({ name }) => name);
  const wanted = new Set(written.split(',').map((each) => each.trim()));
  return [...wanted].map((name) => {
    const format = printFormats.find((each) => each.name === name);
    if (format !== undefined) return format;
    const what = name === '' ? 'an empty name in `--format`' : `there is no format \`${name}\``;
    throw badOption(what, didYouMean(name, names), `formats are \`${names.join('`, `')}\``);
  });
}

function readPaper(written: string): Paper {
  const paper = parsePaper(written);
  if (paper !== undefined) return paper;
  throw badOption(
    `\`${written}\` is no paper`,
    'write `a4`, `letter`, `a5`, or width and height in mm such as `200x280`; sides are 100 to 2000 mm',
  );
}

function refuseContradictions(options: PdfCommandOptions, formats: readonly PrintFormat[]): void {
  if (options.withNotes === true && Number(options.perPage) > 3) {
    throw badOption(
      'notes have no room beside more than 3 slides a page',
      'take `--per-page 1`, `2` or `3`, or leave out `--with-notes`',
    );
  }
  if (formats.length > 1 && options.output?.toLowerCase().endsWith('.pdf') === true) {
    throw badOption(
      `\`${options.output}\` is one file for ${formats.length} formats`,
      'name a folder: each format is a file of its own in it',
    );
  }
}

function badOption(message: string, ...hints: (string | undefined)[]): TurnoutError {
  return new TurnoutError(diagnose('bad-option', message, { hints }));
}

function settingsOf(options: PdfCommandOptions): Partial<PrintSettings> {
  return {
    orientation: options.orientation,
    notesSide: options.notesSide,
    perPage: Number(options.perPage) as PrintSettings['perPage'],
    withNotes: options.withNotes === true,
    steps: options.steps,
    isGray: options.grayscale === true,
  };
}

function chosenSlides(loaded: Loaded, rendered: RenderedDeck, options: PdfCommandOptions): RenderedDeck {
  const slides = options.range === undefined ? rendered : selectSlides(rendered, options.range);
  if (options.inkSaving !== true) return slides;
  const { value: light } = loaded.library.theme('daylight', undefined);
  return light === undefined ? slides : inDaylight(slides, light);
}

/** One format goes to the file that is named, several into the folder. */
function targetOf(
  host: WritingHost,
  deck: string,
  format: PrintFormat,
  count: number,
  output: string | undefined,
): string {
  const file = `${deck}${format.name === 'slides' ? '' : `-${format.name}`}.pdf`;
  if (output !== undefined && count === 1) return resolve(host.cwd, output);
  return resolve(host.cwd, join(output ?? 'out', file));
}
