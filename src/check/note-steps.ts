import { stepCues } from '../assemble/print-steps.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Slide } from '../model/deck.ts';
import { type NotePart, partsOf } from '../model/note-steps.ts';
import { renderedSlides } from '../model/rendered.ts';
import type { Check } from './subject.ts';

/** A part of the notes for a step that the slide does not have is never lit in the presenter view. */
export const noteStepsCheck: Check = {
  codes: ['unknown-step'],
  needs: 'slides',
  run: ({ rendered }) =>
    renderedSlides(rendered).flatMap(({ slide, html }) => {
      const channels = [...slide.notes].map(
        ([channel, text]) => [channel, partsOf(text).filter(({ marker }) => marker !== undefined)] as const,
      );
      if (channels.every(([, parts]) => parts.length === 0)) return [];
      const count = stepCues(html).length;
      return channels.flatMap(([channel, parts]) => {
        const place = slide.spans.get(`notes.${channel}`) ?? slide.spans.get('notes') ?? slide.span;
        return parts.flatMap((part, index) => faultOf(part, index, parts, { slide, count, place }));
      });
    }),
};

interface Notes {
  readonly slide: Slide;
  readonly count: number;
  readonly place: Span;
}

function faultOf(
  { step, marker = '' }: NotePart,
  index: number,
  parts: readonly NotePart[],
  { slide, count, place }: Notes,
): Diagnostic[] {
  if (step >= 1 && step <= count) return [];
  const before = parts.slice(0, index).filter((each) => each.marker === marker).length;
  const has = count === 0 ? 'has no steps' : count === 1 ? 'has one step' : `has ${count} steps`;
  const hints =
    count === 0
      ? [
          slide.steps
            ? 'this layout shows everything at once'
            : 'add `steps: true` to the slide, or take the marker out',
        ]
      : [
          `did you mean \`[step ${Math.min(Math.max(step, 1), count)}]\`?`,
          step === 0 ? 'what is said before the first step stands above all markers' : undefined,
        ];
  return [
    diagnose('unknown-step', `the notes have words for step ${step}, slide \`${slide.id}\` ${has}`, {
      span: nthWritten(marker, before, place),
      hints,
    }),
  ];
}

/** A marker that a variable or another file brought does not stand there: then the notes as a whole are meant. */
function nthWritten(marker: string, before: number, place: Span): Span {
  const { source, start, end } = place;
  let at = start - 1;
  for (let count = 0; count <= before; count++) {
    const found = source.text.indexOf(marker, at + 1);
    if (found < 0 || found >= end) return place;
    at = found;
  }
  return { source, start: at, end: at + marker.length };
}
