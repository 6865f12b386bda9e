import { dirname } from 'node:path';
import { diagnose, hasErrors, TurnoutError } from '../../diagnostics/diagnostic.ts';
import { displayPath } from '../../diagnostics/path.ts';
import { type TranslateResult, translateFile } from '../../export/translate.ts';
import type { WritingHost } from '../../host.ts';
import { formatLock } from '../../model/agreement.ts';
import { localeOf } from '../../model/language.ts';
import { findTexts } from '../../pipeline-texts.ts';
import { lockPath, readLock } from '../../read/agreement.ts';
import { readSource } from '../../read/file.ts';
import { localePath } from '../../read/locales.ts';
import { locateDeck } from '../../read/locate.ts';
import { exitCodeOf } from '../exit-code.ts';
import { dim, printLine, printReport, strong } from '../terminal.ts';

export interface TranslateOptions {
  readonly accept?: boolean;
  readonly dryRun?: boolean;
}

/** Writes the places of a locale that are missing. Nothing is written when the deck cannot be read in whole. */
export async function run(
  host: WritingHost,
  locale: string,
  named: string | undefined,
  options: TranslateOptions,
): Promise<number> {
  if (localeOf(locale) === undefined) {
    throw new TurnoutError(
      diagnose('bad-option', `\`${locale}\` is no language`, {
        hints: ['write a language tag such as `es`, `pt-BR` or `ja`'],
      }),
    );
  }
  const folder = locateDeck(host, named);
  const path = localePath(host, folder, locale);
  const found = findTexts(host, folder);
  const lock = readLock(host, folder);
  const source = host.kind(path) === 'file' ? readSource(host, path).value : { path, text: '' };
  const faults = [...found.diagnostics, ...lock.diagnostics];
  if (found.value === undefined || lock.value === undefined || source === undefined || hasErrors(faults)) {
    await printReport(faults, host);
    return exitCodeOf(faults);
  }
  const { lang, texts } = found.value;
  const stale = options.accept === true ? 'accept' : 'keep';
  const result = translateFile(texts, { locale, lang, source, lock: lock.value, stale });
  if (hasErrors(result.diagnostics)) {
    await printReport(result.diagnostics, host);
    return exitCodeOf(result.diagnostics);
  }
  const isChanged = result.text !== source.text;
  if (options.dryRun !== true) {
    if (isChanged) {
      host.makeFolder(dirname(path));
      host.writeFile(path, result.text);
    }
    write(host, lockPath(folder), formatLock(result.lock));
  }
  printLine(summarize(displayPath(path, host.cwd), result, isChanged, options));
  return 0;
}

/** A file that is as it should be keeps its time. */
function write(host: WritingHost, path: string, text: string): void {
  if (host.kind(path) !== 'file' || host.readText(path) !== text) host.writeFile(path, text);
}

function summarize(
  path: string,
  { units }: TranslateResult,
  isChanged: boolean,
  { dryRun }: TranslateOptions,
): string {
  const count = (wanted: string): number => units.filter(({ state }) => state === wanted).length;
  const done = count('translated');
  const percent = units.length === 0 ? 100 : Math.floor((done / units.length) * 100);
  const parts = [
    `${done} of ${units.length} texts (${percent} %)`,
    `${count('missing')} missing`,
    `${count('stale')} stale`,
  ];
  const what = isChanged ? (dryRun === true ? 'would be changed' : 'written') : 'nothing to change';
  return `${strong(path)}  ${parts.join(', ')}  ${dim(what)}`;
}
