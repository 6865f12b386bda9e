import { diagnose } from '../diagnostics/diagnostic.ts';
import { type Notes, spokenWords } from '../model/notes.ts';
import { minutesFor, wordsIn } from '../model/pace.ts';
import { renderedSlides } from '../model/rendered.ts';
import type { Check } from './subject.ts';

export const missingNotesCheck: Check = {
  codes: ['missing-notes'],
  needs: 'slides',
  run: ({ rendered }) =>
    renderedSlides(rendered)
      .filter(({ slide }) => slide.minutes !== undefined && slide.minutes > 0 && !isSpokenTo(slide.notes))
      .map(({ slide }) =>
        diagnose('missing-notes', `slide \`${slide.id}\` is planned to be spoken to and has no notes`, {
          span: slide.spans.get('minutes') ?? slide.span,
          hints: ['add `notes: …`: what to say, not what is on the slide'],
        }),
      ),
};

/** A trainer speaks, too; what participants read afterwards is not said. */
function isSpokenTo(notes: Notes): boolean {
  return notes.has('speaker') || notes.has('instructor');
}

export const longNotesCheck: Check = {
  codes: ['long-notes'],
  needs: 'slides',
  run: ({ rendered }) =>
    renderedSlides(rendered).flatMap(({ slide }) => {
      const words = spokenWords(slide.notes);
      const room = wordsIn(slide.minutes ?? 0);
      if (slide.minutes === undefined || words <= room) return [];
      const needed = minutesFor(words);
      return [
        diagnose(
          'long-notes',
          `the notes of \`${slide.id}\` have ${words} words, ${slide.minutes} min hold ${room}`,
          {
            span: slide.spans.get('notes') ?? slide.span,
            hints: [`cut about ${words - room} words, or plan \`minutes: ${needed}\``],
          },
        ),
      ];
    }),
};
