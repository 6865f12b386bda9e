import type { Showing } from '../../preview/message.ts';
import type { Acts } from './acts.ts';
import { element } from './elements.ts';

export interface Bar {
  readonly box: HTMLElement;
  show(showing: Showing): void;
  /** Stays until it is called again. */
  toggle(): void;
  /** Seen for a moment, as while somebody points. */
  offer(): void;
}

const offeredMs = 2_500;
const kinds = ['profile', 'locale', 'theme'] as const;

/** Buttons for the grid and the editor, and what all pages of this preview show. */
export function createBar(acts: Acts, press: { readonly grid: () => void; readonly edit: () => void }): Bar {
  const selects = kinds.map((kind) => element('select', { 'aria-label': kind }));
  const choose = (): void => {
    const [profile = 0, locale = 0, theme = 0] = selects.map(({ selectedIndex }) => selectedIndex);
    void acts.show(profile, locale, theme);
  };
  for (const select of selects) select.addEventListener('change', choose);
  const box = element(
    'div',
    { class: 'bar', role: 'toolbar', 'aria-label': 'Preview' },
    button('Slides', 'G', press.grid),
    button('Edit', 'E', press.edit),
    ...selects,
    button('Bar', 'T', () => toggle()),
  );
  let isPinned = stored() === 'pinned';
  let timer: number | undefined;
  const draw = (isSeen: boolean): void => {
    box.classList.toggle('is-seen', isSeen || isPinned);
  };
  const toggle = (): void => {
    isPinned = !isPinned;
    store(isPinned ? 'pinned' : '');
    draw(false);
    if (isPinned) box.querySelector('button')?.focus();
    else (box.getRootNode() as ShadowRoot).querySelector<HTMLElement>('.bar :focus')?.blur();
  };
  // Keys of the deck would turn the slide.
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') (event.target as HTMLElement).blur();
    if (/^(?:[ getGET]|Enter|Escape|Home|End|Page|Arrow)/.test(event.key)) event.stopPropagation();
  });
  draw(false);
  return {
    box,
    toggle,
    offer: () => {
      draw(true);
      window.clearTimeout(timer);
      timer = window.setTimeout(() => draw(false), offeredMs);
    },
    show: (showing) => {
      for (const [at, kind] of kinds.entries()) fillSelect(selects[at], kind, showing);
    },
  };
}

const key = 'turnout-preview-bar';

/** A page that has to be loaded afresh looks as before, where the browser may keep something. */
function store(value: string): void {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // Then the bar is put away.
  }
}

function stored(): string {
  try {
    return sessionStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

function button(text: string, key: string, press: () => void): HTMLElement {
  const made = element(
    'button',
    { type: 'button', 'aria-keyshortcuts': key },
    `${text} `,
    element('kbd', {}, key),
  );
  made.addEventListener('click', press);
  return made;
}

function fillSelect(
  select: HTMLSelectElement | undefined,
  kind: (typeof kinds)[number],
  showing: Showing,
): void {
  if (select === undefined) return;
  const names = showing[`${kind}s`];
  const own = { profile: 'no profile', locale: 'own language', theme: 'own theme' }[kind];
  const texts = names.map((name) => (name === '' ? own : name));
  if (texts.join('\n') !== [...select.options].map(({ text }) => text).join('\n'))
    select.replaceChildren(...texts.map((text) => element('option', {}, text)));
  select.selectedIndex = names.indexOf(showing[kind]);
  select.hidden = names.length < 2;
}
