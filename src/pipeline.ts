import { checkDeck } from './check/checks.ts';
import { fitCodes } from './check/fit-codes.ts';
import { applyIgnores } from './check/ignore.ts';
import { composeDeck } from './compose/compose.ts';
import { codes } from './diagnostics/codes.ts';
import { type Checked, type Diagnostic, hasErrors, sortDiagnostics } from './diagnostics/diagnostic.ts';
import type { Host } from './host.ts';
import type { Deck } from './model/deck.ts';
import type { RenderedDeck } from './model/rendered.ts';
import { readDeckFiles } from './read/deck-files.ts';
import { type Library, openLibrary } from './read/library.ts';
import { libraryRoots } from './read/locate.ts';
import { renderDeck } from './render/render.ts';

/** What became of a deck on its way: each stage that was reached, and everything that was found wrong, in order. */
export interface Loaded extends Checked<RenderedDeck> {
  readonly deck?: Deck;
  readonly library: Library;
  /** Everything that was found, before switch-offs were applied: what a later check adds its own to. */
  readonly found: readonly Diagnostic[];
}

/**
 * read → compose → render → check. What follows, assemble → export, depends on the output that is wanted.
 * There is a value only when no error was found: what is wrong is never shown to an audience.
 */
export function loadDeck(host: Host, folder: string): Loaded {
  const library = openLibrary(host, libraryRoots(host, folder));
  const files = readDeckFiles(host, folder);
  const composed = files.value === undefined ? { diagnostics: [] } : composeDeck(host, files.value, library);
  const deck = composed.value;
  const rendered = deck === undefined ? { diagnostics: [] } : renderDeck(host, deck, library);
  const stages = [...files.diagnostics, ...composed.diagnostics, ...rendered.diagnostics];
  const state = hasErrors(stages) ? 'broken' : 'whole';
  const checked = rendered.value === undefined ? [] : checkDeck({ host, rendered: rendered.value }, state);
  const found = [...stages, ...checked];
  const diagnostics = judge(found, deck, state === 'broken' ? new Set(Object.keys(codes)) : fitCodes);
  return {
    library,
    found,
    diagnostics,
    ...(deck === undefined ? {} : { deck }),
    ...(rendered.value !== undefined && state === 'whole' ? { value: rendered.value } : {}),
  };
}

/** What a person is told: each fault once, without what was switched off, in order. `unchecked` codes were not looked for. */
export function judge(
  found: readonly Diagnostic[],
  deck: Deck | undefined,
  unchecked: ReadonlySet<string>,
): Diagnostic[] {
  return sortDiagnostics(applyIgnores(once(found), deck?.ignores ?? [], unchecked));
}

/** The same complaint about the same place is made once, however many slides share it. */
function once(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter((each) => {
    const key = [each.code, each.message, each.span?.source.path, each.span?.start].join('\n');
    return !seen.has(key) && seen.add(key);
  });
}
