import { diagnose } from '../diagnostics/diagnostic.ts';
import { renderedSlides } from '../model/rendered.ts';
import type { Check } from './subject.ts';

/** Two slides under one heading look like one that did not change. */
export const headingsCheck: Check = {
  codes: ['repeated-heading'],
  needs: 'slides',
  run: ({ rendered }) => {
    const slides = renderedSlides(rendered);
    return slides.flatMap(({ slide, title }, index) => {
      const before = slides[index - 1];
      const span = slide.spans.get(slide.layout.contract.title);
      // A heading that the layout takes from the deck or section is not the speaker's to change here.
      if (before === undefined || span === undefined || before.title.toLowerCase() !== title.toLowerCase())
        return [];
      return [
        diagnose('repeated-heading', `slide \`${slide.id}\` has the same heading as the slide before it`, {
          span,
          hints: ['say with the heading what is new here'],
        }),
      ];
    });
  },
};
