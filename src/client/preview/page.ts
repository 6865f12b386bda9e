import type { PagePatch } from '../../preview/message.ts';

/** What of a built page can be swapped into an open one, and what cannot. */
export interface BuiltPage {
  readonly lang: string;
  readonly title: string;
  readonly styles: readonly string[];
  /** Slide id to its `<section>`, in order. */
  readonly slides: ReadonlyMap<string, BuiltSlide>;
  /** Options of reveal.js and all scripts but ours: a page in which these differ has to be loaded afresh. */
  readonly fixed: string;
}

export interface BuiltSlide {
  readonly html: string;
  /** A copy that nobody else has. */
  readonly make: () => HTMLElement;
}

/** A page with what a save changed in it; undefined when the difference does not fit the page. */
export function patchedPage(
  page: BuiltPage,
  { lang, title, slides, order, css }: PagePatch,
): BuiltPage | undefined {
  const fresh = new Map(slides.map(({ id, html }) => [id, parseSlide(html)]));
  const all = (order ?? [...page.slides.keys()]).map(
    (id) => [id, fresh.get(id) ?? page.slides.get(id)] as const,
  );
  if (all.some(([, slide]) => slide === undefined)) return undefined;
  const deckStyle = page.styles.length - 1;
  return {
    lang,
    title,
    slides: new Map(all as readonly (readonly [string, BuiltSlide])[]),
    styles: page.styles.map((style, index) => (index === deckStyle ? (css ?? style) : style)),
    fixed: page.fixed,
  };
}

function parseSlide(html: string): BuiltSlide {
  const template = document.createElement('template');
  template.innerHTML = html;
  const section = template.content.firstElementChild as HTMLElement;
  return { html: section.outerHTML, make: () => document.importNode(section, true) };
}

export function parsePage(html: string): BuiltPage {
  const made = new DOMParser().parseFromString(html, 'text/html');
  const sections = [...made.querySelectorAll<HTMLElement>('.reveal > .slides > section')];
  return {
    lang: made.documentElement.lang,
    title: made.title,
    styles: [...made.querySelectorAll('head > style')].map((style) => style.textContent ?? ''),
    slides: new Map(
      sections.map((section) => [
        section.id,
        { html: section.outerHTML, make: () => document.importNode(section, true) },
      ]),
    ),
    fixed: fixedPartOf(made),
  };
}

/** Our own script is left out: it is the last one and says which build it is of. */
export function fixedPartOf(page: Document): string {
  const scripts = [...page.querySelectorAll('script')].map((script) => script.textContent ?? '');
  return scripts.slice(0, -1).join('\n');
}
