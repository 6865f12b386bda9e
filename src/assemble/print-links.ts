import { markSafe, type SafeHtml } from '../model/html.ts';
import type { RenderedDeck, RenderedSlide } from '../model/rendered.ts';

const links = /(<a\b[^>]*?)\shref="#\/([^"]*)"/g;

/**
 * Addresses of slides are hashes of reveal.js on the screen and plain anchors on paper. What leads to a slide that is
 * not printed stays as words.
 */
export function linkOnPaper(rendered: RenderedDeck): RenderedDeck {
  const printed = new Set(
    rendered.sections.flatMap((section) => section.slides.map(({ slide }) => slide.id)),
  );
  const change = (html: string): SafeHtml =>
    markSafe(
      html.replace(links, (_, start: string, id: string) =>
        printed.has(id) ? `${start} href="#${id}"` : start,
      ),
    );
  const sections = rendered.sections.map((section) => ({
    ...section,
    slides: section.slides.map((each) => ({
      ...each,
      html: change(each.html),
      notes: change(each.notes),
    })),
  }));
  return { ...rendered, sections };
}

/** Ids of the slides that HTML leads to on paper. */
export function linkedOnPaper(html: string): string[] {
  return [...new Set([...html.matchAll(/<a\b[^>]*?\shref="#([^"/][^"]*)"/g)].map(([, id = '']) => id))];
}

/** Addresses of the slide's pictures that HTML shows. */
export function picturesIn(html: string, { assets }: RenderedSlide): string[] {
  return assets.flatMap(({ href }) => (html.includes(`src="${href}"`) ? [href] : []));
}
