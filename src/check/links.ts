import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../diagnostics/nearest.ts';
import type { Deck } from '../model/deck.ts';
import { renderedSlides, type SlideLink } from '../model/rendered.ts';
import type { Check } from './subject.ts';

/** Links between slides lead somewhere that the audience can see. */
export const linksCheck: Check = {
  codes: ['unknown-slide', 'hidden-target'],
  needs: 'slides',
  run: ({ rendered }) => {
    const slides = renderedSlides(rendered);
    const shown = new Set(slides.map(({ slide }) => slide.id));
    return slides.flatMap(({ links }) =>
      links.filter(({ id }) => !shown.has(id)).map((link) => faultOf(link, shown, rendered.deck)),
    );
  },
};

function faultOf({ id, span }: SlideLink, shown: ReadonlySet<string>, deck: Deck): Diagnostic {
  const { hidden, dropped } = deck;
  if (hidden.has(id)) {
    return diagnose('hidden-target', `slide \`${id}\` is hidden: the link is printed as plain text`, {
      span,
      hints: ['show the slide, or take the link out'],
    });
  }
  const gone = dropped.get(id);
  if (gone !== undefined) {
    return diagnose(
      'hidden-target',
      `${gone.by} leaves slide \`${id}\` out: the link is printed as plain text`,
      {
        span,
        hints: ['change the text with the link in the profile, too, or keep the slide'],
        related: [{ message: 'it is left out here', span: gone.span }],
      },
    );
  }
  const known = [...shown, ...hidden];
  return diagnose('unknown-slide', `no slide has the id \`${id}\``, {
    span,
    hints: [didYouMean(id, known)],
    fix: renameTo(id, known, span),
  });
}
