import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';

/** What may be clicked in a deck. Everything else could run code or open what the audience should not. */
const safeSchemes = /^(?:https?:|mailto:|tel:)/i;

/** The id of the slide that a link leads to, or undefined when it leads out of the deck. */
export function linkedSlide(href: string): string | undefined {
  return href.startsWith('#') ? href.replace(/^#\/?/, '') : undefined;
}

export function isExternal(href: string): boolean {
  return /^https?:/i.test(href);
}

/** Links to slides are hashes of the deck page. */
export function addressOf(href: string): string {
  const id = linkedSlide(href);
  return id === undefined ? href : `#/${id}`;
}

/** What is wrong with a link that leads out of the deck. */
export function linkFault(href: string, span: Span): Diagnostic | undefined {
  if (linkedSlide(href) !== undefined || safeSchemes.test(href)) return undefined;
  return diagnose('unsafe-link', `\`${href}\` is not a link that a deck may hold`, {
    span,
    hints: ['begin it with `https://`, `http://`, `mailto:` or `tel:`, or link to a slide: `#slide-id`'],
  });
}
