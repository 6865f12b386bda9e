import type { RevealApi } from './reveal.ts';

/** A slide of the page as the grid lists it. */
export interface ListedSlide {
  readonly id: string;
  readonly title: string;
  readonly section: string;
  /** As `1.5 min`; empty where nobody said. */
  readonly minutes: string;
  readonly isShown: boolean;
}

export function listSlides(reveal: RevealApi): ListedSlide[] {
  const shown = reveal.getCurrentSlide();
  let section = '';
  return sectionsIn(reveal).map((slide) => {
    section = slide.getAttribute('data-section-title') ?? section;
    const seconds = Number(slide.getAttribute('data-timing') ?? 0);
    return {
      id: slide.id,
      title: slide.getAttribute('aria-label') ?? slide.id,
      section,
      minutes: seconds === 0 ? '' : `${Math.round(seconds / 6) / 10} min`,
      isShown: slide === shown,
    };
  });
}

export function sectionsIn(reveal: RevealApi): HTMLElement[] {
  return [...reveal.getSlidesElement().querySelectorAll<HTMLElement>(':scope > section')];
}

/** Leads to a slide, after so many of its steps where that matters. */
export function jumpTo(reveal: RevealApi, id: string, step?: number): void {
  const index = sectionsIn(reveal).findIndex((slide) => slide.id === id);
  if (index < 0) return;
  if (reveal.isOverview()) reveal.toggleOverview(false);
  reveal.slide(index, 0, step === undefined ? undefined : step - 1);
}
