import { relative, sep } from 'node:path';
import type { Host } from '../../host.ts';
import { locateDeck } from '../../read/locate.ts';
import { toCells, widthOf } from '../cells.ts';
import { type PlannedJob, planJobs } from '../matrix-jobs.ts';
import type { Shard } from '../matrix-options.ts';
import { dim, printLine, strong } from '../terminal.ts';

export interface EditionsOptions {
  readonly format: string;
  readonly shard?: Shard;
}

/** Lists the outputs that `--matrix` makes, one a row. */
export async function run(host: Host, named: string | undefined, options: EditionsOptions): Promise<number> {
  const folder = locateDeck(host, named);
  const jobs = planJobs(host, folder, options.shard);
  if (options.format === 'json') {
    const deck = relative(host.cwd, folder).split(sep).join('/') || '.';
    printLine(JSON.stringify({ include: jobs.map((job) => rowOf(job, deck)) }));
  } else printTable(jobs);
  return 0;
}

/** As a job matrix of a CI system takes it: every value is text, and an empty one means that nothing is given. */
function rowOf({ edition, format, kind, output, shard }: PlannedJob, deck: string): object {
  const { profiles, locale = '', duration, notesFor = [] } = edition.request;
  return {
    deck,
    name: edition.name,
    profile: profiles.join('+'),
    locale,
    duration: duration === undefined ? '' : `${duration}m`,
    notes: notesFor.join(','),
    kind,
    format,
    output: `out/${output}`,
    shard: `${shard.part}/${shard.of}`,
  };
}

function printTable(jobs: readonly PlannedJob[]): void {
  const rows = jobs.map(({ edition: { request, name }, format, output }) => [
    name,
    request.profiles.join('+') || '(base)',
    request.locale ?? '(own)',
    format,
    `out/${output}`,
  ]);
  const heads = ['Edition', 'Profile', 'Language', 'Format', 'Output'];
  const widths = heads.map((head, column) => widthOf([head, ...rows.map((row) => row[column] ?? '')]));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => toCells(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  printLine(strong(line(heads)));
  for (const row of rows) printLine(line(row));
  printLine(
    dim(`${jobs.length} ${jobs.length === 1 ? 'output' : 'outputs'}: \`turnout build --matrix\` makes them`),
  );
}
