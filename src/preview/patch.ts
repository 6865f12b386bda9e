import type { PageParts } from '../assemble/deck-page.ts';
import type { PagePatch } from './message.ts';

/** What differs between two builds; undefined when the difference is one that only a fresh page can show. */
export function patchOf(before: PageParts, after: PageParts, from: number): PagePatch | undefined {
  const isFresh = (['dir', 'options', 'presenter'] as const).some((key) => before[key] !== after[key]);
  if (isFresh) return undefined;
  const known = new Map(before.slides.map(({ id, html }) => [id, html]));
  const slides = after.slides.filter(({ id, html }) => known.get(id) !== html);
  const order = after.slides.map(({ id }) => id);
  const isMoved =
    order.length !== before.slides.length || order.some((id, at) => id !== before.slides[at]?.id);
  return {
    from,
    lang: after.lang,
    title: after.title,
    slides,
    ...(isMoved ? { order } : {}),
    ...(before.css === after.css ? {} : { css: after.css }),
  };
}
