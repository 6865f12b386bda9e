import type { Words } from '../page/options.ts';
import type { Parts } from './parts.ts';
import { findSheets, type Sheet } from './slides.ts';

const mostShown = 60;

/** Search by title, words and number; Enter goes to the one that is chosen. */
export function createSearch(
  parts: Parts,
  words: Words,
  sheets: () => readonly Sheet[],
  jump: (slide: string) => void,
): () => void {
  const dialog = parts.get('search') as HTMLDialogElement;
  const field = parts.get('search-field') as HTMLInputElement;
  const list = parts.get('found');
  let found: readonly Sheet[] = [];
  let chosen = 0;
  const choose = (index: number): void => {
    chosen = Math.max(0, Math.min(index, found.length - 1));
    for (const [at, item] of [...list.children].entries()) {
      item.setAttribute('aria-selected', String(at === chosen));
      if (at === chosen) item.scrollIntoView({ block: 'nearest' });
    }
    field.setAttribute('aria-activedescendant', list.children[chosen]?.id ?? '');
  };
  const go = (sheet: Sheet | undefined): void => {
    if (sheet === undefined) return;
    dialog.close();
    jump(sheet.id);
  };
  const look = (): void => {
    found = findSheets(sheets(), field.value).slice(0, mostShown);
    list.replaceChildren(...found.map((sheet) => option(sheet, field.value, () => go(sheet))));
    list.hidden = found.length === 0;
    parts.get('found-none').hidden = found.length > 0;
    parts.get('status').textContent = words('found', { n: found.length });
    choose(0);
  };
  field.addEventListener('input', look);
  field.addEventListener('keydown', (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) choose(chosen + by);
    else if (event.key === 'Enter') go(found[chosen]);
    else return;
    event.preventDefault();
    // Enter has closed the dialog by now: to the view it would be a step on.
    event.stopPropagation();
  });
  return () => {
    field.value = '';
    dialog.showModal();
    look();
    field.focus();
  };
}

function option(sheet: Sheet, asked: string, go: () => void): HTMLElement {
  const item = document.createElement('li');
  item.id = `presenter-found-${sheet.number}`;
  item.setAttribute('role', 'option');
  for (const [name, text] of [
    ['number', String(sheet.number)],
    ['title', sheet.title],
    ['where', excerpt(sheet.text, asked)],
  ] as const) {
    if (text === '') continue;
    const part = document.createElement('span');
    part.className = name;
    part.textContent = text;
    item.append(part);
  }
  item.addEventListener('click', go);
  return item;
}

const around = 34;

/** The words around the first hit. */
function excerpt(text: string, asked: string): string {
  const word = asked.toLowerCase().trim().split(/\s+/)[0] ?? '';
  const at = word === '' ? -1 : text.indexOf(word);
  if (at < 0) return '';
  const from = Math.max(0, text.lastIndexOf(' ', Math.max(0, at - around)) + 1);
  return `${from > 0 ? '… ' : ''}${text.slice(from, at + 2 * around)}`;
}
