import { type Deck, slidesOf } from '../model/deck.ts';
import type { Layout } from '../model/layout.ts';
import type { Library } from '../read/library.ts';

/** Styles under `templates/` that every slide has. */
const sharedCss = ['base.css', 'furniture.css', 'language.css'];

/** Styles of all slides of a deck. */
export function stylesOf(deck: Deck, library: Library): string {
  return [
    ...sharedCss.map((name) => library.template(name).text),
    ...usedLayouts(deck).map((layout) => layout.css),
  ]
    .filter((each) => each !== '')
    .join('\n');
}

function usedLayouts(deck: Deck): Layout[] {
  const used = new Map(slidesOf(deck).map((slide) => [slide.layout.name, slide.layout]));
  return [...used.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
