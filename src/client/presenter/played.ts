import type { Position } from '../link/state.ts';

/** What the preview moves and fills, as if this were reveal.js. */
export interface Played {
  readonly slides: HTMLElement;
  place(): Position | undefined;
  goTo(index: number, step: number | undefined): void;
  /** The slides were changed. */
  refresh(): void;
}

/** Lets `turnout preview` put a new build into the presenter view: see `preview/reveal.ts`. */
export function offerToPreview({ slides, place, goTo, refresh }: Played): void {
  const indexOf = (): number => [...slides.children].findIndex(({ id }) => id === place()?.slide);
  Object.assign(globalThis, {
    turnoutView: {
      isReady: () => true,
      on: () => undefined,
      getCurrentSlide: () => slides.children[indexOf()],
      getIndices: () => ({ h: indexOf(), v: 0, f: place()?.step }),
      slide: (h: number, _v?: number, f?: number) => goTo(h, f),
      sync: refresh,
      isOverview: () => false,
      toggleOverview: () => undefined,
      getSlidesElement: () => slides,
      dispatchEvent: () => undefined,
    },
  });
}
