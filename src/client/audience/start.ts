import { createNonce } from '../link/identity.ts';
import { Link } from '../link/link.ts';
import { meetServer } from '../link/meet.ts';
import { readHash } from '../link/place.ts';
import type { Options, Words } from '../page/options.ts';
import { decodePictures, paintTogether, readyToShow } from '../page/ready.ts';
import { marksOn } from '../tools/ink.ts';
import { createLayer } from '../tools/layer.ts';
import { announcePlace } from './announce.ts';
import { offerHelp } from './help.ts';
import { playMedia } from './media.ts';
import { placeOf, sharePlace } from './place.ts';
import type { RevealApi } from './reveal.ts';
import { offerPresenter } from './speaker.ts';

/** The deck as the audience sees it. */
export async function startAudience(reveal: RevealApi, options: Options, words: Words): Promise<void> {
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  paintTogether(document);
  await readyToShow(document, firstShown(document));
  await reveal.initialize({ ...options.always, ...(isStill ? options.still : {}) });
  nameButtons(options, words);
  const link = new Link({ id: createNonce(), role: 'audience', now: () => performance.now() });
  keepDecoded(reveal);
  playMedia(reveal, isStill);
  sharePlace(reveal, link);
  showMarks(reveal, link, options);
  announcePlace(reveal, words);
  offerHelp();
  offerPresenter(reveal, link, words);
  meetServer(link);
}

/** The slide that the address names, else the first one. */
function firstShown(page: Document): Element | undefined {
  const named = page.getElementById(readHash(location.hash)?.slide ?? '');
  return named ?? page.querySelector('.reveal > .slides > section') ?? undefined;
}

/** The deck goes on to the side where its lines end. */
function nameButtons({ always }: Options, words: Words): void {
  const [onward, back] = always.rtl === true ? ['left', 'right'] : ['right', 'left'];
  for (const [side, name] of [
    [onward, words('next-slide')],
    [back, words('previous-slide')],
  ]) {
    document.querySelector(`.controls .navigate-${side}`)?.setAttribute('aria-label', name ?? '');
  }
}

function keepDecoded(reveal: RevealApi): void {
  const around = (): void => {
    const shown = reveal.getCurrentSlide();
    const next = shown?.nextElementSibling ?? undefined;
    const others = [next, next?.nextElementSibling ?? undefined, shown?.previousElementSibling ?? undefined];
    void decodePictures([shown, ...others]);
  };
  reveal.on('slidechanged', around);
  around();
}

/** What the presenter points at and draws. */
function showMarks(reveal: RevealApi, link: Link, { always }: Options): void {
  const layer = createLayer(always.width, always.height);
  reveal.getSlidesElement().append(layer.element);
  const show = (): void => {
    const slide = placeOf(reveal)?.slide ?? '';
    const [ink, pen, laser] = [link.value('ink'), link.value('pen'), link.value('laser')];
    layer.show(marksOn(slide, { ink, pen, laser }));
  };
  link.listen(({ keys }) => {
    if (keys.some((key) => key !== 'timer' && key !== 'lead')) show();
  });
  show();
}
