import { type PlannedTime, planTime } from '../compose/time-plan.ts';
import type { Priority } from '../model/contract.ts';
import type { Deck, Section } from '../model/deck.ts';
import { carriedWords, spokenWords } from '../model/notes.ts';
import { wordsIn } from '../model/pace.ts';
import type { RenderedDeck, RenderedSlide } from '../model/rendered.ts';

/** How long something takes and how much is said meanwhile. */
export interface Spoken {
  /** Minutes since the talk began. */
  readonly after: number;
  /** Time of day, or since the beginning when the deck does not say when it starts: `09:13`, `0:13`. */
  readonly clock: string;
  readonly minutes: number;
  readonly words: number;
  /** Words a minute; absent when there are none, or no time. */
  readonly pace?: number;
}

export interface OutlineSlide extends Spoken {
  readonly number: number;
  readonly id: string;
  readonly title: string;
  readonly layout: string;
  readonly minutesFrom: PlannedTime['from'];
  /** More words to say than its minutes hold at a comfortable pace. */
  readonly isFast: boolean;
  readonly priority: Priority;
  readonly tags: readonly string[];
}

export interface OutlineSection extends Spoken {
  readonly id: string;
  readonly title: string;
  readonly slides: readonly OutlineSlide[];
}

export interface Outline extends Spoken {
  readonly title: string;
  /** Minutes that the talk has. */
  readonly duration?: number;
  readonly sections: readonly OutlineSection[];
  /** Clock at the end. */
  readonly ends: string;
}

/** What a speaker wants to see of a talk at a glance. A section takes what it is planned to, else what its slides take. */
export function outlineOf({ deck, sections }: RenderedDeck): Outline {
  const plan = planTime(deck);
  let after = 0;
  const outlined = deck.sections.map((section, index): OutlineSection => {
    const slides = outlineSlides(deck, sections[index]?.slides ?? [], plan, after);
    const planned = section.spans.has('minutes') ? section.minutes : undefined;
    const minutes = planned ?? sum(slides, 'minutes');
    const spoken = spokenOf(deck, after, minutes, sum(slides, 'words'));
    after += minutes;
    return { id: section.id, title: plainTitle(section), slides, ...spoken };
  });
  return {
    title: deck.title,
    ...(deck.duration === undefined ? {} : { duration: deck.duration }),
    sections: outlined,
    ...spokenOf(deck, 0, after, sum(outlined, 'words')),
    ends: clockAt(after, deck.starts),
  };
}

function outlineSlides(
  deck: Deck,
  slides: readonly RenderedSlide[],
  plan: ReadonlyMap<string, PlannedTime>,
  from: number,
): OutlineSlide[] {
  let after = from;
  return slides.map(({ slide, title }): OutlineSlide => {
    const { minutes, from: minutesFrom } = plan.get(slide.id) ?? { minutes: 0, from: 'guess' };
    const words = carriedWords(slide.notes, deck.channels);
    const spoken = spokenOf(deck, after, minutes, words);
    after += minutes;
    return {
      number: slide.number,
      id: slide.id,
      title,
      layout: slide.layout.name,
      ...spoken,
      minutesFrom,
      isFast: spokenWords(slide.notes) > wordsIn(minutes),
      priority: slide.priority,
      tags: slide.tags,
    };
  });
}

function spokenOf(deck: Deck, after: number, minutes: number, words: number): Spoken {
  return {
    after: withoutNoise(after),
    clock: clockAt(after, deck.starts),
    minutes: withoutNoise(minutes),
    words,
    ...(words > 0 && minutes > 0 ? { pace: Math.round(words / minutes) } : {}),
  };
}

function plainTitle({ title }: Section): string {
  return title.replace(/[*_`]/g, '');
}

function sum<K extends string>(parts: readonly { readonly [key in K]: number }[], key: K): number {
  return parts.reduce((total, part) => total + part[key], 0);
}

/** Sums of tenths of a minute have digits that nobody wrote. */
function withoutNoise(minutes: number): number {
  return Math.round(minutes * 1e6) / 1e6;
}

/** In whole minutes, as on the board. */
function clockAt(after: number, starts: number | undefined): string {
  const minutes = Math.round(after + (starts ?? 0));
  const hours = String(Math.floor(minutes / 60) % 24);
  return `${starts === undefined ? hours : hours.padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
