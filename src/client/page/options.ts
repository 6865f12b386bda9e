/** What the built page tells its scripts. */
export interface Options {
  /** Options of reveal.js, and those for somebody who asked for less motion. */
  readonly always: { readonly rtl?: boolean; readonly width: number; readonly height: number };
  readonly still: object;
  /** Minutes. */
  readonly duration?: number;
  readonly notes: 'with' | 'without';
  readonly scheme: 'dark' | 'light';
  /** Words of the page's own controls, in the language of the deck. */
  readonly words: Readonly<Record<string, string>>;
}

export function readOptions(page: Document): Options {
  const text = page.getElementById('turnout-options')?.textContent;
  if (text === null || text === undefined) throw new Error('the page has no options');
  return JSON.parse(text) as Options;
}

export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** Finds words by key; `{name}` in them is a value. */
export function wordsFrom({ words }: Pick<Options, 'words'>): Words {
  return (key, values = {}) =>
    (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
