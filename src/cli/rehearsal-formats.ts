import type { Comparison, TimedSlide } from '../present/runs.ts';
import { toCells } from './cells.ts';

/** Shape of `--format json`. The number changes when a key is taken away or means something else. */
export const comparisonVersion = 1;

export interface Look {
  readonly strong: (text: string) => string;
  readonly dim: (text: string) => string;
}

/** Lines do not end with a break. */
export const rehearsalFormats: Readonly<Record<string, (comparison: Comparison, look: Look) => string>> = {
  human: formatHuman,
  json: (comparison) => JSON.stringify({ version: comparisonVersion, ...comparison }, null, 2),
};

/** Cells of a line, and of its parts; the bars have the rest. */
const cells = { line: 80, slide: 20, time: 7 };
const barCells = cells.line - cells.slide - 4 * (cells.time + 1) - 1;
const newest = 1;

function formatHuman(comparison: Comparison, { strong, dim }: Look): string {
  const { slides, runs, planned, median } = comparison;
  const longest = Math.max(...slides.flatMap((slide) => [slide.planned, slide.median ?? 0]), 0.01);
  const last = runs.at(-1)?.minutes ?? null;
  return [
    strong(`${comparison.deck}: ${runs.length} ${runs.length === 1 ? 'rehearsal' : 'rehearsals'}`),
    ...runs.map(({ file, started, minutes }) => dim(`${dayOf(started)}  ${clock(minutes)}  ${file}`)),
    '',
    dim(line('slide', ['plan', 'last', 'median', '+/-'], '█ median  │ plan')),
    ...slides.map((slide) => rowOf(slide, longest)),
    '',
    strong(line('talk', [clock(planned), clock(last), clock(median), signed(median - planned)], '')),
    ...legend(slides).map(dim),
  ].join('\n');
}

function rowOf({ id, planned, plannedFrom, runs, median }: TimedSlide, longest: number): string {
  const plan = `${plannedFrom === 'slide' ? '' : '~'}${clock(planned)}`;
  const last = runs.at(-newest) ?? null;
  const over = median === null ? '' : signed(median - planned);
  return line(id, [plan, clock(last), clock(median), over], bar(median ?? 0, planned, longest));
}

function line(name: string, numbers: readonly string[], rest: string): string {
  const figures = numbers.map((each) => each.padStart(cells.time)).join(' ');
  return `${toCells(name, cells.slide)} ${figures}  ${rest}`.trimEnd();
}

/** A bar of eighths of a cell with a stroke at the plan. */
function bar(minutes: number, planned: number, longest: number): string {
  const eighths = Math.round((minutes / longest) * (barCells - 1) * 8);
  const drawn = '█'.repeat(Math.floor(eighths / 8)) + (eighths % 8 === 0 ? '' : (parts[eighths % 8] ?? ''));
  const filled = [...drawn.padEnd(barCells)];
  filled[Math.min(barCells - 1, Math.round((planned / longest) * (barCells - 1)))] = '│';
  return filled.join('').trimEnd();
}

const parts = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

function legend(slides: readonly TimedSlide[]): string[] {
  return [
    slides.some(({ plannedFrom }) => plannedFrom !== 'slide')
      ? '~ has no minutes of its own: a share of the section, or by its notes'
      : '',
    slides.some(({ median }) => median === null) ? '– no rehearsal came by' : '',
  ].filter((each) => each !== '');
}

function clock(minutes: number | null): string {
  if (minutes === null) return '–';
  const seconds = Math.round(minutes * 60);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function signed(minutes: number): string {
  const seconds = Math.round(Math.abs(minutes) * 60);
  if (seconds === 0) return '0:00';
  return `${minutes < 0 ? '-' : '+'}${clock(Math.abs(minutes))}`;
}

/** Of the place where it is read. */
function dayOf(started: string): string {
  const day = new Date(started);
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = [day.getFullYear(), two(day.getMonth() + 1), two(day.getDate())].join('-');
  return `${date} ${two(day.getHours())}:${two(day.getMinutes())}`;
}
