import type { Words } from '../page/options.ts';
import { placeOf } from './place.ts';
import type { RevealApi } from './reveal.ts';

/** reveal.js reads slides out; this says which one it is, and which step. */
export function announcePlace(reveal: RevealApi, words: Words): void {
  const status = document.createElement('p');
  status.className = 'turnout-status';
  status.setAttribute('role', 'status');
  document.body.append(status);
  let slide: string | undefined;
  const say = (): void => {
    const place = placeOf(reveal);
    const shown = reveal.getCurrentSlide();
    if (place === undefined || shown === undefined) return;
    const all = [...reveal.getSlidesElement().querySelectorAll(':scope > section')];
    const n = all.indexOf(shown) + 1;
    const steps = new Set(
      [...shown.querySelectorAll('.fragment')].map((part) => part.getAttribute('data-fragment-index')),
    ).size;
    const parts = [
      ...(slide === place.slide
        ? []
        : [words('slide', { n, all: all.length }), shown.getAttribute('aria-label')]),
      ...(steps === 0 || place.step < 0 ? [] : [words('step', { n: place.step + 1, all: steps })]),
    ];
    slide = place.slide;
    status.textContent = parts.join(', ');
  };
  for (const event of ['slidechanged', 'fragmentshown', 'fragmenthidden']) reveal.on(event, say);
  say();
}
