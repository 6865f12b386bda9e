import { judgePicture } from './fit/contrast.ts';
import type { FitScript } from './fit/faults.ts';
import { frameOf } from './fit/frame.ts';
import { allSlides, measureSlides, unseenIn } from './fit/measure.ts';
import { showSlide } from './fit/show.ts';
import { present, presentAll } from './fit/stage.ts';

/** Only the letters go: marks that are painted in the colour of the text are part of what is behind it. */
const inkless = document.createElement('style');
inkless.textContent = `
.slide * { -webkit-text-fill-color: transparent !important; -webkit-text-stroke-color: transparent !important;
  text-decoration-color: transparent !important; text-shadow: none !important; }
.slide svg :is(text, tspan, textPath) { fill: transparent !important; stroke: transparent !important; }`;

const script: FitScript = {
  count: () => allSlides().length,
  show: showSlide,
  measure: measureSlides,
  expose: (index) => {
    // Put in again it would be worked out again, for every slide.
    if (!inkless.isConnected) document.head.append(inkless);
    present(allSlides(), index);
  },
  judge: async (index, picture) => {
    const slide = allSlides()[index];
    if (slide === undefined) return [];
    // While the picture is decoded the window may already show the next slide.
    const frame = frameOf(slide);
    const dots = await decode(picture);
    return judgePicture(frame, unseenIn(slide), dots, dots.width / window.innerWidth);
  },
  restore: () => {
    presentAll();
    inkless.remove();
  },
};

async function decode(picture: string): Promise<ImageData> {
  const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', { willReadFrequently: true });
  if (pen === null) throw new Error('no canvas to look at a picture with');
  pen.drawImage(bitmap, 0, 0);
  return pen.getImageData(0, 0, bitmap.width, bitmap.height);
}

Object.assign(window, { turnoutFit: script });
