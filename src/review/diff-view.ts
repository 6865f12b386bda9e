import { escapeHtml } from '../model/html.ts';
import { showMinutes } from '../model/pace.ts';
import type {
  Difference,
  EditionFacts,
  FieldChange,
  SectionChange,
  SlideChange,
  Status,
} from './difference.ts';
import { isSameEdition } from './difference.ts';
import type { Run } from './words.ts';

/** What the template of the page sees. Everything is there, if empty: templates are strict. */
export function pageView(difference: Difference): object {
  const { before, after, slides } = difference;
  const labels: Readonly<Record<Side, string>> = { before: before.name, after: after.name };
  return {
    before: factsView(before),
    after: factsView(after),
    isSame: isSameEdition(difference),
    counts: countsOf(slides),
    stops: slides.map((slide) => ({ id: slide.id, status: lookOf(slide), anchor: anchorOf(slide) })),
    facts: factBlocks(difference),
    blocks: foldSame(slides).map((block) =>
      Array.isArray(block) ? foldedView(block) : slideView(block as SlideChange, labels),
    ),
  };
}

type Side = 'before' | 'after';

function factsView({ name, title, slides, minutes }: EditionFacts): object {
  return { name, title: plain(title), slides, minutes: showMinutes(minutes) };
}

function countsOf(slides: readonly SlideChange[]): object[] {
  const moved = slides.filter(({ isMoved }) => isMoved).length;
  const counted = (['changed', 'added', 'gone', 'same'] as const).map((status) => ({
    status: status as string,
    number: slides.filter((slide) => slide.status === status).length,
  }));
  return [...counted, { status: 'moved', number: moved }].filter(({ number }) => number > 0);
}

function lookOf({ status, isMoved }: SlideChange): Status | 'moved' {
  return status === 'same' && isMoved ? 'moved' : status;
}

/** Slides that did not change have a place in the block that they are folded into. */
function anchorOf({ id, status, isMoved }: SlideChange): string {
  return status === 'same' && !isMoved ? `folded-${id}` : `slide-${id}`;
}

function factBlocks({ deck, sections }: Difference): object[] {
  const changed = sections.filter(({ status, isMoved }) => status !== 'same' || isMoved);
  const ofDeck = { title: 'Deck', groups: [{ name: '', status: '', about: '', fields: fieldsHtml(deck) }] };
  return [
    ...(deck.length === 0 ? [] : [ofDeck]),
    ...(changed.length === 0 ? [] : [{ title: 'Sections', groups: changed.map(sectionView) }]),
  ];
}

function sectionView({ id, title, status, isMoved, fields }: SectionChange): object {
  const what = [plain(title), status === 'same' ? '' : status, isMoved ? 'moved' : ''];
  const about = what.filter((part) => part !== '').join(', ');
  return { name: id, status, about, fields: fieldsHtml(fields) };
}

/** Neighbours that did not change become one list. */
function foldSame(slides: readonly SlideChange[]): (SlideChange | SlideChange[])[] {
  const blocks: (SlideChange | SlideChange[])[] = [];
  for (const slide of slides) {
    const last = blocks.at(-1);
    if (lookOf(slide) !== 'same') blocks.push(slide);
    else if (Array.isArray(last)) last.push(slide);
    else blocks.push([slide]);
  }
  return blocks;
}

function foldedView(slides: readonly SlideChange[]): object {
  const names = slides.map(({ id }) => id).join(', ');
  const summary = `${slides.length === 1 ? '1 slide' : `${slides.length} slides`} the same: ${names}`;
  return {
    folded: true,
    summary,
    slides: slides.map((slide) => ({ id: slide.id, title: plain(slide.title), anchor: anchorOf(slide) })),
  };
}

function slideView(slide: SlideChange, labels: Readonly<Record<Side, string>>): object {
  const { id, title, sections, numbers, isMoved, fields } = slide;
  const move =
    isMoved && numbers.before !== undefined && numbers.after !== undefined
      ? `moved from ${sections.before}, slide ${numbers.before}, to ${sections.after}, slide ${numbers.after}`
      : '';
  const side = (each: Side): object => ({
    side: each,
    id,
    isThere: numbers[each] !== undefined,
    marks: JSON.stringify(fields.filter((field) => field[each] !== undefined).map(({ at }) => at[each])),
    label: `${plain(title)}, ${labels[each]}`,
    empty: `not in ${labels[each]}`,
    caption: numbers[each] === undefined ? labels[each] : `${labels[each]}, slide ${numbers[each]}`,
  });
  return {
    folded: false,
    id,
    anchor: anchorOf(slide),
    title: plain(title),
    status: lookOf(slide),
    move,
    sides: [side('before'), side('after')],
    fields: fieldsHtml(fields),
  };
}

function fieldsHtml(fields: readonly FieldChange[]): string {
  if (fields.length === 0) return '';
  const rows = fields.map(
    ({ path, runs }) => `<div><dt>${escapeHtml(path)}</dt><dd dir="auto">${runsHtml(runs)}</dd></div>`,
  );
  return `<dl class="fields">${rows.join('')}</dl>`;
}

/** Words in the text; two texts that have nothing in common stand side by side. */
function runsHtml(runs: readonly Run[]): string {
  if (runs.some(({ kind }) => kind === 'same')) return runs.map(runHtml).join('');
  const of = (kind: Run['kind']): string =>
    runs
      .filter((run) => run.kind === kind)
      .map(runHtml)
      .join('');
  return `<div class="whole"><div>${of('gone')}</div><div>${of('added')}</div></div>`;
}

const elements = { gone: 'del', added: 'ins' } as const;

function runHtml({ kind, text }: Run): string {
  return kind === 'same' ? escapeHtml(text) : `<${elements[kind]}>${escapeHtml(text)}</${elements[kind]}>`;
}

/** Titles are Markdown. */
function plain(title: string): string {
  return title.replace(/[*_`]/g, '');
}
