import type { Link } from '../link/link.ts';
import { isSame } from '../link/place.ts';
import type { Position } from '../link/state.ts';
import type { RevealApi } from './reveal.ts';

export function placeOf(reveal: RevealApi): Position | undefined {
  const slide = reveal.getCurrentSlide()?.id;
  return slide === undefined ? undefined : { slide, step: reveal.getIndices().f ?? -1 };
}

/** Slide, step and blackness of this page and of the link are the same from now on. */
export function sharePlace(reveal: RevealApi, link: Link): void {
  let isTold = false;
  const begun = placeOf(reveal);
  if (begun !== undefined) link.begin({ place: begun, black: reveal.isPaused() });
  const tell = (): void => {
    const place = placeOf(reveal);
    if (isTold || place === undefined || isSame(place, link.value('place'))) return;
    link.set({ place });
  };
  for (const event of ['slidechanged', 'fragmentshown', 'fragmenthidden']) reveal.on(event, tell);
  const tellBlack = (): void => {
    const black = reveal.isPaused();
    if (!isTold && link.value('black') !== black) link.set({ black });
  };
  for (const event of ['paused', 'resumed']) reveal.on(event, tellBlack);
  link.listen((change) => {
    if (change.from === 'here') return;
    isTold = true;
    if (change.keys.includes('place')) goTo(reveal, link.value('place'));
    if (change.keys.includes('black')) reveal.togglePause(link.value('black') ?? false);
    isTold = false;
  });
}

/** A slide that this page does not have is of another build: the next one brings it. */
function goTo(reveal: RevealApi, place: Position | undefined): void {
  if (place === undefined || isSame(place, placeOf(reveal))) return;
  const slide = [...reveal.getSlidesElement().children].find(({ id }) => id === place.slide);
  if (slide === undefined) return;
  reveal.slide(reveal.getIndices(slide).h, 0, place.step);
}
