/** Elements that a reader's text keeps. A `div` stands for every other block, a `span` for every other run of words. */
const kept = new Set(
  (
    'h1 h2 h3 h4 h5 h6 p ul ol li dl dt dd table caption thead tbody tfoot tr th td pre code blockquote figcaption ' +
    'strong em b i a sub sup mark abbr kbd q cite br del ins'
  ).split(' '),
);
const keptAttributes = ['href', 'colspan', 'rowspan', 'scope', 'lang', 'dir', 'start'];
const inline = new Set('span small time label tspan'.split(' '));
const skipped = '[aria-hidden="true"], aside.notes, script, style, template';

/** What a slide says, as plain text that runs to any width: its words in their order, and what its figures show. */
export function textOf(slide: Element): HTMLElement {
  const text = document.createElement('div');
  text.className = 'turnout-reading';
  text.append(...partsOf(slide));
  return text;
}

function partsOf(element: Element): Node[] {
  return [...element.childNodes].flatMap((node) => {
    if (node instanceof Text) return [node.cloneNode()];
    return node instanceof Element ? partOf(node) : [];
  });
}

function partOf(element: Element): Node[] {
  const name = element.localName;
  if (element.matches(skipped)) return [];
  if (element.matches('svg, img, [role="img"]')) return described(element);
  if (name === 'math') return [element.cloneNode(true)];
  if (element instanceof HTMLMediaElement) return [played(element)];
  if (name === 'iframe') return linked(element as HTMLIFrameElement);
  const parts = partsOf(element);
  if (name !== 'br' && name !== 'td' && parts.every((part) => part.textContent?.trim() === '')) {
    return parts.filter((part) => part instanceof Element);
  }
  const copy = document.createElement(kept.has(name) ? name : isRun(element) ? 'span' : 'div');
  for (const attribute of keptAttributes) {
    const value = element.getAttribute(attribute);
    if (value !== null) copy.setAttribute(attribute, value);
  }
  // What a terminal shows stands in columns.
  if (getComputedStyle(element).whiteSpace.startsWith('pre')) copy.className = 'columns';
  copy.append(...parts);
  if (copy.matches('pre, table') || copy.querySelector(':scope > .columns') !== null) {
    // It scrolls to the side, also by keyboard.
    copy.classList.add('wide');
    copy.tabIndex = 0;
  }
  return [copy];
}

/** A span of spans is a row of its own, but in code, where each colour is one. */
function isRun(element: Element): boolean {
  if (!inline.has(element.localName)) return false;
  return element.querySelector(':scope > span') === null || element.closest('pre, code') !== null;
}

/** A figure is drawn above; here is what it shows, in words. */
function described(figure: Element): Node[] {
  const named = (figure.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter((id) => id !== '');
  const texts = [
    figure.getAttribute('aria-label') ?? figure.getAttribute('alt'),
    ...named.map((id) => document.getElementById(id)?.textContent),
    ...[...figure.querySelectorAll(':scope > title, :scope > desc')].map((each) => each.textContent),
  ].map((each) => each?.trim() ?? '');
  const text = [...new Set(texts)].filter((each) => each !== '').join(' ');
  // Words in a drawing that nobody described are better than none.
  const words = text === '' && figure.localName === 'svg' ? partsOf(figure) : [];
  if (text === '' && words.length === 0) return [];
  const copy = document.createElement(text === '' ? 'div' : 'p');
  copy.className = 'figure';
  copy.append(...(text === '' ? words : [text]));
  return [copy];
}

function played(media: HTMLMediaElement): Node {
  const copy = media.cloneNode(true) as HTMLMediaElement;
  copy.removeAttribute('class');
  copy.controls = true;
  copy.autoplay = false;
  return copy;
}

function linked({ src, title }: HTMLIFrameElement): Node[] {
  if (!/^https?:/.test(src)) return [];
  const link = document.createElement('a');
  link.href = src;
  link.textContent = title === '' ? src : title;
  return [link];
}
