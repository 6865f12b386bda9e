import type { Translated } from './compose/overlay/locale.ts';
import { applyOverlays } from './compose/overlay/overlays.ts';
import { type Checked, type Diagnostic, sortDiagnostics } from './diagnostics/diagnostic.ts';
import type { Host } from './host.ts';
import { baseEdition } from './model/edition.ts';
import { textOf } from './model/node.ts';
import { editManuscript } from './pipeline.ts';
import { openLibrary } from './read/library.ts';
import type { LocaleFile } from './read/locales.ts';
import { libraryRoots } from './read/locate.ts';
import { profileNames, readProfiles } from './read/profiles.ts';

/** The texts of a deck, and the language that they are in. */
export interface DeckTexts {
  readonly lang: string;
  readonly texts: readonly Translated[];
}

/** Everything that a locale may translate: of the base, and of each profile what it wrote itself. */
export function findTexts(host: Host, folder: string): Checked<DeckTexts> {
  const library = openLibrary(host, libraryRoots(host, folder));
  const { base, diagnostics } = editManuscript(host, folder, library, baseEdition);
  if (base === undefined) return { diagnostics };
  const { source } = base;
  const map = { kind: 'map', entries: [], span: { source, start: 0, end: 0 } } as const;
  const locale: LocaleFile = { name: '', lang: '', source, map };
  const known = profileNames(host, folder);
  const faults: Diagnostic[] = [...diagnostics];
  const found = new Map<string, Translated>();
  for (const names of [[], ...known.map((name) => [name])]) {
    const { value: profiles = [], diagnostics: unread } = readProfiles(host, folder, names);
    const { translated, diagnostics: wrong } = applyOverlays(base, { profiles, locale, known }, library);
    faults.push(...unread, ...wrong);
    // A profile that others extend is in several editions.
    for (const each of translated)
      if (!found.has(each.path.join('\n'))) found.set(each.path.join('\n'), each);
  }
  return {
    value: { lang: textOf(base.map, 'lang') ?? 'en', texts: [...found.values()] },
    diagnostics: sortDiagnostics(faults.filter(({ severity }) => severity === 'error')),
  };
}
