import type { Position } from '../link/state.ts';
import type { Layer } from '../tools/layer.ts';
import type { Sheet } from './slides.ts';
import { showStep } from './steps.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A place of the view that shows a slide at a step, as large as there is room. */
export interface Stage {
  /** The scaled slide, in view px; to point at. */
  readonly sheet: HTMLElement;
  show(sheet: Sheet | undefined, at: Position | undefined): void;
  /** Draws again although nothing moved: the deck was changed. */
  refresh(): void;
}

export function createStage(place: HTMLElement, size: Size, layer: Layer | undefined): Stage {
  const frame = document.createElement('div');
  frame.className = 'sheet';
  frame.setAttribute('role', 'img');
  place.append(frame);
  fitInto(place, frame, size);
  let shown: { box: Element; slide: Element } | undefined;
  return {
    sheet: frame,
    refresh: () => {
      shown = undefined;
    },
    show: (sheet, at) => {
      frame.hidden = sheet === undefined;
      if (sheet === undefined || at === undefined) return;
      if (shown?.box !== sheet.box) {
        const slide = copyOf(sheet.box, place.dataset.part ?? '');
        shown = { box: sheet.box, slide };
        frame.replaceChildren(slide, ...(layer === undefined ? [] : [layer.element]));
      }
      frame.setAttribute('aria-label', sheet.title);
      showStep(shown.slide, at.step);
    },
  };
}

/** A copy to look at. Its ids get another name: the same slide may be on two stages, in two states. */
function copyOf(box: Element, name: string): Element {
  const copy = box.cloneNode(true) as Element;
  copy.setAttribute('inert', '');
  for (const each of copy.querySelectorAll('[id]')) each.removeAttribute('id');
  // It plays in the audience's window alone; here its poster stands for it.
  for (const each of copy.querySelectorAll('video, audio')) each.remove();
  for (const each of copy.querySelectorAll('button.play')) each.replaceWith(signOf(each));
  for (const each of copy.querySelectorAll('iframe')) each.removeAttribute('autoplay');
  for (const picture of copy.querySelectorAll('img')) picture.decoding = 'sync';
  copy.setAttribute('data-copy', name);
  return copy;
}

/** The play sign, which nobody can press. */
function signOf(button: Element): Element {
  const sign = document.createElement('span');
  sign.className = button.className;
  sign.append(...button.childNodes);
  return sign;
}

function fitInto(place: HTMLElement, frame: HTMLElement, { width, height }: Size): void {
  const scaleIt = (): void => {
    const scale = Math.min(place.clientWidth / width, place.clientHeight / height);
    frame.style.width = `${width * scale}px`;
    frame.style.height = `${height * scale}px`;
    frame.style.setProperty('--scale', String(scale));
    place.parentElement?.style.setProperty('--sheet', `${width * scale}px`);
  };
  new ResizeObserver(scaleIt).observe(place);
  scaleIt();
}
