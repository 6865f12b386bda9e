import type { FitFinding, FitFound, FitWork, PageSetup } from '../../preview/message.ts';
import { createFrame, type FitFrame } from './fit-frame.ts';
import type { RevealApi } from './reveal.ts';
import { sectionsIn } from './slides.ts';

/** After the last save, key or move: whoever is at work does not wait for us; ms. */
const restMs = 400;
/** A browser that is never idle does it in the end; ms. */
const latestMs = 5_000;

export interface FitWatch {
  /** There may be something to measure. */
  look(): void;
}

/** Measures slides that the server has no findings of, one at a time while nothing else happens. */
export function watchFit(
  addresses: NonNullable<PageSetup['fit']>,
  reveal: RevealApi,
  root: ShadowRoot,
): FitWatch {
  const frame = createFrame(addresses.frame, root);
  let restUntil = 0;
  let isBusy = false;
  /** Whether something has changed since work was last asked for. */
  let isAsked = false;
  const rest = (): void => {
    restUntil = performance.now() + restMs;
  };
  const calm = async (): Promise<void> => {
    do {
      const left = restUntil - performance.now();
      if (left > 0) await new Promise((resolve) => window.setTimeout(resolve, left));
      await idle();
    } while (restUntil > performance.now());
  };
  const measure = async (): Promise<boolean> => {
    await calm();
    isAsked = false;
    const index = sectionsIn(reveal).indexOf(reveal.getCurrentSlide() as HTMLElement);
    return measureLot(addresses.desk, Math.max(0, index), frame, calm);
  };
  const look = async (): Promise<void> => {
    rest();
    isAsked = true;
    if (isBusy) return;
    isBusy = true;
    try {
      for (let isMore = true; isMore || isAsked; ) isMore = await measure();
    } catch {
      // The server is away, or the frame was: the next change begins anew.
    }
    isBusy = false;
  };
  for (const name of ['keydown', 'pointerdown', 'wheel'])
    window.addEventListener(name, rest, { capture: true });
  void look();
  return { look: () => void look() };
}

/** Not every browser says when it is idle. */
function idle(): Promise<unknown> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(resolve, { timeout: latestMs });
    else window.setTimeout(resolve, 1);
  });
}

/** Resolves to whether there may be more. */
async function measureLot(
  desk: string,
  index: number,
  frame: FitFrame,
  calm: () => Promise<void>,
): Promise<boolean> {
  const answer = await fetch(`${desk}/${index}`, { cache: 'no-store' });
  const work = (await answer.json()) as FitWork;
  if (!answer.ok || work.slides.length === 0) return false;
  const script = await frame.open(work);
  const slides: FitFinding[] = [];
  for (const { key, html } of work.slides) {
    await calm();
    const broken = await script.show(html);
    await calm();
    const [measured] = script.measure({ from: 0, to: 1 });
    script.restore();
    slides.push({ key, faults: measured?.faults ?? [], broken });
  }
  const found: FitFound = { slides };
  const told = await fetch(desk, {
    method: 'POST',
    cache: 'no-store',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(found),
  });
  await told.text();
  return told.ok;
}
