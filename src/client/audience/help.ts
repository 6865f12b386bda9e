import { clickerKeys } from '../presenter/keys.ts';

/** The keys of this window, in the language of the deck: shown and put away with a question mark. */
export function offerHelp(): void {
  const template = document.querySelector<HTMLTemplateElement>('#turnout-presenter');
  const found = template?.content.querySelector<HTMLDialogElement>('.turnout-help');
  if (found === null || found === undefined) return;
  const help = document.importNode(found, true);
  document.body.append(help);
  help.querySelector('button')?.addEventListener('click', () => help.close());
  document.addEventListener('keydown', (event) => {
    if (event.key !== '?' || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
    if (help.open) help.close();
    else help.showModal();
  });
  // Keys belong to the help while it is open, but for those of a clicker.
  help.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') help.close();
    if (event.key !== '?' && !clickerKeys.includes(event.key)) event.stopPropagation();
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}
