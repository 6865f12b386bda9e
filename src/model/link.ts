import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';

/** What may be clicked in a deck. Everything else could run code or open what the audience should not. */
const safeSchemes = /^(?:https?:|mailto:|tel:)/i;

/** The id of the slide that a link leads to, or undefined when it leads out of the deck. */
export function linkedSlide(href: string): string | undefined {
  return href.startsWith('#') ? href.replace(/^#\/?/, '') : undefined;
}

function isWellFormed(href: string): boolean {
  if (/\s/.test(href)) return false;
  if (!isExternal(href)) return href.replace(/^[a-z]+:/i, '') !== '';
  const host = URL.canParse(href) ? new URL(href).hostname : '';
  return host !== '' && !host.includes('..');
}

function malformed(href: string, span: Span): Diagnostic {
  return diagnose('malformed-link', `\`${href}\` leads nowhere: it is not a whole address`, {
    span,
    hints: ['write it as a browser shows it, such as `https://example.org/page`'],
  });
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
  if (linkedSlide(href) !== undefined) return undefined;
  if (safeSchemes.test(href)) return isWellFormed(href) ? undefined : malformed(href, span);
  return diagnose('unsafe-link', `\`${href}\` is not a link that a deck may hold`, {
    span,
    hints: ['begin it with `https://`, `http://`, `mailto:` or `tel:`, or link to a slide: `#slide-id`'],
  });
}
