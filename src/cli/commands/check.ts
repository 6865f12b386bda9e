import { basename } from 'node:path';
import { fitCodes } from '../../check/fit-codes.ts';
import { translationCodes } from '../../check/translations.ts';
import type { TimeSelection } from '../../compose/time.ts';
import { type Diagnostic, TurnoutError } from '../../diagnostics/diagnostic.ts';
import { mend } from '../../export/mend.ts';
import type { WritingHost } from '../../host.ts';
import { slidesOf } from '../../model/deck.ts';
import { type EditionRequest, editionName } from '../../model/edition.ts';
import { judgeAlso, type Loaded, loadDeck } from '../../pipeline.ts';
import { type DeckOptions, locateDecks, nameDecks } from '../decks.ts';
import type { EditionOptions } from '../edition-options.ts';
import { editionsOf } from '../editions.ts';
import { acrossDecks, type Judged, together } from '../editions-report.ts';
import { exitCodeOf } from '../exit-code.ts';
import { interruptible } from '../interrupt.ts';
import { reporters } from '../report.ts';
import { printLine, startProgress } from '../terminal.ts';
import {
  cutUntranslated,
  findUntranslated,
  reportTranslations,
  type TranslationsFound,
} from '../translations-report.ts';

export interface CheckOptions extends EditionOptions, DeckOptions {
  readonly format: string;
  readonly strict?: boolean;
  readonly fix?: boolean;
  readonly fit?: boolean;
  readonly browser?: string;
}

export async function run(
  host: WritingHost,
  named: readonly string[],
  options: CheckOptions,
): Promise<number> {
  const decks: Checked[] = [];
  const folders = locateDecks(host, named, options);
  const names = nameDecks(folders);
  for (const folder of folders) decks.push(await checkOne(host, folder, names.get(folder), options));
  const diagnostics = acrossDecks(decks);
  const { kept, cut } =
    options.format === 'human' ? cutUntranslated(diagnostics) : { kept: diagnostics, cut: 0 };
  await reporters[options.format]?.(kept, host);
  await reportSelections(decks.flatMap(({ selections }) => selections));
  reportTranslations(
    decks.flatMap(({ summaries }) => summaries),
    cut,
    options.format,
  );
  if (options.format === 'human') printGood(decks.flatMap(({ editions }) => editions));
  return exitCodeOf(diagnostics, options.strict === true);
}

/** A deck and what was found in its editions. */
interface Checked {
  readonly name: string;
  readonly editions: readonly Judged[];
  readonly diagnostics: readonly Diagnostic[];
  readonly selections: readonly TimeSelection[];
  readonly summaries: readonly string[];
}

async function checkOne(
  host: WritingHost,
  folder: string,
  name = basename(folder),
  options: CheckOptions,
): Promise<Checked> {
  const editions: Judged[] = [];
  const selections: TimeSelection[] = [];
  const summaries: string[] = [];
  try {
    for (const request of editionsOf(host, folder, options)) {
      const loaded = options.fix === true ? mendAll(host, folder, request) : loadDeck(host, folder, request);
      const untranslated = findUntranslated(host, folder, request, loaded);
      if (untranslated.summary !== undefined) summaries.push(untranslated.summary);
      const diagnostics =
        options.fit === true
          ? await withFit(host, loaded, untranslated, options)
          : judgeAlso(loaded, untranslated.diagnostics, lookedFor(untranslated));
      editions.push({ name: editionName(name, request), deck: loaded.deck, diagnostics });
      if (loaded.selection !== undefined) selections.push(loaded.selection);
    }
  } catch (error) {
    // Such as a profile that only other decks have.
    if (!(error instanceof TurnoutError)) throw error;
    editions.push({ name, deck: undefined, diagnostics: error.diagnostics });
  }
  return { name, editions, diagnostics: together(editions), selections, summaries };
}

/** What a time left out is no fault: it goes to stderr, so that what is for programs can be piped. */
async function reportSelections(selections: readonly TimeSelection[]): Promise<void> {
  if (selections.length === 0) return;
  const { describeSelection } = await import('../left-out.ts');
  for (const selection of selections) process.stderr.write(`${describeSelection(selection)}\n\n`);
}

/** One line for each edition that is as it should be. */
function printGood(editions: readonly Judged[]): void {
  for (const { name, deck, diagnostics } of editions) {
    if (deck === undefined || diagnostics.length > 0) continue;
    const sections = count(deck.sections.length, 'section');
    const label = editions.length === 1 ? deck.title : name;
    printLine(`${label}: ${sections}, ${count(slidesOf(deck).length, 'slide')}, nothing wrong`);
  }
}

/** The codes that were looked for, to name switch-offs that met nothing. */
function lookedFor({ summary }: TranslationsFound): Iterable<string> {
  return summary === undefined ? [] : translationCodes;
}

/** Adds what only a browser sees. A deck with errors is not laid out: its slides are not those that will be shown. */
async function withFit(
  host: WritingHost,
  loaded: Loaded,
  untranslated: TranslationsFound,
  options: CheckOptions,
): Promise<readonly Diagnostic[]> {
  const { deck, library } = loaded;
  const diagnostics = judgeAlso(loaded, untranslated.diagnostics, lookedFor(untranslated));
  if (deck === undefined || loaded.value === undefined) {
    process.stderr.write('the slides were not laid out: first mend the errors\n\n');
    return diagnostics;
  }
  const { checkFit } = await import('../../check/fit.ts');
  const progress = startProgress();
  try {
    const fit = await interruptible((signal) =>
      checkFit(host, deck, library, { signal, browserPath: options.browser, onStep: progress.step }),
    );
    progress.end();
    const looked = [...fitCodes, ...lookedFor(untranslated)];
    return judgeAlso(loaded, [...fit, ...untranslated.diagnostics], looked);
  } catch (error) {
    progress.end();
    // The browser failed, the deck did not: what is known of it is still worth telling.
    await reporters[options.format]?.(diagnostics, host);
    throw error;
  }
}

/** One mended name may bring the next fault to light: an unknown layout hides what its fields lack. */
const rounds = 5;

function mendAll(host: WritingHost, folder: string, request: EditionRequest): Loaded {
  let total = 0;
  const files = new Set<string>();
  let loaded = loadDeck(host, folder, request);
  for (let round = 0; round < rounds; round++) {
    const mended = mend(host, folder, loaded.diagnostics);
    if (mended.fixes === 0) break;
    total += mended.fixes;
    for (const file of mended.files) files.add(file);
    loaded = loadDeck(host, folder, request);
  }
  if (total > 0) process.stderr.write(`mended ${count(total, 'fault')} in ${count(files.size, 'file')}\n\n`);
  return loaded;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
