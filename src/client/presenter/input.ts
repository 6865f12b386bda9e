import type { Actions } from './actions.ts';
import { type Action, actionOf, clickerKeys } from './keys.ts';
import type { Parts } from './parts.ts';

/** What a window that does not lead may still do. */
const harmless: readonly Action[] = [
  'lead',
  'help',
  'close',
  'smaller',
  'larger',
  'scroll-down',
  'scroll-up',
  'scheme',
];

/** Keys and buttons of the presenter view. */
export function listenToKeys(parts: Parts, actions: Actions, leads: () => boolean): void {
  const act = (action: Action): void => {
    if (leads() || harmless.includes(action)) actions[action]();
  };
  const direction = document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr';
  document.addEventListener('keydown', (event) => {
    const action = actionOf(event, direction);
    // Closed at once: the browser would do it a moment later, and the next key would be lost to the dialog.
    if (action === 'close') closeDialogs(parts);
    if (action === undefined || !isForView(event)) return;
    event.preventDefault();
    act(action);
  });
  parts.root.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('[data-do]');
    if (button !== null) act(button.dataset.do as Action);
    // After a click with the mouse, Space is for the slides again.
    if (event.detail > 0) leaveFocus();
  });
  for (const dialog of parts.root.querySelectorAll('dialog')) dialog.addEventListener('close', leaveFocus);
}

function leaveFocus(): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && activeElement.closest('dialog[open]') === null)
    activeElement.blur();
}

function closeDialogs({ root }: Parts): void {
  for (const dialog of root.querySelectorAll<HTMLDialogElement>('dialog[open]')) dialog.close();
}

/** Keys belong to a field or dialog that is open, but for those of a clicker; Space and Enter to the button that has focus. */
function isForView(event: KeyboardEvent): boolean {
  if (clickerKeys.includes(event.key)) return true;
  const target = event.target as Element;
  if (target.closest('dialog[open]') !== null) return event.key === '?' && target.closest('input') === null;
  const isPress = event.key === ' ' || event.key === 'Enter';
  return !(isPress && target.closest('button, a[href]') !== null);
}
