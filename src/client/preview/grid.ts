import { element } from './elements.ts';
import type { RevealApi } from './reveal.ts';
import { type ListedSlide, listSlides } from './slides.ts';

export interface Grid {
  readonly layer: HTMLElement;
  toggle(): void;
}

/** All slides with number, id and minutes; a click, or Enter, jumps there. */
export function createGrid(reveal: RevealApi): Grid {
  const list = element('div', { class: 'grid-list' });
  const title = element('h1', { class: 'title', id: 'grid-title' });
  const hint = element('p', { class: 'about' }, 'Choose a slide. ', element('kbd', {}, 'Esc'), ' closes.');
  const box = element(
    'div',
    { class: 'grid', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'grid-title' },
    title,
    hint,
    list,
  );
  const layer = element('div', { class: 'layer grid-layer' }, box);
  layer.hidden = true;
  let back: Element | null = null;
  const close = (): void => {
    layer.hidden = true;
    if (back instanceof HTMLElement) back.focus();
  };
  const jump = (index: number): void => {
    close();
    reveal.slide(index, 0);
  };
  const open = (): void => {
    back = document.activeElement;
    const slides = listSlides(reveal);
    title.textContent = `${slides.length} slides`;
    list.replaceChildren(...groups(slides, jump));
    layer.hidden = false;
    list.querySelector<HTMLElement>('[aria-current]')?.focus();
  };
  layer.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    else moveFocus(list, event);
    event.stopPropagation();
  });
  layer.addEventListener('click', ({ target }) => target === layer && close());
  return { layer, toggle: () => (layer.hidden ? open() : close()) };
}

function groups(slides: readonly ListedSlide[], jump: (index: number) => void): HTMLElement[] {
  const sections = new Map<string, HTMLElement>();
  for (const [index, slide] of slides.entries()) {
    const group = sections.get(slide.section) ?? groupOf(slide.section);
    sections.set(slide.section, group);
    group.querySelector('.cards')?.append(card(slide, index, jump));
  }
  return [...sections.values()];
}

function groupOf(section: string): HTMLElement {
  return element('section', {}, element('h2', {}, section), element('div', { class: 'cards' }));
}

function card(slide: ListedSlide, index: number, jump: (index: number) => void): HTMLElement {
  const made = element(
    'button',
    { type: 'button', class: 'card', ...(slide.isShown ? { 'aria-current': 'true' } : {}) },
    element('span', { class: 'card-top' }, `${index + 1}`, element('span', {}, slide.minutes)),
    element('span', { class: 'card-title' }, slide.title),
    element('code', {}, slide.id),
  );
  made.addEventListener('click', () => jump(index));
  return made;
}

/** Arrows go from card to card, and to the one above or below. Tab stays inside. */
function moveFocus(list: HTMLElement, event: KeyboardEvent): void {
  const cards = [...list.querySelectorAll<HTMLElement>('.card')];
  const root = list.getRootNode() as ShadowRoot;
  const at = cards.indexOf(root.activeElement as HTMLElement);
  const top = cards[at]?.offsetTop ?? 0;
  const row = cards.filter((each) => each.offsetTop === top).length;
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: row,
    ArrowUp: -row,
    Tab: event.shiftKey ? -1 : 1,
  };
  const step = event.key === 'Home' ? -at : event.key === 'End' ? cards.length - 1 - at : steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const isTab = event.key === 'Tab';
  const to = isTab ? (at + step + cards.length) % cards.length : at + step;
  cards[Math.max(0, Math.min(cards.length - 1, to))]?.focus();
}
