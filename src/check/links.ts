import { diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../diagnostics/nearest.ts';
import { renderedSlides } from '../model/rendered.ts';
import type { Check } from './subject.ts';

/** Links between slides lead somewhere that the audience can see. */
export const linksCheck: Check = {
  codes: ['unknown-slide', 'hidden-target'],
  needs: 'slides',
  run: ({ rendered }) => {
    const slides = renderedSlides(rendered);
    const shown = new Set(slides.map(({ slide }) => slide.id));
    const { hidden } = rendered.deck;
    return slides.flatMap(({ links }) =>
      links
        .filter(({ id }) => !shown.has(id))
        .map(({ id, span }) =>
          hidden.has(id)
            ? diagnose('hidden-target', `slide \`${id}\` is hidden: the link is printed as plain text`, {
                span,
                hints: ['show the slide, or take the link out'],
              })
            : diagnose('unknown-slide', `no slide has the id \`${id}\``, {
                span,
                hints: [didYouMean(id, [...shown, ...hidden])],
                fix: renameTo(id, [...shown, ...hidden], span),
              }),
        ),
    );
  },
};
