import type { Position } from '../link/state.ts';
import type { Options, Words } from '../page/options.ts';
import { lightStep } from './note-steps.ts';
import type { Parts } from './parts.ts';
import { setText } from './parts.ts';
import type { Sheet } from './slides.ts';

export interface NotesView {
  show(sheet: Sheet, at: Position): void;
  /** Larger for 1, smaller for -1; what is read stays in view. */
  resize(direction: 1 | -1): void;
  /** By most of what is in view, for the keyboard. */
  scroll(direction: 1 | -1): void;
}

const sizes = [18, 20, 22, 24, 28, 32, 36, 42, 48, 56, 64];
const usualSize = 28;
/** px at the foot of the notes where lines fade out. */
const fadeHeight = 40;
const storedAs = 'turnout-note-size';

export function createNotes(parts: Parts, options: Options, words: Words): NotesView {
  const box = parts.get('notes');
  const scrolled = new Map<string, number>();
  let shown: Sheet | undefined;
  let size = Number(recall(storedAs) ?? usualSize);
  if (!sizes.includes(size)) size = usualSize;
  const applySize = (): void => box.style.setProperty('--note-size', `${size}px`);
  applySize();
  return {
    show: (sheet, { step }) => {
      if (shown?.id !== sheet.id || shown.notes !== sheet.notes) {
        if (shown !== undefined) scrolled.set(shown.id, box.scrollTop);
        shown = sheet;
        setText(parts.get('note-title'), sheet.title);
        box.replaceChildren(...notesOf(sheet, options, words));
        box.scrollTop = scrolled.get(sheet.id) ?? 0;
      }
      scrollTo(box, lightStep(box, step));
    },
    resize: (direction) => {
      const part = box.scrollTop / Math.max(1, box.scrollHeight);
      size = sizes[sizes.indexOf(size) + direction] ?? size;
      applySize();
      box.scrollTop = part * box.scrollHeight;
      remember(storedAs, String(size));
    },
    scroll: (direction) => box.scrollBy({ top: direction * box.clientHeight * 0.7 }),
  };
}

/** What is said now is seen, and of what comes as much as there is room for; what is in view already stays. */
function scrollTo(box: HTMLElement, part: HTMLElement | undefined): void {
  if (part === undefined) return;
  const [frame, own] = [box.getBoundingClientRect(), part.getBoundingClientRect()];
  if (own.top >= frame.top && own.bottom <= frame.bottom - fadeHeight) return;
  box.scrollTop += own.top - frame.top - fadeHeight / 2;
}

function notesOf(sheet: Sheet, { notes }: Options, words: Words): Node[] {
  if (sheet.notes !== undefined) return [...sheet.notes.cloneNode(true).childNodes];
  const nothing = document.createElement('p');
  nothing.className = 'nothing';
  // An option is not broken in two.
  nothing.textContent = words(notes === 'with' ? 'no-notes' : 'without-notes').replace('--', '--\u2060');
  return [nothing];
}

/** Storage may be switched off; then every window begins as usual. */
export function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // It holds for this window, then.
  }
}
