import { diagnose } from '../diagnostics/diagnostic.ts';
import { plainText } from '../model/html.ts';
import { renderedSlides } from '../model/rendered.ts';
import type { Check } from './subject.ts';

/** Words a minute that a talk is comfortably spoken at; faster is reading aloud. */
export const wordsPerMinute = 140;

export const missingNotesCheck: Check = {
  codes: ['missing-notes'],
  needs: 'slides',
  run: ({ rendered }) =>
    renderedSlides(rendered)
      .filter(({ slide }) => slide.minutes !== undefined && slide.minutes > 0 && slide.notes.trim() === '')
      .map(({ slide }) =>
        diagnose('missing-notes', `slide \`${slide.id}\` is planned to be spoken to and has no notes`, {
          span: slide.spans.get('minutes') ?? slide.span,
          hints: ['add `notes: …`: what to say, not what is on the slide'],
        }),
      ),
};

export const longNotesCheck: Check = {
  codes: ['long-notes'],
  needs: 'slides',
  run: ({ rendered }) =>
    renderedSlides(rendered).flatMap(({ slide, notes }) => {
      const words = countWords(plainText(notes.replaceAll('<', ' <')));
      const room = Math.round((slide.minutes ?? 0) * wordsPerMinute);
      if (slide.minutes === undefined || words <= room) return [];
      const needed = Math.ceil((words / wordsPerMinute) * 4) / 4;
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

export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
