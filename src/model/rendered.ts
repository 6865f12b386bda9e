import type { Span } from '../diagnostics/source.ts';
import type { Asset, Deck, Slide } from './deck.ts';
import { plainText, type SafeHtml } from './html.ts';

/** A slide as HTML: the same for screen and paper. */
export interface RenderedSlide {
  readonly slide: Slide;
  /** The `.slide` box with everything in it. */
  readonly html: SafeHtml;
  /** Notes of the channels that the edition carries; empty when there are none. */
  readonly notes: SafeHtml;
  /** Plain text for outlines and window titles; never empty. */
  readonly title: string;
  /** Links to slides of the deck. */
  readonly links: readonly SlideLink[];
  /** Every file of the deck that the HTML refers to. */
  readonly assets: readonly Asset[];
  /** The same of the notes: an output without notes does not carry them. */
  readonly noteAssets: readonly Asset[];
  /** What notes refer to that the edition does not carry. */
  readonly otherAssets: readonly Asset[];
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

/** Everything that fonts draw of a slide and its notes: its text, and the marks that CSS takes from `data-mark`. */
export function drawnText(slide: RenderedSlide): string {
  const known = texts.get(slide) ?? textOf(slide);
  texts.set(slide, known);
  return known;
}

/** Each character of that once. */
export function drawnLetters(slide: RenderedSlide): ReadonlySet<string> {
  const known = letters.get(slide) ?? new Set(drawnText(slide));
  letters.set(slide, known);
  return known;
}

const texts = new WeakMap<RenderedSlide, string>();
const letters = new WeakMap<RenderedSlide, ReadonlySet<string>>();

function textOf({ html, notes, title }: RenderedSlide): string {
  const marks = [...html.matchAll(/ data-mark="([^"]*)"/g)].map(([, mark]) => mark ?? '');
  const text = plainText(`${html} ${notes} ${marks.join(' ')}`.replace(/&#x([0-9a-f]+);/gi, fromHex));
  return `${text} ${title}`;
}

/** Templates write quotes and the like as hexadecimal references. */
function fromHex(_: string, hex: string): string {
  return String.fromCodePoint(Number.parseInt(hex, 16));
}
