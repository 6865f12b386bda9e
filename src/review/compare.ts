import { planTime } from '../compose/time-plan.ts';
import type { Author, Deck, FieldGroup, FieldValue, Section, Slide } from '../model/deck.ts';
import { slidesOf } from '../model/deck.ts';
import { compareValues } from './compare-fields.ts';
import type { Difference, EditionFacts, SectionChange, SlideChange, Status } from './difference.ts';
import { nameOfEdition, type Reviewed, variablesOf } from './edition.ts';
import { alignLists, movedIds } from './words.ts';

/** An edition that could be composed. */
export type Comparable = Reviewed & { readonly deck: Deck };

/** What differs between two editions of a deck, as an audience and a speaker get them. */
export function compareEditions(before: Comparable, after: Comparable): Difference {
  const { lang } = after.deck;
  return {
    before: factsOf(before),
    after: factsOf(after),
    deck: compareValues(deckValues(before), deckValues(after), lang),
    sections: compareSections(before.deck, after.deck),
    slides: compareSlides(before.deck, after.deck),
  };
}

function factsOf({ deck, request }: Comparable): EditionFacts {
  const minutes = [...planTime(deck).values()].reduce((sum, each) => sum + each.minutes, 0);
  return {
    name: nameOfEdition(request),
    title: deck.title,
    lang: deck.lang,
    slides: slidesOf(deck).length,
    minutes: Math.round(minutes * 100) / 100,
  };
}

function deckValues(reviewed: Comparable): FieldGroup {
  const { deck } = reviewed;
  const { title, subtitle, event, date, lang, description, keywords, size, duration, starts } = deck;
  const variables = [...variablesOf(reviewed)].map(([name, { text }]): [string, FieldValue] => [name, text]);
  return {
    title,
    subtitle,
    authors: deck.authors.map(lineOf),
    event,
    date,
    lang,
    description,
    keywords,
    theme: deck.theme.name,
    size: `${size.width} × ${size.height}`,
    duration,
    starts: starts === undefined ? undefined : clockOf(starts),
    channels: deck.channels,
    variables: Object.fromEntries(variables),
  };
}

function lineOf({ name, role, contact }: Author): string {
  return [name, role, contact].filter((part) => part !== undefined).join(', ');
}

function clockOf(minutes: number): string {
  return [Math.floor(minutes / 60) % 24, minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

function compareSections(before: Deck, after: Deck): SectionChange[] {
  const moved = movedIds(idsOf(before.sections), idsOf(after.sections));
  return mergeById(before.sections, after.sections).map(([old, now, id]) => {
    const values = (section: Section | undefined): FieldGroup | undefined =>
      section && { title: section.title, remark: section.remark, minutes: section.minutes };
    const fields = compareParts(values(old), values(now), after.lang);
    const title = (now ?? old)?.title ?? id;
    return { id, title, status: statusOf(old, now, fields), isMoved: moved.has(id), fields };
  });
}

function compareSlides(before: Deck, after: Deck): SlideChange[] {
  const [old, now] = [placesIn(before), placesIn(after)];
  const moved = movedIds(idsOf(slidesOf(before)), idsOf(slidesOf(after)));
  return mergeById(slidesOf(before), slidesOf(after)).map(([from, to, id]) => {
    const fields = compareParts(from && slideValues(from), to && slideValues(to), after.lang);
    const [was, is] = [old.get(id), now.get(id)];
    const isElsewhere = was !== undefined && is !== undefined && was !== is;
    return {
      id,
      title: (to === undefined ? from && titleOf(from, before) : titleOf(to, after)) ?? id,
      status: statusOf(from, to, fields),
      isMoved: moved.has(id) || isElsewhere,
      numbers: sides(from?.number, to?.number),
      sections: sides(was, is),
      fields,
    };
  });
}

/** Fields are compared where both have them: what is added or gone is so as a whole. */
function compareParts(
  before: FieldGroup | undefined,
  after: FieldGroup | undefined,
  lang: string,
): ReturnType<typeof compareValues> {
  return before === undefined || after === undefined ? [] : compareValues(before, after, lang);
}

/** A slide with its keys and fields, as somebody writes them. Private notes are in no edition. */
function slideValues(slide: Slide): FieldGroup {
  const { background } = slide;
  return {
    layout: slide.layout.name,
    ...slide.fields,
    minutes: slide.minutes,
    notes: Object.fromEntries([...slide.notes].map(([channel, text]) => [channel, unfolded(text)])),
    priority: slide.priority,
    tags: slide.tags,
    background: background && ('color' in background ? background.color : background.image.href),
    transition: slide.transition,
    steps: slide.steps,
  };
}

/** Lines of a paragraph break where the file does, which says nothing; code keeps its lines. */
function unfolded(text: string): string {
  return text.includes('```') ? text : text.replace(/(\S)\n(?=[^\s*\-+#>|\d])/g, '$1 ');
}

/** What the slide is called in outlines. */
function titleOf(slide: Slide, deck: Deck): string {
  const title = slide.fields[slide.layout.contract.title];
  if (typeof title === 'string') return title;
  if (slide.layout.name === 'title') return deck.title;
  const section = deck.sections.find(({ slides }) => slides.includes(slide));
  return slide.layout.contract.outline === 'section' ? (section?.title ?? slide.id) : slide.id;
}

function statusOf(before: unknown, after: unknown, fields: readonly unknown[]): Status {
  if (before === undefined) return 'added';
  if (after === undefined) return 'gone';
  return fields.length > 0 ? 'changed' : 'same';
}

function sides<T>(before: T | undefined, after: T | undefined): { before?: T; after?: T } {
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

function idsOf(parts: readonly { readonly id: string }[]): string[] {
  return parts.map(({ id }) => id);
}

function placesIn(deck: Deck): Map<string, string> {
  return new Map(deck.sections.flatMap(({ id, slides }) => slides.map((slide) => [slide.id, id])));
}

/** Everything of both in the order of the second; what is only in the first stands behind what it stood behind. */
function mergeById<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
): [T | undefined, T | undefined, string][] {
  const rows = alignLists(idsOf(before), idsOf(after), (a, b) => a === b);
  const inAfter = new Set(idsOf(after));
  const ids = rows.flatMap((row) => [
    ...(row.before === undefined || inAfter.has(row.before) ? [] : [row.before]),
    ...(row.after === undefined ? [] : [row.after]),
  ]);
  const [old, now] = [before, after].map((parts) => new Map(parts.map((part) => [part.id, part])));
  return ids.map((id) => [old?.get(id), now?.get(id), id]);
}
