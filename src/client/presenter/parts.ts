/** Finds the parts of the presenter view's template by their names. */
export interface Parts {
  readonly root: HTMLElement;
  readonly get: (name: string) => HTMLElement;
  /** The buttons of an action. */
  readonly buttons: (action: string) => HTMLElement[];
}

/** Puts the template into the page in place of the deck. */
export function mountTemplate(page: Document): Parts {
  const template = page.querySelector<HTMLTemplateElement>('#turnout-presenter');
  if (template === null) throw new Error('the page has no presenter view');
  page.body.className = 'presenter-page';
  const main = template.content.cloneNode(true) as DocumentFragment;
  main.querySelector('.turnout-help')?.remove();
  page.body.prepend(main);
  const root = page.querySelector<HTMLElement>('.presenter');
  if (root === null) throw new Error('the presenter view has no root');
  const get = (name: string): HTMLElement => {
    const found = root.querySelector<HTMLElement>(`[data-part="${name}"]`);
    if (found === null) throw new Error(`the presenter view has no part ${name}`);
    return found;
  };
  return {
    root,
    get,
    buttons: (action) => [...root.querySelectorAll<HTMLElement>(`[data-do="${action}"]`)],
  };
}

/** Sets a text only when it differs: what is read aloud or selected stays as it is. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
