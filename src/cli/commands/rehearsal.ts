import { basename, isAbsolute, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { diagnose, type Edit, TurnoutError } from '../../diagnostics/diagnostic.ts';
import { displayPath } from '../../diagnostics/path.ts';
import { applyEdits, editFiles } from '../../export/mend.ts';
import type { WritingHost } from '../../host.ts';
import { renderedSlides } from '../../model/rendered.ts';
import { readRehearsal } from '../../present/rehearsal.ts';
import { compareRuns, minutesEdits, type Run } from '../../present/runs.ts';
import { locateDeck } from '../../read/locate.ts';
import type { EditionOptions } from '../edition-options.ts';
import { editionOf } from '../editions.ts';
import { loadAndReport } from '../load.ts';
import { rehearsalFormats } from '../rehearsal-formats.ts';
import { dim, printLine, strong } from '../terminal.ts';

export interface RehearsalOptions extends EditionOptions {
  readonly runs: string;
  readonly format: string;
  readonly apply?: boolean;
  readonly yes?: boolean;
}

export async function run(
  host: WritingHost,
  named: string | undefined,
  options: RehearsalOptions,
): Promise<number> {
  const folder = locateDeck(host, named);
  const loaded = await loadAndReport(host, named, {}, editionOf(host, folder, options));
  if (loaded.value === undefined) return loaded.code;
  const { deck } = loaded.value;
  const name = basename(folder);
  const runs = readRuns(host, isAbsolute(options.runs) ? options.runs : join(host.cwd, options.runs), name);
  const titles = new Map(renderedSlides(loaded.value).map(({ slide, title }) => [slide.id, title]));
  const comparison = compareRuns(name, deck, titles, runs);
  const text = rehearsalFormats[options.format]?.(comparison, { strong, dim });
  if (text !== undefined) printLine(text);
  if (options.apply === true) await offer(host, folder, minutesEdits(deck, comparison), options);
  return loaded.code;
}

/** Throws `bad-option` when there is none. */
function readRuns(host: WritingHost, folder: string, name: string): Run[] {
  const runs = host
    .list(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      const read = readRehearsal(host.readText(join(folder, file)));
      return read?.deck === name ? [{ file, ...read }] : [];
    });
  if (runs.length > 0) return runs;
  throw new TurnoutError(
    diagnose('bad-option', `there is no rehearsal of \`${name}\` in \`${displayPath(folder, host.cwd)}\``, {
      hints: [`\`turnout present ${name} --rehearse\` writes one`, 'or name another folder with `--runs`'],
    }),
  );
}

async function offer(
  host: WritingHost,
  folder: string,
  edits: readonly Edit[],
  { yes }: RehearsalOptions,
): Promise<void> {
  if (edits.length === 0) {
    printLine('\nthe minutes in the files are as measured');
    return;
  }
  printLine(`\n${await differenceOf(host, edits)}`);
  if (yes !== true && !(await agrees(`change ${edits.length} slides? [y/N] `))) {
    printLine('nothing was changed; with `--yes` nobody is asked');
    return;
  }
  const { fixes, files } = editFiles(host, folder, edits);
  printLine(`${fixes} slides changed in ${files.map((file) => displayPath(file, host.cwd)).join(', ')}`);
}

/** As `diff -u` shows it. */
async function differenceOf(host: WritingHost, edits: readonly Edit[]): Promise<string> {
  const { createTwoFilesPatch } = await import('diff');
  const sources = new Map(edits.map(({ span }) => [span.source.path, span.source.text]));
  const patches = [...sources].map(([path, text]) => {
    const { result } = applyEdits(
      text,
      edits.filter(({ span }) => span.source.path === path),
    );
    const shown = displayPath(path, host.cwd);
    return createTwoFilesPatch(shown, shown, text, result, '', '', { context: 2 })
      .replace(/^(?:Index: .*\n)?=+\n/, '')
      .trimEnd();
  });
  return patches.join('\n');
}

/** Without somebody who could answer, no. */
async function agrees(question: string): Promise<boolean> {
  if (process.stdin.isTTY !== true) return false;
  const asked = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(?:es)?$/i.test((await asked.question(question)).trim());
  } finally {
    asked.close();
  }
}
