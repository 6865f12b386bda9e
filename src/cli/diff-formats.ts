import { showMinutes } from '../model/pace.ts';
import {
  type Difference,
  type EditionFacts,
  type FieldChange,
  isSameEdition,
  type SectionChange,
  type SlideChange,
} from '../review/difference.ts';
import type { Run } from '../review/words.ts';
import { widthOf } from './cells.ts';
import { wrap } from './wrap.ts';

/** Shape of `--format json`. The number changes when a field is taken away or means something else. */
export const diffVersion = 1;

export interface DiffLook {
  /** Cells of a line. */
  readonly width: number;
  readonly strong: (text: string) => string;
  readonly dim: (text: string) => string;
  /** Left out: words are marked as `[-gone-]` and `{+added+}`. */
  readonly paint?: Readonly<Record<'gone' | 'added', (text: string) => string>> | undefined;
}

/** How a difference is printed. Lines do not end with a break. */
export type DiffFormat = (difference: Difference, look: DiffLook) => string;

export const diffFormats: Readonly<Record<string, DiffFormat>> = { text: formatText, json: formatJson };

function formatText(difference: Difference, look: DiffLook): string {
  const { before, after, deck, sections, slides } = difference;
  const changedSections = sections.filter(isShown);
  const changedSlides = slides.filter(isShown);
  return [
    `${look.strong(`${before.name} → ${after.name}`)}${before.title === after.title ? `  ${after.title}` : ''}`,
    '',
    ...totals(before, after, slides),
    ...(isSameEdition(difference) ? ['', 'no difference'] : []),
    ...block('deck', deck, look),
    ...(changedSections.length === 0 ? [] : ['', look.strong('sections')]),
    ...changedSections.flatMap((section) => sectionLines(section, look)),
    ...changedSlides.flatMap((slide) => slideLines(slide, look)),
  ].join('\n');
}

function isShown({ status, isMoved }: SlideChange | SectionChange): boolean {
  return status !== 'same' || isMoved;
}

function totals(before: EditionFacts, after: EditionFacts, slides: readonly SlideChange[]): string[] {
  const counted = (['changed', 'added', 'gone', 'same'] as const).flatMap((status) => {
    const number = slides.filter((slide) => slide.status === status).length;
    return number === 0 ? [] : [`${number} ${status}`];
  });
  const moved = slides.filter(({ isMoved }) => isMoved).length;
  const minutes = (facts: EditionFacts): string => showMinutes(facts.minutes);
  return [
    `  slides   ${before.slides} → ${after.slides}  (${[...counted, ...(moved > 0 ? [`${moved} moved`] : [])].join(', ')})`,
    `  minutes  ${minutes(before)} → ${minutes(after)}`,
  ];
}

function block(title: string, fields: readonly FieldChange[], look: DiffLook): string[] {
  return fields.length === 0
    ? []
    : ['', look.strong(title), ...fields.flatMap((field) => fieldLines(field, look))];
}

/** One sign a line, as readers of patches know them. */
const signs = { same: ' ', changed: '~', added: '+', gone: '-' } as const;

function sectionLines(section: SectionChange, look: DiffLook): string[] {
  const { id, title, status, isMoved, fields } = section;
  const head = `${signs[status]} ${id}${isMoved ? ' (moved)' : ''}  ${look.dim(title)}`;
  return [head, ...fields.flatMap((field) => fieldLines(field, look))];
}

function slideLines(slide: SlideChange, look: DiffLook): string[] {
  const { id, title, status, fields } = slide;
  const where = placeOf(slide);
  const head = `${look.strong(`${signs[status]} ${id}`)}${where === '' ? '' : `  ${where}`}`;
  const isWhole = status === 'added' || status === 'gone';
  return [
    '',
    head,
    ...(isWhole ? [look.dim(`    ${wrap(title, look.width - 4, 1)[0] ?? ''}`)] : []),
    ...fields.flatMap((field) => fieldLines(field, look)),
  ];
}

/** `added to mid`, `moved from mid 20 to senior 24`; nothing for a slide that stays. */
function placeOf({ status, isMoved, numbers, sections }: SlideChange): string {
  if (status === 'added') return `added to ${sections.after}, slide ${numbers.after}`;
  if (status === 'gone') return `gone from ${sections.before}, was slide ${numbers.before}`;
  if (!isMoved) return '';
  return `moved from ${sections.before}, slide ${numbers.before}, to ${sections.after}, slide ${numbers.after}`;
}

/** A short value before and after in a line; words marked in the text where both are long. */
function fieldLines({ path, before, after, runs }: FieldChange, look: DiffLook): string[] {
  const { width, dim, paint } = look;
  const one = `    ${path}: ${before ?? '–'} → ${after ?? '–'}`;
  const isShort = widthOf([one]) <= width && !`${before}${after}`.includes('\n');
  if (isShort) return [`    ${dim(`${path}:`)} ${before ?? '–'} → ${after ?? '–'}`];
  if (!runs.some(({ kind }) => kind === 'same'))
    return [`    ${dim(`${path}:`)}`, ...runs.flatMap((run) => wholeLines(run, look))];
  const mark = paint ?? { gone: (text: string) => `[-${text}-]`, added: (text: string) => `{+${text}+}` };
  // Colours go round each word, marks round a whole run: neither may reach over the margin of the next line.
  const pieces = paint === undefined ? /[^\n]+/g : /\S+/g;
  const text = shorten(runs)
    .map(({ kind, text }) => (kind === 'same' ? text : text.replace(pieces, mark[kind])))
    .join('');
  const lines = wrap(text, width - 6, 60);
  return [`    ${dim(`${path}:`)}`, ...lines.map((line) => `      ${line}`.trimEnd())];
}

/** A text that is new or gone as a whole: a sign a line instead of marks. */
function wholeLines({ kind, text }: Run, { width, paint }: DiffLook): string[] {
  const lines = wrap(text, width - 8, 12);
  const own = paint === undefined || kind === 'same' ? (line: string) => line : paint[kind];
  return lines.map((line) =>
    `      ${kind === 'gone' ? '-' : '+'} ${line === '' ? '' : own(line)}`.trimEnd(),
  );
}

/** Words that are kept of a long run that did not change, on each side. */
const context = 60;

function shorten(runs: readonly Run[]): Run[] {
  return runs.map((run, index) => {
    if (run.kind !== 'same' || run.text.length <= 2 * context + 20) return run;
    const [first, last] = [index === 0, index === runs.length - 1];
    const head = first ? '' : run.text.slice(0, context).replace(/\S+$/, '');
    const tail = last ? '' : run.text.slice(-context).replace(/^\S+/, '');
    return { kind: 'same', text: `${head}…${tail}` };
  });
}

function formatJson(difference: Difference): string {
  const { before, after, deck, sections, slides } = difference;
  const fields = (changes: readonly FieldChange[]): object[] =>
    changes.map(({ path, before, after, runs }) => ({
      path,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      words: runs.map(({ kind, text }) => ({ kind, text })),
    }));
  return JSON.stringify(
    {
      version: diffVersion,
      same: isSameEdition(difference),
      before,
      after,
      deck: fields(deck),
      sections: sections.filter(isShown).map((each) => ({ ...each, fields: fields(each.fields) })),
      slides: slides.filter(isShown).map((each) => ({ ...each, fields: fields(each.fields) })),
      unchanged: slides.filter((each) => !isShown(each)).map(({ id }) => id),
    },
    null,
    2,
  );
}
