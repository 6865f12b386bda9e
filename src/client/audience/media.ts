import { listenToPlayers, start } from '../page/players.ts';
import type { RevealApi } from './reveal.ts';

/** Media of the slide that is shown: it may play by itself, and stops with its slide; that of the next one is fetched. */
export function playMedia(reveal: RevealApi, isStill: boolean): void {
  listenToPlayers(reveal.getSlidesElement());
  const show = (): void => {
    const shown = reveal.getCurrentSlide();
    for (const player of playersIn(reveal.getSlidesElement())) if (!shown?.contains(player)) player.pause();
    for (const slide of [shown, shown?.nextElementSibling]) {
      for (const player of playersIn(slide ?? undefined)) player.preload = 'auto';
    }
    if (isStill) return;
    for (const player of playersIn(shown)) if (player.dataset.plays === 'shown') void start(player);
  };
  reveal.on('slidechanged', show);
  show();
}

function playersIn(slide: Element | undefined): HTMLVideoElement[] {
  return [...(slide?.querySelectorAll<HTMLVideoElement>('video.film') ?? [])];
}
