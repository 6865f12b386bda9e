import { leftUnseen } from './backdrop.ts';
import { findWeakContrast, type Unseen } from './contrast.ts';
import { mayBeCovered } from './covers.ts';
import type { Fault, MeasureOptions, SlideFaults } from './faults.ts';
import { type Frame, frameOf } from './frame.ts';
import { findCovered, findOverlaps } from './overlap.ts';
import { findEnlarged, readPictures } from './pictures.ts';
import { findRoomFaults } from './room.ts';
import { present } from './stage.ts';
import { layoutOf, showSteps, stepsOf } from './steps.ts';
import { findSmallText, findWrappedCode } from './type.ts';
import { readWords, type Words } from './words.ts';

export function allSlides(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('.slide')];
}

/** Texts of each slide whose contrast a picture has to tell. */
const unseenOf = new WeakMap<HTMLElement, readonly Unseen[]>();

export function unseenIn(slide: HTMLElement): readonly Unseen[] {
  return unseenOf.get(slide) ?? [];
}

export function measureSlides({ from, to, only }: MeasureOptions): SlideFaults[] {
  const slides = allSlides();
  const chosen = slides.slice(from, to);
  // All of them before the first is shown by itself: until then the page is laid out as it was found.
  const quick = only === 'overflow' ? chosen.map((slide) => findPlainFaults(frameOf(slide))) : [];
  return chosen.map((slide, index): SlideFaults => {
    const known = quick[index];
    if (known !== undefined) return { id: idOf(slide), faults: known, unseen: 0 };
    present(slides, from + index);
    const faults = only === 'overflow' ? findPlaceFaults(frameOf(slide)).faults : measureSlide(slide);
    return { id: idOf(slide), faults, unseen: unseenIn(slide).length };
  });
}

function idOf(slide: Element): string {
  const marked = slide.closest('[data-slide]')?.getAttribute('data-slide');
  return marked ?? slide.closest('section[id]')?.id ?? '';
}

function measureSlide(slide: HTMLElement): Fault[] {
  const steps = stepsOf(slide);
  showSteps(steps, steps.length);
  const frame = frameOf(slide);
  const { words, inPlace, faults } = findPlaceFaults(frame);
  // Where content has come over the foot of the slide, what stands there is judged when it is gone.
  const isCrowded = faults.some((each) => each.kind === 'overflow' && each.beyond !== 'box');
  const contrast = findWeakContrast(
    frame,
    inPlace.filter((each) => !isCrowded || each.field !== undefined),
  );
  unseenOf.set(slide, leftUnseen(frame, contrast.unseen));
  const finished = [
    ...faults,
    ...findSmallText(frame, words),
    ...contrast.faults,
    ...findWrappedCode(frame, words),
    ...findEnlarged(frame, readPictures(frame)),
  ];
  return steps.length === 0 ? finished : [...finished, ...measureSteps(slide, steps, finished)];
}

/** What is wrong only on the way to the finished slide. */
function measureSteps(
  slide: HTMLElement,
  steps: readonly (readonly Element[])[],
  finished: readonly Fault[],
): Fault[] {
  const seen = new Set(finished.map(keyOf));
  const known = new Set([layoutOf(slide)]);
  const found: Fault[] = [];
  for (let step = steps.length - 1; step >= 0; step--) {
    showSteps(steps, step);
    const layout = layoutOf(slide);
    if (known.has(layout)) continue;
    known.add(layout);
    for (const fault of findPlaceFaults(frameOf(slide)).faults) {
      if (seen.has(keyOf(fault))) continue;
      seen.add(keyOf(fault));
      found.push({ ...fault, step });
    }
  }
  showSteps(steps, steps.length);
  return found;
}

function keyOf({ kind, field, words }: Fault): string {
  return [kind, field, words].join('\n');
}

interface Placed {
  readonly words: Words[];
  readonly inPlace: Words[];
  readonly faults: Fault[];
}

/** What is not where it should be, in the state that the slide is in now. */
function findPlaceFaults(frame: Frame): Placed {
  const { words, inPlace, faults } = findUncovered(frame);
  // Text that another lies over is named already.
  const crossed = new Set(
    faults.filter((fault) => fault.kind === 'overlap').map((fault) => `${fault.field} ${fault.words}`),
  );
  const covered = findCovered(frame, inPlace).filter(
    (fault) => !crossed.has(`${fault.field} ${fault.words}`),
  );
  return { words, inPlace, faults: [...faults, ...covered] };
}

/** The same without asking the page what lies where; undefined when only that can tell. */
function findPlainFaults(frame: Frame): readonly Fault[] | undefined {
  const { inPlace, faults } = findUncovered(frame);
  return mayBeCovered(frame, inPlace) ? undefined : faults;
}

function findUncovered(frame: Frame): Placed {
  const words = readWords(frame);
  const room = findRoomFaults(frame, words, readPictures(frame));
  // Text that has left its place lies over its neighbours: that is the same fault again.
  const inPlace = words.filter((each) => !room.concerned.has(each));
  return { words, inPlace, faults: [...room.faults, ...findOverlaps(inPlace)] };
}
