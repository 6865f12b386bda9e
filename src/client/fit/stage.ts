/** Slides that are laid out at a time. */
const size = 8;
const mark = 'data-turnout-away';

const away = document.createElement('style');
// A slide is closed in itself already; with its frame closed, too, asking what lies at a point is ten times as fast.
away.textContent = `[${mark}][${mark}] { display: none !important; }
:has(> .slide) { contain: layout paint style; }`;

/** What holds each slide; empty while all of them are shown. */
let holders: readonly Element[] = [];
let shown: readonly Element[] = [];
let scrolled = 0;

/**
 * Shows a slide, and few others, at the top of the window: only what is there can be asked what lies at a point, and
 * Chromium looks through the whole page for the answer. A slide among a thousand takes a hundred times as long.
 */
export function present(slides: readonly HTMLElement[], index: number): void {
  if (holders.length === 0) clear(slides);
  if (holders[index]?.hasAttribute(mark)) {
    for (const each of shown) each.setAttribute(mark, '');
    shown = holders.slice(index, index + size).filter((each) => each.hasAttribute(mark));
    for (const each of shown) each.removeAttribute(mark);
  }
  const top = (slides[index]?.getBoundingClientRect().top ?? 0) + window.scrollY;
  window.scrollTo({ top, left: 0, behavior: 'instant' });
}

function clear(slides: readonly HTMLElement[]): void {
  scrolled = window.scrollY;
  holders = slides.map((each) => each.closest('[data-slide], section[id]') ?? each);
  const kept = lending();
  for (const each of holders) if (!kept.has(each)) each.setAttribute(mark, '');
  document.head.append(away);
}

/** A drawing takes a gradient or an arrowhead from wherever its id stands first, and without it is another one. */
function lending(): ReadonlySet<Element | undefined> {
  const firsts = new Map<string, Element>();
  const lenders = new Set<Element>();
  for (const each of document.querySelectorAll('svg [id]')) {
    const first = firsts.get(each.id);
    if (first === undefined) firsts.set(each.id, each);
    else lenders.add(first);
  }
  return new Set([...lenders].map((each) => holders.find((holder) => holder.contains(each))));
}

/** Leaves the page as it was found. */
export function presentAll(): void {
  if (holders.length === 0) return;
  for (const each of holders) each.removeAttribute(mark);
  holders = [];
  shown = [];
  away.remove();
  window.scrollTo({ top: scrolled, left: 0, behavior: 'instant' });
}
