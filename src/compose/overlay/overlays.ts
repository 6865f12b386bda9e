import type { Checked, Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Manuscript } from '../../model/manuscript.ts';
import { entryOf, type MapNode, type ScalarNode } from '../../model/node.ts';
import type { Library } from '../../read/library.ts';
import type { LocaleFile } from '../../read/locales.ts';
import type { ProfileFile } from '../../read/profiles.ts';
import { type Translated, type Translating, translateBase, translateProfile } from './locale.ts';
import { checkLocale } from './locale-keys.ts';
import { applyProfiles } from './profile.ts';

/** What makes an edition of a deck. */
export interface Overlays {
  /** In the order in which they are laid over the base. */
  readonly profiles: readonly ProfileFile[];
  readonly locale?: LocaleFile;
  /** Names of all profiles of the deck: a locale may have texts of each. */
  readonly known: readonly string[];
}

export interface Overlaid {
  readonly manuscript?: Manuscript;
  readonly diagnostics: readonly Diagnostic[];
  /** What the locale has for each text; empty without a locale. */
  readonly translated: readonly Translated[];
}

/**
 * base → locale → each profile → what the locale has for it. A profile's own words are never overwritten by the
 * translation of those that it replaced.
 */
export function applyOverlays(base: Manuscript, overlays: Overlays, library: Library): Overlaid {
  const { profiles, locale, known } = overlays;
  if (locale === undefined) return overlaid(applyProfiles(base, profiles, library), []);
  const diagnostics = checkLocale(locale, known);
  const translating: Translating = { locale, library, diagnostics, found: [] };
  const translated = translateBase(base, translating);
  const edited = applyProfiles(translated, profiles, library, (manuscript, profile, before) =>
    translateProfile(manuscript, before, profile, translating),
  );
  const value = edited.value === undefined ? undefined : inLanguage(edited.value, locale);
  return overlaid(
    { ...(value && { value }), diagnostics: [...diagnostics, ...edited.diagnostics] },
    translating.found,
  );
}

function overlaid({ value, diagnostics }: Checked<Manuscript>, translated: readonly Translated[]): Overlaid {
  return { ...(value === undefined ? {} : { manuscript: value }), diagnostics, translated };
}

/** Whatever a profile says of the language: the texts are in the locale's. */
function inLanguage(manuscript: Manuscript, { name, lang, map, source }: LocaleFile): Manuscript {
  const written = entryOf(map, 'lang');
  const span = written?.value.span ?? { source, start: 0, end: 0 };
  const value: ScalarNode = { kind: 'scalar', value: lang, text: lang, span };
  const before = entryOf(manuscript.map, 'lang')?.value;
  const rest = manuscript.map.entries.filter(({ key }) => key !== 'lang');
  const keySpan = written?.keySpan ?? span;
  const deck: MapNode = { ...manuscript.map, entries: [...rest, { key: 'lang', keySpan, value }] };
  const trace = { by: `locale \`${name}\``, verb: 'translate', path: 'lang', span, after: value };
  return {
    ...manuscript,
    map: deck,
    trail: [...manuscript.trail, { ...trace, ...(before === undefined ? {} : { before }) }],
  };
}
