/** What the margins of a printed page may say, by the name that is written in braces: `{section}`. */
export const pageFields = {
  title: 'title of the talk',
  subtitle: 'its subtitle',
  authors: 'who speaks',
  event: 'where the talk is given',
  date: 'date as written in `deck.yaml`',
  profile: 'profile that the deck is printed for',
  section: 'section of the first slide on the page',
  slide: 'title of the first slide on the page',
  number: 'number of the slide; of several, the first and the last',
  page: 'number of the page',
  pages: 'how many pages there are',
} as const;

export type PageField = keyof typeof pageFields;

/** Fields that differ from slide to slide. */
export const slideFacts: ReadonlySet<PageField> = new Set(['section', 'slide', 'number']);

export type PageTextPart = string | { readonly field: PageField };
export type PageText = readonly PageTextPart[];

export const sides = ['left', 'center', 'right'] as const;

/** One margin of a page. A side that is left out is as the format has it; an empty text takes away what is there. */
export type PageLine = { readonly [side in (typeof sides)[number]]?: PageText };

/** What stands above and below on printed pages. */
export interface PageLines {
  readonly header: PageLine;
  readonly footer: PageLine;
}

/** A stretch of a written text: words as they are, variables included, or the name of a field with its braces. */
export type Stretch = { readonly words: string } | { readonly name: string; readonly written: string };

const stretch = /\\?\{\{[^{}]*\}\}|\\\{|\{\s*([^\s{}]+(?:\s+[^\s{}]+)*)\s*\}|[^\\{]+|[\\{]/g;

/** Splits `Page {page} of {pages}`. `{{name}}` is a variable and stays in the words; `\{` is a brace. */
export function splitPageText(text: string): Stretch[] {
  const stretches: Stretch[] = [];
  let words = '';
  for (const [written, name] of text.matchAll(stretch)) {
    if (name === undefined) {
      words += written === '\\{' ? '{' : written;
      continue;
    }
    if (words !== '') stretches.push({ words });
    words = '';
    stretches.push({ name, written });
  }
  return words === '' ? stretches : [...stretches, { words }];
}

export function isPageField(name: string): name is PageField {
  return Object.hasOwn(pageFields, name);
}
