import { composeDeck } from './compose/compose.ts';
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
}

/**
 * read → compose → render. What follows, assemble → export, depends on the output that is wanted.
 * There is a value only when no error was found: what is wrong is never shown to an audience.
 */
export function loadDeck(host: Host, folder: string): Loaded {
  const library = openLibrary(host, libraryRoots(host, folder));
  const files = readDeckFiles(host, folder);
  const composed = files.value === undefined ? { diagnostics: [] } : composeDeck(host, files.value, library);
  const deck = composed.value;
  const rendered = deck === undefined ? { diagnostics: [] } : renderDeck(host, deck, library);
  const diagnostics = sortDiagnostics(
    once([...files.diagnostics, ...composed.diagnostics, ...rendered.diagnostics]),
  );
  const usable = rendered.value !== undefined && !hasErrors(diagnostics);
  return {
    library,
    diagnostics,
    ...(deck === undefined ? {} : { deck }),
    ...(usable ? { value: rendered.value } : {}),
  };
}

/** The same complaint about the same place is made once, however many slides share it. */
function once(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter((each) => {
    const key = [each.code, each.message, each.span?.source.path, each.span?.start].join('\n');
    return !seen.has(key) && seen.add(key);
  });
}
