/** A comment or a string, which are no references; `url(…)`; a string after `@import`. */
const pieces =
  /\/\*[\s\S]*?\*\/|(@import\s+)("[^"]*"|'[^']*')|url\(\s*("(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|[^\s"'()\\]*)\s*\)|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/gi;

export interface StyleReference {
  readonly ref: string;
  /** In descriptors such as the `src` of `@font-face`, which take no `var()`. */
  readonly isDescriptor: boolean;
}

/** Puts something else where a style names a file; undefined leaves it to the letter. */
export function mapStyleReferences(
  css: string,
  replace: (reference: StyleReference) => string | undefined,
): string {
  return css.replace(
    pieces,
    (whole: string, atImport: string | undefined, imported: string | undefined, url, at: number) => {
      const written = imported ?? url;
      if (written === undefined) return whole;
      const ref = unquote(written);
      const isDescriptor = atImport !== undefined || isInFontFace(css, at);
      const replacement = replace({ ref, isDescriptor });
      return replacement === undefined ? whole : `${atImport ?? ''}${replacement}`;
    },
  );
}

function unquote(written: string): string {
  const text = /^["']/.test(written) ? written.slice(1, -1) : written;
  return text.replace(/\\(?:([0-9a-f]{1,6})\s?|([\s\S]))/gi, (_, hex, character) =>
    hex === undefined ? character : String.fromCodePoint(Number.parseInt(hex, 16)),
  );
}

function isInFontFace(css: string, at: number): boolean {
  const open = css.lastIndexOf('{', at);
  return open > css.lastIndexOf('}', at) && /@font-face\s*$/i.test(css.slice(Math.max(0, open - 40), open));
}
