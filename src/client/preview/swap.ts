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
  const sections = sectionsOf(slides);
  const isOverview = reveal.isOverview();
  const changed = [...fresh.styles.entries()].filter(([index, text]) => {
    const shown = old === undefined ? styles[index]?.textContent : old.styles[index];
    return shown !== text;
  });
  const refills = refillsOf(sections, reveal, fresh, old);
  const isSmall = refills !== undefined && changed.length === 0 && !isOverview;
  const still = isSmall ? refills.map(([slide]) => slide) : [slides];
  const moveAgain = holdStill(still);
  if (isOverview) reveal.toggleOverview(false);
  // Said once more they would be worked out again for every slide.
  if (target.documentElement.lang !== fresh.lang) target.documentElement.lang = fresh.lang;
  if (target.title !== fresh.title) target.title = fresh.title;
  for (const [index, text] of changed) {
    const style = styles[index];
    if (style !== undefined) swapStyle(style, text);
  }
  if (refills === undefined) replaceSlides(slides, sections, reveal, fresh, old);
  else for (const [slide, make] of refills) refillSlide(slide, make(), reveal);
  if (isOverview) reveal.toggleOverview(true);
  moveAgain();
  return true;
}

/**
 * Reveal.js has this class for its own start: what is put in appears at once, steps that are out do not fade in again.
 * Around all slides it makes the browser work out the styles of all of them, twice.
 */
function holdStill(elements: readonly HTMLElement[]): () => void {
  for (const each of elements) each.classList.add('no-transition');
  return () => {
    // Styles are worked out once while nothing may move.
    void elements[0]?.offsetHeight;
    for (const each of elements) each.classList.remove('no-transition');
  };
}

type Refill = readonly [slide: HTMLElement, make: () => HTMLElement];

/** Slides that get new content and stay where they are; undefined when some came, went or moved. */
function refillsOf(
  there: readonly HTMLElement[],
  reveal: RevealApi,
  fresh: BuiltPage,
  old: BuiltPage | undefined,
): Refill[] | undefined {
  if (reveal.syncSlide === undefined || fresh.slides.size !== there.length) return undefined;
  const refills: Refill[] = [];
  let at = 0;
  for (const [id, { html, make }] of fresh.slides) {
    const slide = there[at++];
    if (slide?.id !== id) return undefined;
    if (isNew(old, id, html)) refills.push([slide, make]);
  }
  return refills;
}

function isNew(old: BuiltPage | undefined, id: string, html: string): boolean {
  return old?.slides.get(id)?.html !== html;
}

function replaceSlides(
  slides: HTMLElement,
  there: readonly HTMLElement[],
  reveal: RevealApi,
  fresh: BuiltPage,
  old: BuiltPage | undefined,
): void {
  const { f } = reveal.getIndices();
  const shown = reveal.getCurrentSlide();
  const before = new Map(there.map((section) => [section.id, section]));
  const ids = [...fresh.slides.keys()];
  const after = [...fresh.slides].map(([id, { html, make }]) => {
    const kept = before.get(id);
    return kept === undefined || isNew(old, id, html) ? make() : kept;
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
