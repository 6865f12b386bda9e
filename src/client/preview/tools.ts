import type { PageSetup, Showing } from '../../preview/message.ts';
import type { Acts } from './acts.ts';
import { type Bar, createBar } from './bar.ts';
import { createGrid } from './grid.ts';
import { type RevealApi, readyReveal } from './reveal.ts';
import { sectionsIn } from './slides.ts';

export interface Tools {
  show(showing: Showing): void;
}

/** Bar, grid and keys of whoever writes the deck. None where it is presented, read or printed. */
export function createTools(
  setup: PageSetup,
  root: ShadowRoot,
  acts: Acts,
  say: (text: string) => void,
): Tools {
  let bar: Bar | undefined;
  let newest: Showing | undefined;
  const isPlain = !['presenter', 'print', 'scroll'].some((role) =>
    new URLSearchParams(location.search).has(role),
  );
  if (isPlain && setup.meet === undefined) {
    void readyReveal().then((reveal) => {
      if (reveal === undefined) return;
      bar = openTools(reveal, root, acts, say);
      if (newest !== undefined) bar.show(newest);
    });
  }
  return {
    show: (showing) => {
      newest = showing;
      bar?.show(showing);
    },
  };
}

function openTools(reveal: RevealApi, root: ShadowRoot, acts: Acts, say: (text: string) => void): Bar {
  const grid = createGrid(reveal);
  const edit = (): void => {
    const index = sectionsIn(reveal).indexOf(reveal.getCurrentSlide() as HTMLElement);
    void acts.openSlide(index).then((fault) => fault !== undefined && say(fault));
  };
  const bar = createBar(acts, { grid: grid.toggle, edit });
  root.append(bar.box, grid.layer);
  const keys: Readonly<Record<string, () => void>> = { e: edit, g: grid.toggle, t: bar.toggle };
  // Before reveal.js, which has a use of its own for some of them.
  window.addEventListener(
    'keydown',
    (event) => {
      const does = keys[event.key.toLowerCase()];
      const isOurs = does !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey;
      // Errors are read first.
      const isCovered = root.querySelector('.layer:not(.grid-layer, [hidden])') !== null;
      if (!isOurs || isCovered || isTyping(event) || document.fullscreenElement !== null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      does();
    },
    true,
  );
  document.addEventListener('pointermove', ({ pointerType }) => pointerType === 'mouse' && bar.offer());
  return bar;
}

/** Letters that are meant for something else. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  );
}
