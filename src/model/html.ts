declare const safe: unique symbol;

/** HTML that may be put into a page as it is. Every other string is escaped. */
export type SafeHtml = string & { readonly [safe]: true };

/** A promise of the caller: `html` was made by a template or the Markdown renderer, or escaped. */
export function markSafe(html: string): SafeHtml {
  return html as SafeHtml;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): SafeHtml {
  return markSafe(text.replace(/[&<>"']/g, (character) => entities[character] ?? character));
}

/** The text of HTML without its tags, white space folded: for attributes, window titles and outlines. */
export function plainText(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (whole, name: string) => decoded[name] ?? whole)
    .replace(/\s+/g, ' ')
    .trim();
}

const decoded: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: '\u00a0',
};

/**
 * Encloses a field's HTML in comments that name the field: what is measured in the page can then be pointed at in the
 * YAML. Comments, because no selector of a layout counts them.
 */
export function markField(path: string, html: SafeHtml): SafeHtml {
  return markSafe(`<!--f:${path}-->${html}<!--/f-->`);
}

/** Takes the comments of `markField` out again, where text must not hold them. */
export function withoutMarks(html: string): string {
  return html.replace(/<!--(?:f:[^>]*|\/f)-->/g, '');
}
