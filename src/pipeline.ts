import { join } from 'node:path';
import { checkDeck } from './check/checks.ts';
import { fitCodes } from './check/fit-codes.ts';
import { applyIgnores } from './check/ignore.ts';
import { translationCodes } from './check/translations.ts';
import { composeDeck } from './compose/compose.ts';
import { writeManuscript } from './compose/manuscript.ts';
import type { Translated } from './compose/overlay/locale.ts';
import { applyOverlays } from './compose/overlay/overlays.ts';
import { selectForTime, type TimeSelection } from './compose/time.ts';
import { tellUses } from './compose/use-places.ts';
import { codes } from './diagnostics/codes.ts';
import { type Checked, type Diagnostic, hasErrors, sortDiagnostics } from './diagnostics/diagnostic.ts';
import { pardonMissing } from './diagnostics/pardon.ts';
import type { Host } from './host.ts';
import { kept } from './host-keep.ts';
import { rememberReads } from './host-memory.ts';
import type { Deck } from './model/deck.ts';
import { baseEdition, type EditionRequest } from './model/edition.ts';
import type { Manuscript } from './model/manuscript.ts';
import { type RenderedDeck, renderedSlides } from './model/rendered.ts';
import { readDeckFiles } from './read/deck-files.ts';
import { type Library, openLibrary, openShelf } from './read/library.ts';
import { readLocale } from './read/locales.ts';
import { libraryRoots } from './read/locate.ts';
import { profileNames, readProfiles } from './read/profiles.ts';
import { type Drawings, openDrawings } from './render/drawings.ts';
import { renderDeck } from './render/render.ts';

/** What became of a deck on its way: each stage that was reached, and everything that was found wrong, in order. */
export interface Loaded extends Checked<RenderedDeck> {
  /** The files before any overlay. */
  readonly base?: Manuscript;
  /** The files with what the edition's overlays made of them. */
  readonly manuscript?: Manuscript;
  /** What the edition's locale has for each text, where there is a locale. */
  readonly translated?: readonly Translated[];
  readonly deck?: Deck;
  /** What was left out for the time that was asked for. */
  readonly selection?: TimeSelection;
  readonly library: Library;
  /** What was drawn so far, for whoever draws the same texts again. */
  readonly drawings: Drawings;
  /** Everything that was found, before switch-offs were applied: what a later check adds its own to. */
  readonly found: readonly Diagnostic[];
}

/**
 * read → compose → render → check. What follows, assemble → export, depends on the output that is wanted.
 * There is a value only when no error was found: what is wrong is never shown to an audience.
 */
export function loadDeck(host: Host, folder: string, request: EditionRequest = baseEdition): Loaded {
  return openWorkshop(host, folder).load(request);
}

/** The editions of one deck: files are read once, templates compiled once, and slides that are the same drawn once. */
export interface Workshop {
  /** Remembers what was read. */
  readonly host: Host;
  readonly drawings: Drawings;
  readonly load: (request: EditionRequest) => Loaded;
}

export function openWorkshop(host: Host, folder: string): Workshop {
  const shelf = openShelf();
  const reading = rememberReads(host);
  const roots = libraryRoots(reading, folder);
  // Partials are asked for once more where they decide whether it can be kept.
  const drawings = kept(reading, 'drawings', [roots.join('\n')], (host) =>
    openDrawings(openLibrary(host, roots)),
  );
  drawings.forgetUnused();
  return {
    host: reading,
    drawings,
    load: (request) => loadEdition(reading, folder, openLibrary(reading, roots, shelf), request, drawings),
  };
}

function loadEdition(
  host: Host,
  folder: string,
  library: Library,
  request: EditionRequest,
  drawings: Drawings,
): Loaded {
  const written = editManuscript(host, folder, library, request);
  const { manuscript } = written;
  const composed =
    manuscript === undefined ? { diagnostics: [] } : composeDeck(host, manuscript, library, request);
  const drawn: Checked<RenderedDeck> =
    composed.value === undefined
      ? { diagnostics: [] }
      : renderDeck(host, composed.value, library, { drawings });
  const pardon = request.allowsMissing === true ? pardonMissing : asItIs;
  const sound = { ...drawn, diagnostics: pardon(drawn.diagnostics) };
  const { rendered, selection } = fitTime(host, sound, library, request.duration, drawings);
  const deck = selection?.deck ?? composed.value;
  const stages = pardon([...written.diagnostics, ...composed.diagnostics, ...rendered.diagnostics]);
  const state = hasErrors(stages) ? 'broken' : 'whole';
  const checked =
    rendered.value === undefined
      ? []
      : checkDeck({ host, rendered: rendered.value, whole: drawn.value ?? rendered.value }, state);
  const all = [...stages, ...pardon(checked, stages)];
  const found = manuscript === undefined ? all : tellUses(all, manuscript);
  // What is switched off for a slide may have gone with another.
  const isPart = state === 'broken' || selection !== undefined;
  const unchecked = new Set(isPart ? Object.keys(codes) : [...fitCodes, ...translationCodes]);
  const diagnostics = judge(found, deck, unchecked);
  return {
    library,
    drawings,
    found,
    diagnostics,
    ...(written.base === undefined ? {} : { base: written.base }),
    ...(manuscript === undefined ? {} : { manuscript }),
    ...(written.translated === undefined ? {} : { translated: written.translated }),
    ...(deck === undefined ? {} : { deck }),
    ...(selection === undefined ? {} : { selection }),
    ...(rendered.value !== undefined && !hasErrors(found) ? { value: rendered.value } : {}),
  };
}

