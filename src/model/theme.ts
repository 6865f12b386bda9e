/** A font file of a theme. `range` is a CSS `unicode-range`. */
export interface FontFace {
  readonly family: string;
  readonly weight: string;
  readonly style: string;
  readonly range: string;
  /** Absolute path. */
  readonly file: string;
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
  /** Words that layouts print themselves, e.g. `departures`. */
  readonly labels: ReadonlyMap<string, string>;
  /** The looks, base theme first. */
  readonly css: string;
}
