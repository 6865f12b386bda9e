import { checkTranslations, describeCoverage, translationCodes } from '../check/translations.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Host } from '../host.ts';
import type { EditionRequest } from '../model/edition.ts';
import type { Loaded } from '../pipeline.ts';
import { readLock } from '../read/agreement.ts';
import { printLine } from './terminal.ts';

export interface TranslationsFound {
  readonly diagnostics: readonly Diagnostic[];
  /** One line; undefined for an edition in the deck's own language. */
  readonly summary?: string;
}

/** What an edition's locale lacks. */
export function findUntranslated(
  host: Host,
  folder: string,
  { locale, profiles }: EditionRequest,
  { translated, found }: Loaded,
): TranslationsFound {
  if (locale === undefined || translated === undefined) return { diagnostics: [] };
  const lock = readLock(host, folder);
  if (lock.value === undefined) return { diagnostics: lock.diagnostics };
  const { coverage, diagnostics } = checkTranslations(locale, translated, lock.value);
  const label = profiles.length === 0 ? locale : `${locale} with ${profiles.join('+')}`;
  const leftOver = found.filter(({ code }) => code === 'locale-left-over').length;
  return { diagnostics, summary: describeCoverage(label, coverage, leftOver) };
}

/** How many texts of a kind are shown to a person: a new language lacks all of them. */
const shown = 5;

/** What a person is shown of many texts that are not translated; the rest is counted. */
export function cutUntranslated(diagnostics: readonly Diagnostic[]): {
  readonly kept: readonly Diagnostic[];
  readonly cut: number;
} {
  const counts = new Map<string, number>();
  const kept = diagnostics.filter(({ code }) => {
    if (!translationCodes.has(code)) return true;
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count <= shown;
  });
  return { kept, cut: diagnostics.length - kept.length };
}

/** Says how much of each edition is translated. It is no fault: with a format for programs it goes to stderr. */
export function reportTranslations(summaries: readonly string[], cut: number, format: string): void {
  if (cut > 0)
    process.stderr.write(`and ${cut} more untranslated texts: \`--format short\` lists them all\n`);
  for (const summary of summaries) {
    if (format === 'human') printLine(summary);
    else process.stderr.write(`${summary}\n`);
  }
}
