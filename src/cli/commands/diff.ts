import { basename, join, resolve } from 'node:path';
import { diagnose, TurnoutError } from '../../diagnostics/diagnostic.ts';
import { displayPath } from '../../diagnostics/path.ts';
import { assertWritable } from '../../export/writing.ts';
import type { WritingHost } from '../../host.ts';
import type { EditionRequest } from '../../model/edition.ts';
import { localeNames } from '../../read/locales.ts';
import { locateDeck } from '../../read/locate.ts';
import { profileNames } from '../../read/profiles.ts';
import { type Comparable, compareEditions } from '../../review/compare.ts';
import { isSameEdition } from '../../review/difference.ts';
import { type DiffFormat, diffFormats } from '../diff-formats.ts';
import { editionOf } from '../editions.ts';
import { type Opened, openEditions } from '../review-editions.ts';
import { dim, printLine, strong } from '../terminal.ts';

export interface DiffOptions {
  readonly format: string;
  readonly output?: string;
  readonly locale?: string;
  readonly set?: readonly string[];
  readonly exitCode?: boolean;
}

/** What fits into a terminal that does not say how wide it is. */
const plainWidth = 80;

export async function run(
  host: WritingHost,
  names: readonly [string, string],
  deck: string | undefined,
  options: DiffOptions,
): Promise<number> {
  const folder = locateDeck(host, deck);
  const requests = names.map((name) => requestOf(host, folder, name, options));
  const opened = await openEditions(host, folder, requests);
  const [before, after] = opened.map(comparable);
  if (before === undefined || after === undefined) return Math.max(1, ...opened.map(({ code }) => code));
  const difference = compareEditions(before, after);
  const code = options.exitCode === true && !isSameEdition(difference) ? 1 : 0;
  if (options.format === 'html') {
    const name = `${basename(folder)}-diff-${names.join('-').replaceAll('@', '-')}.html`;
    const target = resolve(host.cwd, options.output ?? join('out', name));
    return Math.max(code, await writePage(host, target, [before, after], difference));
  }
  const format = diffFormats[options.format];
  if (format !== undefined) await print(host, format, difference, options.output);
  return code;
}

/** `training+night@es`; `base` is the deck itself, unless a profile is called so. */
function requestOf(host: WritingHost, folder: string, written: string, options: DiffOptions): EditionRequest {
  const [profile = '', locale] = written.split('@');
  if (profile.includes(',') || profile === '' || profile === 'all')
    throw new TurnoutError(
      diagnose('bad-option', `\`${written}\` is not one edition`, {
        hints: ['name a profile, several as `a+b`, or `base`; a language stands behind `@`: `training@es`'],
      }),
    );
  const known = profileNames(host, folder);
  if (!known.includes(profile) && localeNames(host, folder).includes(profile))
    throw new TurnoutError(
      diagnose('bad-option', `\`${profile}\` is a language, not an edition`, {
        hints: [`a language stands behind an edition: \`base@${profile}\``],
      }),
    );
  const isBase = profile === 'base' && !known.includes(profile);
  const language = locale ?? options.locale;
  return editionOf(host, folder, {
    ...(isBase ? {} : { profile }),
    ...(language === undefined ? {} : { locale: language }),
    ...(options.set === undefined ? {} : { set: options.set }),
  });
}

/** What is broken is not compared: half of what differs would be the fault. */
function comparable({ reviewed, loaded }: Opened): Comparable | undefined {
  return reviewed?.deck === undefined || loaded.value === undefined
    ? undefined
    : { ...reviewed, deck: reviewed.deck };
}

async function print(
  host: WritingHost,
  format: DiffFormat,
  difference: ReturnType<typeof compareEditions>,
  output: string | undefined,
): Promise<void> {
  const width = process.stdout.isTTY === true ? Math.max(60, process.stdout.columns) : plainWidth;
  const isForTerminal = output === undefined && process.stdout.isTTY === true;
  const plain = (text: string): string => text;
  const { paintRuns } = await import('../terminal.ts');
  const look = isForTerminal
    ? { width, strong, dim, paint: paintRuns() }
    : { width, strong: plain, dim: plain };
  const text = format(difference, look);
  if (output === undefined) {
    printLine(text);
    return;
  }
  const target = resolve(host.cwd, output);
  assertWritable(host, target);
  host.writeFile(target, `${text}\n`);
  printLine(`${strong(displayPath(target, host.cwd))}`);
}

async function writePage(
  host: WritingHost,
  target: string,
  editions: readonly [Comparable, Comparable],
  difference: ReturnType<typeof compareEditions>,
): Promise<number> {
  assertWritable(host, target);
  const { assembleDiffPage } = await import('../../review/diff-page.ts');
  const { gateFiles } = await import('../../export/gate.ts');
  const { printReport } = await import('../terminal.ts');
  const page = assembleDiffPage(host, editions, difference);
  const files = new Map([['index.html', { content: page.html }]]);
  const leaks = gateFiles(host, files, page.guard);
  await printReport(leaks, host);
  if (leaks.length > 0) return 1;
  host.writeFile(target, page.html);
  const size = (Buffer.byteLength(page.html) / 1e6).toFixed(1);
  printLine(`${strong(displayPath(target, host.cwd))}  ${size} MB`);
  return 0;
}