function asItIs(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics;
}

interface Edited {
  readonly base?: Manuscript;
  readonly manuscript?: Manuscript;
  /** What the edition's locale has for each text. */
  readonly translated?: readonly Translated[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The files of a deck as one manuscript, before (`base`) and after its overlays. Throws `unknown-profile`, `unknown-locale`. */
export function editManuscript(
  host: Host,
  folder: string,
  library: Library,
  request: EditionRequest,
): Edited {
  const profiles = readProfiles(host, folder, request.profiles);
  const files = readDeckFiles(host, folder);
  const locale =
    request.locale === undefined ? { diagnostics: [] } : readLocale(host, folder, request.locale);
  const read = [...profiles.diagnostics, ...locale.diagnostics];
  if (files.value === undefined) return { diagnostics: [...read, ...files.diagnostics] };
  const inserted = (profiles.value ?? []).flatMap((profile) => [...profile.uses]);
  const uses = new Map([...files.value.uses, ...inserted]);
  const base = writeManuscript({ ...files.value, uses }, library);
  const diagnostics = [...read, ...files.diagnostics, ...base.diagnostics];
  if (base.value === undefined) return { diagnostics };
  const overlays = {
    profiles: profiles.value ?? [],
    known: profileNames(host, folder),
    ...(locale.value === undefined ? {} : { locale: locale.value }),
  };
  const { manuscript, translated, diagnostics: faults } = applyOverlays(base.value, overlays, library);
  return {
    base: base.value,
    ...(manuscript === undefined ? {} : { manuscript }),
    translated,
    diagnostics: [...diagnostics, ...faults],
  };
}

/**
 * The edition that fits the time that is asked for, drawn once more: what a slide links to is known only when it is
 * drawn, and numbers, board and agenda are those of the slides that are kept.
 */
function fitTime(
  host: Host,
  drawn: Checked<RenderedDeck>,
  library: Library,
  duration: number | undefined,
  drawings: Drawings,
): { readonly rendered: Checked<RenderedDeck>; readonly selection?: TimeSelection } {
  if (duration === undefined || drawn.value === undefined || hasErrors(drawn.diagnostics))
    return { rendered: drawn };
  const links = renderedSlides(drawn.value).map(
    ({ slide, links }) => [slide.id, links.map(({ id }) => id)] as const,
  );
  const { value: selection, diagnostics } = selectForTime(drawn.value.deck, duration, new Map(links));
  if (selection === undefined) return { rendered: { ...drawn, diagnostics } };
  return { rendered: renderDeck(host, selection.deck, library, { drawings }), selection };
}

/** What a person is told: each fault once, without what was switched off, in order. `unchecked` codes were not looked for. */
export function judge(
  found: readonly Diagnostic[],
  deck: Deck | undefined,
  unchecked: ReadonlySet<string>,
): Diagnostic[] {
  const judged = applyIgnores(once(found), deck?.ignores ?? [], unchecked);
  return sortDiagnostics(judged.filter((each) => each.code !== 'unused-ignore' || isOwn(each, deck)));
}

/** The same with what a later check added. `looked` are the codes that it looked for. */
export function judgeAlso(
  loaded: Loaded,
  more: readonly Diagnostic[],
  looked: Iterable<string>,
): readonly Diagnostic[] {
  const done = new Set(looked);
  if (more.length === 0 && done.size === 0) return loaded.diagnostics;
  // What is switched off for a slide may have gone with another, or with what is broken.
  const isPart = loaded.value === undefined || loaded.selection !== undefined;
  const later = [...fitCodes, ...translationCodes].filter((code) => !done.has(code));
  return judge([...loaded.found, ...more], loaded.deck, new Set(isPart ? Object.keys(codes) : later));
}

/** What the base switches off may meet nothing in an edition of it: the base itself says whether it is needed. */
function isOwn({ span }: Diagnostic, deck: Deck | undefined): boolean {
  if (deck === undefined) return true;
  const { profiles, locale } = deck.edition;
  if (profiles.length === 0 && locale === undefined) return true;
  return span?.source.path.startsWith(join(deck.folder, 'profiles')) === true;
}

/** The same complaint about the same place is made once, however many slides share it. */
function once(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter((each) => {
    const key = [each.code, each.message, each.span?.source.path, each.span?.start].join('\n');
    return !seen.has(key) && seen.add(key);
  });
}
