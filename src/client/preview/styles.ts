const mark = 'data-turnout-preview';
const faceRule = /@font-face\s*\{[^}]*\}/g;

/** The styles that the page was built with, without those that were put in since. */
export function builtStyles(target: Document): HTMLStyleElement[] {
  return [...target.querySelectorAll<HTMLStyleElement>(`head > style:not([${mark}])`)];
}

/**
 * Gives a style of the page a new text. Font faces that are in both stay as they are: one that is declared again is
 * loaded again, and its text is invisible meanwhile.
 */
export function swapStyle(style: HTMLStyleElement, text: string): void {
  const { sheet } = style;
  if (sheet === null) return;
  const wanted = new CSSStyleSheet();
  wanted.replaceSync((text.match(faceRule) ?? []).join('\n'));
  const missing = new Set([...wanted.cssRules].map((rule) => rule.cssText));
  for (let index = sheet.cssRules.length - 1; index >= 0; index--) {
    if (!missing.delete(sheet.cssRules[index]?.cssText ?? '')) sheet.deleteRule(index);
  }
  for (const rule of missing) sheet.insertRule(rule);
  restAfter(style).textContent = text.replace(faceRule, '');
}

/** The element beside a built style that holds everything but the faces. */
function restAfter(style: HTMLStyleElement): Element {
  const next = style.nextElementSibling;
  if (next?.hasAttribute(mark) === true) return next;
  const made = document.createElement('style');
  made.setAttribute(mark, '');
  style.after(made);
  return made;
}
