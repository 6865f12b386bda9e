import { type Checked, type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Priority } from '../model/contract.ts';
import { type Deck, type Section, type Slide, slidesOf } from '../model/deck.ts';
import { showMinutes } from '../model/pace.ts';
import { type Choice, chooseItems, type Item, keptWith, secondsOf } from './time-choice.ts';
import { type PlannedTime, planTime } from './time-plan.ts';

/** Ids of the slides that a slide links to, by its id. */
export type SlideLinks = ReadonlyMap<string, readonly string[]>;

/** A slide that the time did not allow. */
export interface LeftOut {
  readonly slide: Slide;
  readonly section: Section;
  readonly minutes: number;
  /** `section`: it opens a section of which nothing is kept. `time`: it did not fit. */
  readonly why: 'section' | 'time';
  /** What is left out, too, and would have to come with it. */
  readonly with: readonly { readonly slide: Slide; readonly minutes: number }[];
}

/** The edition of a deck that fits a time. */
export interface TimeSelection {
  readonly deck: Deck;
  /** Minutes that were asked for, and those that the kept slides take. */
  readonly asked: number;
  readonly used: number;
  /** In the order of the deck. */
  readonly left: readonly LeftOut[];
}

/** What a kept slide counts: a `should` is worth three `could`. What `must` be kept has no choice. */
export const worth: Readonly<Record<Priority, number>> = { must: 9, should: 3, could: 1 };

/**
 * The best edition of a deck that takes at most `minutes`. Every `must` is kept, and what kept slides link to. A slide
 * that opens a section is kept if and only if something else of the section is; a title slide, the
 * first of the deck and a `must`, stands for itself. Of what fits, the highest sum of `worth` wins, then the longer talk, then the earlier slides. Slides that
 * open a section count nothing: they are no reason to open it. Times are held against each other in whole seconds.
 *
 * The deck that comes back is numbered anew, and its sections take what their kept slides take.
 */
export function selectForTime(deck: Deck, minutes: number, links: SlideLinks): Checked<TimeSelection> {
  const plan = planTime(deck);
  const items = itemsOf(deck, plan, links);
  const choice = chooseItems(items, Math.round(minutes * 60));
  if (choice === undefined) return { diagnostics: [tooLittleTime(deck, minutes, items)] };
  const slides = slidesOf(deck);
  const kept = new Set(slides.filter((_, index) => choice[index] === 1).map(({ id }) => id));
  const selected = reduceDeck(deck, minutes, kept, plan);
  return {
    value: {
      deck: selected,
      asked: minutes,
      used: secondsOf(items, choice) / 60,
      left: leftOut(deck, items, choice, plan),
    },
    diagnostics: [],
  };
}

function itemsOf(deck: Deck, plan: ReadonlyMap<string, PlannedTime>, links: SlideLinks): Item[] {
  const slides = slidesOf(deck);
  const indexes = new Map(slides.map(({ id }, index) => [id, index]));
  const opens = (slide: Slide): boolean => slide.layout.contract.outline === 'section';
  return deck.sections.flatMap((section, group) => {
    const hasContent = section.slides.some((slide) => !opens(slide));
    return section.slides.map((slide): Item => {
      const isTitle = slide === slides[0] && slide.priority === 'must';
      const divides = opens(slide) && !isTitle && hasContent;
      return {
        group,
        seconds: Math.round((plan.get(slide.id)?.minutes ?? 0) * 60),
        worth: divides ? 0 : worth[slide.priority],
        role: divides ? 'divider' : opens(slide) ? 'alone' : 'content',
        needs: (links.get(slide.id) ?? []).flatMap((id) => indexes.get(id) ?? []),
        isForced: slide.priority === 'must',
      };
    });
  });
}

function reduceDeck(
  deck: Deck,
  minutes: number,
  kept: ReadonlySet<string>,
  plan: ReadonlyMap<string, PlannedTime>,
): Deck {
  let number = 0;
  const sections = deck.sections.map((section): Section => {
    const slides = section.slides
      .filter(({ id }) => kept.has(id))
      .map((slide): Slide => ({ ...slide, number: ++number }));
    const sum = slides.reduce((total, { id }) => total + (plan.get(id)?.minutes ?? 0), 0);
    return { ...section, minutes: sum, slides };
  });
  const left = slidesOf(deck).filter(({ id }) => !kept.has(id));
  return {
    ...deck,
    // What was asked for is written nowhere: nobody is told to change a line because of it.
    duration: minutes,
    spans: new Map([...deck.spans].filter(([key]) => key !== 'duration')),
    sections: sections.filter(({ slides }) => slides.length > 0),
    ignores: deck.ignores.filter(({ within }) => !left.some(({ span }) => within?.[0] === span)),
  };
}

function leftOut(
  deck: Deck,
  items: readonly Item[],
  choice: Choice,
  plan: ReadonlyMap<string, PlannedTime>,
): LeftOut[] {
  const slides = slidesOf(deck);
  const timed = slides.map((slide) => ({ slide, minutes: plan.get(slide.id)?.minutes ?? 0 }));
  const sections = deck.sections.flatMap((section) => section.slides.map(() => section));
  return timed.flatMap(({ slide, minutes }, index): LeftOut[] => {
    const section = sections[index];
    if (choice[index] === 1 || section === undefined) return [];
    const others = keptWith(items, index).filter((each) => each !== index && choice[each] !== 1);
    return [
      {
        slide,
        section,
        minutes,
        why: items[index]?.role === 'divider' ? 'section' : 'time',
        with: others.flatMap((each) => timed[each] ?? []),
      },
    ];
  });
}

/** Names every slide of the shortest edition there is. */
function tooLittleTime(deck: Deck, minutes: number, items: readonly Item[]): Diagnostic {
  const slides = slidesOf(deck);
  const cheap = items.map((item) => ({ ...item, worth: -item.seconds }));
  const all = items.reduce((sum, { seconds }) => sum + seconds, 0);
  // All slides together are an edition: there is always a shortest.
  const least = chooseItems(cheap, all) ?? new Uint8Array(items.length).fill(1);
  const named = slides.flatMap((slide, index) => {
    if (least[index] !== 1 || items[index]?.seconds === 0) return [];
    const why = slide.priority === 'must' ? 'must be kept' : 'goes with what must be kept';
    const message = `\`${slide.id}\` ${why}, ${showMinutes((items[index]?.seconds ?? 0) / 60)} min`;
    return [{ message, span: slide.spans.get('priority') ?? slide.span }];
  });
  const needed = showMinutes(secondsOf(items, least) / 60);
  return diagnose(
    'too-little-time',
    `what must be kept takes ${needed} min, \`--duration\` gives ${showMinutes(minutes)}`,
    {
      hints: [`give it \`--duration ${needed}m\`, or write \`priority: should\` where a slide may go`],
      related: named,
    },
  );
}
