import type { PagePlan } from './print-formats.ts';

/** What the page rules may say about a slide. */
export interface SheetFacts {
  readonly pageName: string;
  readonly number: number;
  readonly title: string;
}

/** What the page rules may say about the deck. `text` and `display` are CSS family lists. */
export interface DeckFacts {
  readonly title: string;
  readonly text: string;
  readonly display: string;
}

/**
 * `@page` rules with running heads, and the measures that the format's CSS works with. Where a page says which slide it
 * is of, each slide has named pages of its own, so that a page on which its notes go on says so, too.
 * Custom properties do not reach margin boxes: families are written out.
 */
export function pageRules(plan: PagePlan, deck: DeckFacts, sheets: readonly SheetFacts[]): string {
  const { page, margin } = plan;
  const measures = Object.entries(plan.measures).map(([name, value]) => `${name}:${value}`);
  const root = `:root{${measures.join(';')}}`;
  const size = `size:${page.width}px ${page.height}px`;
  if (margin === undefined) return `@page{${size};margin:0}\n${root}`;
  const line = 'white-space:nowrap;overflow:hidden;text-overflow:ellipsis';
  const quiet = `color:#5a616e;font:400 9pt ${deck.text};${line}`;
  const head = `color:#1b1f27;font:600 11pt ${deck.display};${line}`;
  return [
    root,
    `@page{${size};margin:${margin.top}px ${margin.side}px ${margin.bottom}px;`,
    `@bottom-left{${quiet};content:${cssString(deck.title)}}`,
    `@bottom-right{${quiet};content:counter(page) " / " counter(pages)}}`,
    ...(plan.namesSlide ? sheets : []).map(
      ({ pageName, number, title }) =>
        `@page ${pageName}{@top-left{${head};content:${cssString(`${number} · ${title}`)}}}`,
    ),
  ].join('\n');
}

/** A string that ends neither itself nor its style sheet. */
function cssString(text: string): string {
  return `"${text.replace(/["\\<\n\r\f]/g, (character) => `\\${character.charCodeAt(0).toString(16)} `)}"`;
}
