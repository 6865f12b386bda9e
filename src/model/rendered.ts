import type { Span } from '../diagnostics/source.ts';
import type { Asset, Deck, Slide } from './deck.ts';
import type { SafeHtml } from './html.ts';

/** A slide as HTML: the same for screen and paper. */
export interface RenderedSlide {
  readonly slide: Slide;
  /** The `.slide` box with everything in it. */
  readonly html: SafeHtml;
  /** Speaker notes; empty when there are none. */
  readonly notes: SafeHtml;
  /** Plain text for outlines and window titles; never empty. */
  readonly title: string;
  /** Links to slides of the deck. */
  readonly links: readonly SlideLink[];
  /** Every file of the deck that the HTML refers to. */
  readonly assets: readonly Asset[];
}

/** A link to a slide, and where it is written. */
export interface SlideLink {
  readonly id: string;
  readonly span: Span;
}

export interface RenderedSection {
  readonly id: string;
  readonly title: string;
  readonly slides: readonly RenderedSlide[];
}

export interface RenderedDeck {
  readonly deck: Deck;
  readonly sections: readonly RenderedSection[];
  /** Base, partials and used layouts, in a fixed order. */
  readonly css: string;
}

export function renderedSlides(rendered: RenderedDeck): RenderedSlide[] {
  return rendered.sections.flatMap((section) => section.slides);
}
