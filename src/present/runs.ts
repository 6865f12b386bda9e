import { planTime } from '../compose/time-plan.ts';
import type { Edit } from '../diagnostics/diagnostic.ts';
import { type Deck, type Slide, slidesOf } from '../model/deck.ts';
import { showMinutes } from '../model/pace.ts';
import { type RehearsalFile, timesOf } from './rehearsal.ts';

/** A file of a rehearsal, by its name. */
export interface Run extends RehearsalFile {
  readonly file: string;
}

/** All times in minutes. */
export interface TimedSlide {
  readonly id: string;
  readonly title: string;
  readonly section: string;
  readonly planned: number;
  /** Whether the file says so, or it is a share of the section, worked out from notes, or a guess. */
  readonly plannedFrom: 'slide' | 'section' | 'notes' | 'guess';
  /** A run a row; null where a run did not come by. */
  readonly runs: readonly (number | null)[];
  /** Of the runs that came by; null when none did. */
  readonly median: number | null;
}

/** Runs of a deck, held against its plan. */
export interface Comparison {
  readonly deck: string;
  /** Oldest first. */
  readonly runs: readonly { readonly file: string; readonly started: string; readonly minutes: number }[];
  readonly planned: number;
  readonly median: number;
  readonly slides: readonly TimedSlide[];
}

const msOfMinute = 60_000;

export function compareRuns(
  name: string,
  deck: Deck,
  titles: ReadonlyMap<string, string>,
  runs: readonly Run[],
): Comparison {
  const plan = planTime(deck);
  const ordered = [...runs].sort((one, other) => (one.started < other.started ? -1 : 1));
  const times = ordered.map((run) => timesOf(run.visits));
  const slides = deck.sections.flatMap((section) =>
    section.slides.map((slide): TimedSlide => {
      const { minutes, from } = plan.get(slide.id) ?? { minutes: 0, from: 'guess' as const };
      const measured = times.map((each) => {
        const ms = each.get(slide.id);
        return ms === undefined ? null : ms / msOfMinute;
      });
      return {
        id: slide.id,
        title: titles.get(slide.id) ?? slide.id,
        section: section.id,
        planned: minutes,
        plannedFrom: from,
        runs: measured,
        median: medianOf(measured.filter((each) => each !== null)),
      };
    }),
  );
  const totals = ordered.map(({ visits }) => sum(visits.map(({ ms }) => ms)) / msOfMinute);
  return {
    deck: name,
    runs: ordered.map(({ file, started }, index) => ({ file, started, minutes: totals[index] ?? 0 })),
    planned: deck.duration ?? sum(slides.map(({ planned }) => planned)),
    median: medianOf(totals) ?? 0,
    slides,
  };
}

/** The median of the runs as `minutes` of every slide, in quarters, at least one of them; only where that differs. */
export function minutesEdits(deck: Deck, { slides }: Comparison): Edit[] {
  const measured = new Map(slides.map(({ id, median }) => [id, median]));
  return slidesOf(deck).flatMap((slide) => {
    const median = measured.get(slide.id) ?? null;
    if (median === null) return [];
    const minutes = Math.max(1, Math.round(median * 4)) / 4;
    return minutes === slide.minutes ? [] : [minutesEdit(slide, showMinutes(minutes))];
  });
}

/** Replaces the number where it stands, or puts a line of its own below the layout's. */
function minutesEdit({ span, spans }: Slide, minutes: string): Edit {
  const written = spans.get('minutes');
  if (written !== undefined) return { span: written, text: minutes };
  const { source, start } = span;
  const { text } = source;
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  const insert = (at: number, inserted: string): Edit => ({
    span: { source, start: at, end: at },
    text: inserted,
  });
  if (text[start] === '{') return insert(start + 1, ` minutes: ${minutes},`);
  const layout = spans.get('layout');
  if (layout?.source !== source) return insert(start, `minutes: ${minutes}\n${' '.repeat(column)}`);
  const end = text.indexOf('\n', layout.end);
  return insert(end < 0 ? text.length : end, `\n${' '.repeat(column)}minutes: ${minutes}`);
}

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - (sorted.length % 2 === 0 ? 1 : 0)], sorted[middle]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, each) => total + each, 0);
}
