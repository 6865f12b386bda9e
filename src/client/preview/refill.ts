import type { RevealApi } from './reveal.ts';

/** What reveal.js writes on a slide; the rest comes from the build. */
const state = new Set([
  'class',
  'style',
  'hidden',
  'aria-hidden',
  'data-index-h',
  'data-index-v',
  'data-fragment',
]);

/** Elements in slides that were scrolled; asking all of them would lay the slide out once more. */
const scrolled = new Set<Element>();
document.addEventListener('scroll', ({ target }) => target instanceof Element && scrolled.add(target), true);

/**
 * Gives a slide the content of a new build. Its element stays, and so does what reveal.js knows of it: step, place and
 * state. Media that are in both go on playing.
 */
export function refillSlide(slide: HTMLElement, fresh: HTMLElement, reveal: RevealApi): void {
  const { f } = reveal.getIndices();
  const isShown = slide === reveal.getCurrentSlide();
  const isPainted = hasBackground(slide) || hasBackground(fresh);
  const restoreScroll = keepScroll(slide);
  for (const { name } of [...slide.attributes]) {
    if (!state.has(name) && !fresh.hasAttribute(name)) slide.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) if (!state.has(name)) slide.setAttribute(name, value);
  const old = [...slide.childNodes];
  slide.append(...fresh.childNodes);
  keepMedia(slide, old);
  for (const node of old) node.remove();
  if (isPainted) reveal.syncSlide?.(slide);
  else reveal.syncFragments?.(slide);
  if (isShown && f !== undefined) reveal.navigateFragment?.(f);
  restoreScroll();
}

function hasBackground(slide: Element): boolean {
  return [...slide.attributes].some(({ name }) => name.startsWith('data-background'));
}

/** Media of the same source are taken over as they run, with what the new content says of them. */
function keepMedia(slide: HTMLElement, old: readonly Node[]): void {
  const playing = [...slide.querySelectorAll<HTMLElement>('video, audio, iframe')];
  const before = playing.filter((media) => old.some((node) => node.contains(media)));
  for (const media of playing.filter((each) => !before.includes(each))) {
    const at = before.findIndex((each) => sourceOf(each) === sourceOf(media));
    const [live] = at < 0 ? [] : before.splice(at, 1);
    if (live === undefined) continue;
    // The poster over it has gone.
    if (live.closest('.is-started') !== null) media.closest('.media')?.classList.add('is-started');
    const parent = media.parentNode as (ParentNode & { moveBefore?(node: Node, child: Node): void }) | null;
    if (parent?.moveBefore === undefined) goOn(media, live);
    else {
      parent.moveBefore(live, media);
      takeAttributes(live, media);
      media.remove();
    }
  }
}

/** Where an element cannot be moved without starting anew: another one goes on at the same time. */
function goOn(media: HTMLElement, live: HTMLElement): void {
  if (!(media instanceof HTMLMediaElement) || !(live instanceof HTMLMediaElement)) return;
  media.controls = live.controls;
  media.muted = live.muted;
  media.volume = live.volume;
  media.currentTime = live.currentTime;
  if (!live.paused) void media.play().catch(() => {});
}

/** Set while it runs, or by those who watch. */
const own = new Set(['src', 'controls', 'class', 'style']);

function takeAttributes(live: HTMLElement, fresh: HTMLElement): void {
  for (const { name } of [...live.attributes])
    if (!own.has(name) && !fresh.hasAttribute(name)) live.removeAttribute(name);
  for (const { name, value } of fresh.attributes)
    if (!own.has(name) && live.getAttribute(name) !== value) live.setAttribute(name, value);
}

function sourceOf(media: HTMLElement): string {
  const named = media.getAttribute('src') ?? media.getAttribute('data-src');
  return `${media.tagName} ${named ?? media.innerHTML}`;
}

/** What was scrolled is so in the new content: the element at the same place among all. */
function keepScroll(slide: HTMLElement): () => void {
  const inside = [...scrolled].filter((element) => slide.contains(element));
  for (const element of scrolled) if (!element.isConnected) scrolled.delete(element);
  if (inside.length === 0) return () => {};
  const all = [...slide.querySelectorAll('*')];
  const places = inside.map(({ scrollLeft, scrollTop }, index) => ({
    at: all.indexOf(inside[index] as Element),
    scroll: { scrollLeft, scrollTop },
  }));
  return () => {
    const now = slide.querySelectorAll('*');
    for (const { at, scroll } of places) Object.assign(now[at] ?? {}, scroll);
  };
}
