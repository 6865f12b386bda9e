import type { Outcome } from '../export/matrix-job.ts';
import { toCells, widthOf } from './cells.ts';
import type { PlannedJob } from './matrix-jobs.ts';
import { dim, strong } from './terminal.ts';

const heads = ['Edition', 'Format', 'Extent', 'Size', 'Time', 'Result'];
/** Columns of numbers end at the same place. */
const isNumber = [false, false, true, true, true, false];

/** What became of each output, a line each, and all of them in one line. */
export function describeOutcomes(
  planned: readonly PlannedJob[],
  outcomes: readonly Outcome[],
  milliseconds: number,
): string {
  const rows = planned.map(({ edition, format }, index) => {
    const outcome = outcomes[index];
    return [
      edition.name,
      format,
      extentOf(outcome),
      outcome?.bytes === undefined ? '' : sizeText(outcome.bytes),
      outcome === undefined ? '' : secondsText(outcome.milliseconds),
      outcome?.state ?? 'failed',
    ];
  });
  const widths = heads.map((head, column) => widthOf([head, ...rows.map((row) => row[column] ?? '')]));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const room = toCells(cell, widths[column] ?? 0);
        return isNumber[column] === true ? room.slice(cell.length) + cell : room;
      })
      .join('  ')
      .trimEnd();
  const counts = (['made', 'unchanged', 'failed'] as const).flatMap((state) => {
    const count = outcomes.filter((each) => each.state === state).length;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  const total = `${planned.length} ${planned.length === 1 ? 'output' : 'outputs'}`;
  const sum = [`${total}: ${counts.join(', ') || 'nothing to do'}`, secondsText(milliseconds)].join('; ');
  return [strong(line(heads)), ...rows.map(line), dim(sum)].join('\n');
}

function extentOf(outcome: Outcome | undefined): string {
  const { pages, slides } = outcome ?? {};
  if (pages !== undefined) return `${pages} ${pages === 1 ? 'page' : 'pages'}`;
  return slides === undefined ? '' : `${slides} ${slides === 1 ? 'slide' : 'slides'}`;
}

function sizeText(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function secondsText(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
