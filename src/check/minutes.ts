import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Deck, Section } from '../model/deck.ts';
import type { Check } from './subject.ts';

/** Sums of quarters and thirds of a minute are compared to the second. */
const tolerance = 1 / 60 + 1e-9;

/** Slides add up to their section, sections to the talk. */
export const minutesCheck: Check = {
  codes: ['section-minutes', 'deck-minutes'],
  needs: 'deck',
  run: ({ rendered: { deck } }) => [...deck.sections.flatMap(sectionFault), ...deckFault(deck)],
};

function sectionFault(section: Section): Diagnostic[] {
  const planned = section.spans.has('minutes') ? section.minutes : undefined;
  const timed = section.slides.filter((slide) => slide.minutes !== undefined);
  // Without a plan for every slide there is nothing to hold the section's against.
  if (planned === undefined || timed.length < section.slides.length) return [];
  const sum = timed.reduce((total, slide) => total + (slide.minutes ?? 0), 0);
  if (Math.abs(sum - planned) <= tolerance) return [];
  const span = section.spans.get('minutes');
  return [
    diagnose(
      'section-minutes',
      `the slides of \`${section.id}\` take ${show(sum)} min, its plan says ${show(planned)}`,
      {
        span,
        hints: [
          `write \`minutes: ${show(sum)}\`, or change the slides by ${show(Math.abs(planned - sum))} min`,
        ],
      },
    ),
  ];
}

function deckFault(deck: Deck): Diagnostic[] {
  const { duration } = deck;
  // A time that was asked for is written nowhere, and slides were chosen by it.
  if (
    duration === undefined ||
    !deck.spans.has('duration') ||
    deck.sections.some((section) => section.minutes === undefined)
  )
    return [];
  const sum = deck.sections.reduce((total, section) => total + (section.minutes ?? 0), 0);
  if (Math.abs(sum - duration) <= tolerance) return [];
  const direction = sum > duration ? 'over' : 'under';
  return [
    diagnose('deck-minutes', `the sections take ${show(sum)} min, the talk has ${show(duration)}`, {
      span: deck.spans.get('duration'),
      hints: [
        `it is ${show(Math.abs(sum - duration))} min ${direction}; \`minutes\` of sections and slides say where`,
      ],
    }),
  ];
}

function show(minutes: number): string {
  return String(Math.round(minutes * 100) / 100);
}
