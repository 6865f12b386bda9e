import { languageChain } from './language.ts';

/** A font file. `range` is a CSS `unicode-range`. */
export interface FontFace {
  readonly family: string;
  readonly weight: string;
  readonly style: string;
  readonly range: string;
  /** Absolute path. */
  readonly file: string;
}

/** What fonts are for: the names that layouts use. */
export const fontRoles = ['text', 'display', 'mono'] as const;
export type FontRole = (typeof fontRoles)[number];

/** Key to the word that layouts print, e.g. `departures` to `Departures`. */
export type Labels = ReadonlyMap<string, string>;

/** Words by language tag in lower case; a language is read when it is asked for. */
export interface Languages {
  readonly tags: ReadonlySet<string>;
  readonly get: (tag: string) => Labels | undefined;
}

/** Tokens, fonts and looks. Themes that extend another have its values merged in already. */
export interface Theme {
  readonly name: string;
  readonly folder: string;
  readonly description: string;
  readonly scheme: 'dark' | 'light';
  /** Role to CSS colour, e.g. `background` to `#0E1116`. */
  readonly colors: ReadonlyMap<string, string>;
  /** `text`, `display`, `mono` to a CSS family list. */
  readonly fonts: ReadonlyMap<string, string>;
  readonly faces: readonly FontFace[];
  /** Words that layouts print themselves, in the language of the deck; in English before that is known. */
  readonly labels: Labels;
  /** The same words in every language that there are. */
  readonly languages: Languages;
  /** The looks, base theme first. */
  readonly css: string;
}

/** A font that a deck brings along: its faces, and what they are for. */
export interface FontFamily {
  readonly family: string;
  readonly faces: readonly FontFace[];
  readonly roles: readonly FontRole[];
}

/** The language in which labels are written that a language file lacks. */
export const labelFallback = 'en';

/** The theme with its labels in a language: `pt-BR` has what `pt` lacks, and English is behind all of them. */
export function themeIn(theme: Theme, lang: string): Theme {
  const chain = [...languageChain(lang), labelFallback].reverse();
  const labels = new Map(chain.flatMap((tag) => [...(theme.languages.get(tag) ?? [])]));
  return { ...theme, labels };
}

/** Whether the theme has labels in the language, or in what it falls back to. */
export function speaks(theme: Theme, lang: string): boolean {
  return languageChain(lang).some((tag) => theme.languages.tags.has(tag));
}

const generic = /^(?:serif|sans-serif|monospace|cursive|fantasy|system-ui|math|emoji|ui-.*)$/;

/** The theme with more fonts, each behind the theme's own: letters that both have keep the theme's face. */
export function withFonts(theme: Theme, families: readonly FontFamily[]): Theme {
  if (families.length === 0) return theme;
  const own = new Set(theme.faces.map((face) => face.family));
  const fonts = new Map(theme.fonts);
  for (const role of fontRoles) {
    const added = families.filter(({ roles }) => roles.includes(role)).map(({ family }) => `"${family}"`);
    if (added.length === 0) continue;
    const listed = splitFamilies(theme.fonts.get(role) ?? 'sans-serif');
    // Names that only some machines have come last: what is embedded looks the same everywhere.
    const kept = listed.filter((name) => own.has(unquote(name)));
    const rest = listed.filter((name) => !own.has(unquote(name)));
    fonts.set(role, [...kept, ...added.filter((name) => !kept.includes(name)), ...rest].join(', '));
  }
  return { ...theme, fonts, faces: [...theme.faces, ...families.flatMap(({ faces }) => faces)] };
}

/** Family names of a role, in order, without quotes; generic names such as `sans-serif` are left out. */
export function familiesOf(theme: Theme, role: FontRole): string[] {
  return splitFamilies(theme.fonts.get(role) ?? '')
    .map(unquote)
    .filter((name) => !generic.test(name));
}

function splitFamilies(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function unquote(name: string): string {
  return name.replace(/^["']|["']$/g, '');
}

/** CSS `unicode-range` as pairs of code points. */
export function parseRange(range: string): [number, number][] {
  return range.split(',').map((part): [number, number] => {
    const [from = '0', to] = part.trim().replace(/^U\+/i, '').split('-');
    if (from.includes('?'))
      return [Number.parseInt(from.replaceAll('?', '0'), 16), Number.parseInt(from.replaceAll('?', 'F'), 16)];
    return [Number.parseInt(from, 16), Number.parseInt(to ?? from, 16)];
  });
}
