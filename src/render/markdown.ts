// The same library in one file: it loads in a third of the time of its six packages.
import MarkdownIt from 'markdown-it/browser';
import { escapeHtml, markSafe, type SafeHtml } from '../model/html.ts';
import { isLeftToRight } from '../model/language.ts';
import { isExternal } from '../model/link.ts';

/** Told of what a text refers to; gives back the address to print, or undefined to leave it out. */
export interface References {
  readonly image: (src: string, alt: string) => string | undefined;
  readonly link: (href: string) => string | undefined;
}

export interface Markdown {
  /** One line of text: emphasis, code, links. */
  readonly inline: (text: string) => SafeHtml;
  /** Paragraphs, lists, quotes, tables, code. */
  readonly block: (text: string) => SafeHtml;
}

/**
 * For a deck whose lines run from right to left: a line without such letters, as `340 ms` or `Who is on call?`, keeps the
 * order of its words and marks.
 */
export function isolateForeign(markdown: Markdown): Markdown {
  const inline = (text: string): SafeHtml => {
    const html = markdown.inline(text);
    return isLeftToRight(text) ? markSafe(`<bdi dir="ltr">${html}</bdi>`) : html;
  };
  return { ...markdown, inline };
}

/** The same as `createMarkdown`. Texts that refer to nothing are kept in `texts`: they look the same wherever they stand. */
export function rememberPlain(
  references: References,
  texts: { get(key: string): SafeHtml | undefined; set(key: string, html: SafeHtml): void },
): Markdown {
  let isPlain = true;
  const refers = <A extends readonly unknown[], R>(refer: (...all: A) => R): ((...all: A) => R) => {
    return (...all) => {
      isPlain = false;
      return refer(...all);
    };
  };
  const markdown = createMarkdown({ image: refers(references.image), link: refers(references.link) });
  const remember = (kind: string, make: (text: string) => SafeHtml): ((text: string) => SafeHtml) => {
    return (text) => {
      const known = texts.get(kind + text);
      if (known !== undefined) return known;
      isPlain = true;
      const html = make(text);
      if (isPlain) texts.set(kind + text, html);
      return html;
    };
  };
  return { inline: remember('inline ', markdown.inline), block: remember('block ', markdown.block) };
}

/** Raw HTML is off: what looks like a tag is printed as text. */
export function createMarkdown(references: References): Markdown {
  const parser = new MarkdownIt({ html: false, linkify: false, typographer: false });
  // The check below reports what is unsafe; markdown-it's own would drop it without a word.
  parser.validateLink = () => true;
  parser.renderer.rules.image = (tokens, index) => {
    const token = tokens[index];
    const written = decodeURI(String(token?.attrGet('src') ?? ''));
    const src = references.image(written, token?.content ?? '');
    return src === undefined
      ? ''
      : `<img src="${escapeHtml(src)}" alt="${escapeHtml(token?.content ?? '')}">`;
  };
  const closing: boolean[] = [];
  parser.renderer.rules.link_open = (tokens, index) => {
    const written = String(tokens[index]?.attrGet('href') ?? '');
    const href = references.link(written);
    closing.push(href !== undefined);
    return href === undefined
      ? ''
      : `<a href="${escapeHtml(href)}"${isExternal(href) ? ' target="_blank" rel="noopener noreferrer"' : ''}>`;
  };
  parser.renderer.rules.link_close = () => (closing.pop() === true ? '</a>' : '');
  // Headings inside a slide or a note would disturb the outline, which is made of slide titles.
  parser.renderer.rules.heading_open = () => '<p class="subheading"><strong>';
  parser.renderer.rules.heading_close = () => '</strong></p>\n';
  return {
    inline: (text) => markSafe(parser.renderInline(text)),
    block: (text) => markSafe(parser.render(text).trim()),
  };
}
