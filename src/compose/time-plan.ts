import type { Deck, Section, Slide } from '../model/deck.ts';
import { spokenWords } from '../model/notes.ts';
import { minutesFor } from '../model/pace.ts';

/** Minutes of a slide, and where they come from. */
export interface PlannedTime {
  readonly minutes: number;
  /** `slide`: as written. `section`: a share of what its section has left. `notes`: their words. `guess`: nothing says. */
  readonly from: 'slide' | 'section' | 'notes' | 'guess';
}

const guess: PlannedTime = { minutes: 1, from: 'guess' };

/**
 * Minutes of every slide, by id. A slide that has none takes an equal share of what its section's `minutes` leave;
 * else what its notes need at a comfortable pace; else one minute.
 */
export function planTime(deck: Deck): ReadonlyMap<string, PlannedTime> {
  return new Map(deck.sections.flatMap(planSection));
}

function planSection(section: Section): [string, PlannedTime][] {
  const written = section.slides.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0);
  const untimed = section.slides.filter(({ minutes }) => minutes === undefined).length;
  const planned = section.spans.has('minutes') ? (section.minutes ?? 0) : 0;
  const share = (planned - written) / untimed;
  return section.slides.map((slide) => [slide.id, planSlide(slide, share)]);
}

function planSlide(slide: Slide, share: number): PlannedTime {
  if (slide.minutes !== undefined) return { minutes: slide.minutes, from: 'slide' };
  if (share > 0) return { minutes: share, from: 'section' };
  const words = spokenWords(slide.notes);
  return words > 0 ? { minutes: minutesFor(words), from: 'notes' } : guess;
}
