import { showMinutes, wordsPerMinute } from '../model/pace.ts';
import { toCells, widthOf } from './cells.ts';
import type { Outline, OutlineSlide, Spoken } from './outline.ts';

/** Shape of `--format json`. The number changes when a field is taken away or means something else. */
export const outlineVersion = 1;

/** How an outline is printed. Lines do not end with a break. */
export type OutlineFormat = (outline: Outline, look: Look) => string;

export interface Look {
  /** Cells of a line. */
  readonly width: number;
  readonly strong: (text: string) => string;
  readonly dim: (text: string) => string;
}

export const outlineFormats: Readonly<Record<string, OutlineFormat>> = {
  human: formatHuman,
  json: (outline) => JSON.stringify({ version: outlineVersion, ...outline }, null, 2),
  markdown: formatMarkdown,
};

const marks: Readonly<Record<OutlineSlide['priority'], string>> = { must: '●', should: ' ', could: '○' };

/** What stands before a line's text. */
interface Lead extends Spoken {
  readonly number?: number;
  readonly minutesFrom?: OutlineSlide['minutesFrom'];
  readonly isFast?: boolean;
  readonly priority?: OutlineSlide['priority'];
}

function formatHuman(outline: Outline, { width, strong, dim }: Look): string {
  const slides = outline.sections.flatMap((section) => section.slides);
  const digits = Math.max(2, String(slides.length).length);
  const ids = Math.min(widest, widthOf(slides.map(({ id }) => id)));
  const layouts = Math.min(widest, widthOf(slides.map(({ layout }) => layout)));
  const lead = (line: Lead): string => [...numbersOf(line, digits), ''].join(' ');
  const room = width - lead(outline).length;
  const row = (slide: OutlineSlide): string => {
    const text = [slide.title, ...slide.tags.map((tag) => `#${tag}`)].join(' ');
    const title = toCells(text, room - ids - layouts - 2).trimEnd();
    return `${lead(slide)}${toCells(slide.id, ids)} ${dim(toCells(slide.layout, layouts))} ${title}`;
  };
  const headed = (line: Lead, text: string): string => strong(lead(line) + toCells(text, room).trimEnd());
  const columns = [
    '#'.padStart(digits),
    ' time',
    '  min',
    'words',
    ' wpm ',
    ' ',
    toCells('slide', ids),
    toCells('layout', layouts),
    'title',
  ];
  return [
    strong(toCells(outline.title, width).trimEnd()),
    '',
    dim(columns.join(' ')),
    ...outline.sections.flatMap((section) => [
      '',
      headed(section, section.title),
      ...section.slides.map(row),
    ]),
    '',
    headed({ ...outline, clock: outline.ends }, totalOf(outline)),
    ...legend(slides).map(dim),
  ].join('\n');
}

/** Cells of the longest id and name of a layout that are not cut. */
const widest = 18;

/** Number, clock, minutes, words and pace of a line, each as wide as its column. */
function numbersOf(line: Lead, digits: number): string[] {
  const isEstimated = line.minutesFrom !== undefined && line.minutesFrom !== 'slide';
  return [
    String(line.number ?? '').padStart(digits),
    line.clock.padStart(5),
    `${isEstimated ? '~' : ''}${showMinutes(line.minutes)}`.padStart(5),
    String(line.words).padStart(5),
    `${String(line.pace ?? '').padStart(4)}${line.isFast === true ? '!' : ' '}`,
    marks[line.priority ?? 'should'],
  ];
}

function totalOf({ sections, minutes, duration }: Outline): string {
  const slides = sections.reduce((sum, section) => sum + section.slides.length, 0);
  const counted = `${count(slides, 'slide')}, ${count(sections.length, 'section')}`;
  if (duration === undefined) return counted;
  const difference = duration - minutes;
  const spare =
    Math.abs(difference) < 1 / 60
      ? 'as planned'
      : `${showMinutes(Math.abs(difference))} ${difference > 0 ? 'to spare' : 'too long'}`;
  return `${counted}; of ${showMinutes(duration)} min, ${spare}`;
}

/** Says what the signs mean that are there. */
function legend(slides: readonly OutlineSlide[]): string[] {
  const lines = [
    slides.some(({ priority }) => priority !== 'should') ? '● must, ○ could be kept when time is short' : '',
    slides.some(({ minutesFrom }) => minutesFrom !== 'slide')
      ? '~ has no minutes of its own: a share of the section, or by its notes'
      : '',
    slides.some(({ isFast }) => isFast)
      ? `! more than ${wordsPerMinute} words a minute: read, not spoken`
      : '',
  ].filter((line) => line !== '');
  return lines.length === 0 ? [] : ['', ...lines];
}

function formatMarkdown(outline: Outline): string {
  const cell = (text: string): string => text.replace(/[\\|*_`<[\]]/g, '\\$&');
  const row = (slide: OutlineSlide): string =>
    `| ${[
      slide.number,
      slide.clock,
      `${slide.minutesFrom === 'slide' ? '' : '~'}${showMinutes(slide.minutes)}`,
      slide.words,
      `${slide.pace ?? ''}${slide.isFast ? ' !' : ''}`,
      slide.priority,
      `\`${slide.id}\``,
      slide.layout,
      cell([slide.title, ...slide.tags.map((tag) => `#${tag}`)].join(' ')),
    ].join(' | ')} |`;
  const sections = outline.sections.flatMap((section) => [
    '',
    `## ${cell(section.title)}`,
    '',
    `${section.clock}, ${showMinutes(section.minutes)} min, ${count(section.words, 'word')}`,
    '',
    '| # | Time | Min | Words | Words/min | Priority | Slide | Layout | Title |',
    '|--:|--:|--:|--:|--:|---|---|---|---|',
    ...section.slides.map(row),
  ]);
  const { clock, ends, minutes, words, pace } = outline;
  const total = `${totalOf(outline)}; ${clock} to ${ends}, ${showMinutes(minutes)} min, ${count(words, 'word')}${pace === undefined ? '' : `, ${pace} a minute`}`;
  return [`# ${cell(outline.title)}`, '', total, ...sections].join('\n');
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
