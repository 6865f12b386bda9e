import { type BuiltPage, fixedPartOf } from './page.ts';
import { findPlace } from './place.ts';
import { refillSlide } from './refill.ts';
import type { RevealApi } from './reveal.ts';
import { builtStyles, swapStyle } from './styles.ts';

/**
 * Puts a new build into the open document. Slides that are the same as in `old` keep their elements, so that what runs
 * in them goes on; without `old` all are new. Slide, step and overview stay. False: the page has to be loaded afresh.
 */
export function swapPage(
  target: Document,
  reveal: RevealApi,
  fresh: BuiltPage,
  old: BuiltPage | undefined,
): boolean {
  const styles = builtStyles(target);
  if (old?.fixed !== fresh.fixed && fixedPartOf(target) !== fresh.fixed) return false;
  if (styles.length < fresh.styles.length) return false;

  const slides = reveal.getSlidesElement();
  const isOverview = reveal.isOverview();
  // Reveal.js has this class for its own start: what is put in appears at once, steps that are out do not fade in again.
  slides.classList.add('no-transition');
  if (isOverview) reveal.toggleOverview(false);
  target.documentElement.lang = fresh.lang;
  target.title = fresh.title;
  for (const [index, text] of fresh.styles.entries()) {
    const style = styles[index];
    const shown = old === undefined ? style?.textContent : old.styles[index];
    if (style !== undefined && shown !== text) swapStyle(style, text);
  }
  swapSlides(slides, reveal, fresh, old);
  if (isOverview) reveal.toggleOverview(true);
  // Styles are worked out once while nothing may move.
  void slides.offsetHeight;
  slides.classList.remove('no-transition');
  return true;
}

function swapSlides(
  slides: HTMLElement,
  reveal: RevealApi,
  fresh: BuiltPage,
  old: BuiltPage | undefined,
): void {
  const { f } = reveal.getIndices();
  const shown = reveal.getCurrentSlide();
  const there = sectionsOf(slides);
  const before = new Map(there.map((section) => [section.id, section]));
  const isNew = (id: string, html: string): boolean => old?.slides.get(id)?.html !== html;
  const ids = [...fresh.slides.keys()];
  const canRefill = reveal.syncSlide !== undefined && ids.length === there.length;
  if (canRefill && ids.every((id, at) => id === there[at]?.id)) {
    for (const [id, { html, make }] of fresh.slides) {
      const slide = before.get(id);
      if (slide !== undefined && isNew(id, html)) refillSlide(slide, make(), reveal);
    }
    return;
  }
  const after = [...fresh.slides].map(([id, { html, make }]) => {
    const kept = before.get(id);
    return kept === undefined || isNew(id, html) ? make() : kept;
  });
  if (after.length === there.length && there.every((each, at) => each === after[at])) return;
  place(slides, after);
  const { index, isSame } = findPlace([...before.keys()], shown?.id ?? '', ids);
  // Moved first, so that reveal.js never works on elements that are no longer there.
  reveal.slide(index, 0, isSame ? f : undefined);
  reveal.sync();
  // The presenter view is told only of moves.
  if (after[index] !== shown)
    reveal.dispatchEvent({ type: 'slidechanged', data: { indexh: index, indexv: 0 } });
}

/** Only what differs is touched: an element that is moved starts its media and frames again. */
function place(slides: HTMLElement, sections: readonly HTMLElement[]): void {
  const wanted = new Set(sections);
  for (const section of sectionsOf(slides)) if (!wanted.has(section)) section.remove();
  let there = slides.firstElementChild;
  for (const section of sections) {
    if (section === there) there = there.nextElementSibling;
    else slides.insertBefore(section, there);
  }
}

function sectionsOf(slides: HTMLElement): HTMLElement[] {
  return [...slides.querySelectorAll<HTMLElement>(':scope > section')];
}
