import { clientScript, deckPageParts, joinPage, type PageParts } from '../assemble/deck-page.ts';
import { renderMarked } from '../check/fit.ts';
import { type Diagnostic, diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import type { Host } from '../host.ts';
import { Keeper, kept } from '../host-keep.ts';
import { type Deck, slidesOf } from '../model/deck.ts';
import { baseEdition, type EditionRequest } from '../model/edition.ts';
import type { RenderedDeck } from '../model/rendered.ts';
import { openWorkshop } from '../pipeline.ts';
import { type Library, openLibrary } from '../read/library.ts';
import { localeNames } from '../read/locales.ts';
import { libraryRoots } from '../read/locate.ts';
import { profileNames } from '../read/profiles.ts';
import { usedFolders } from '../read/uses.ts';
import { openDrawings } from '../render/drawings.ts';
import type { Measurable } from './fit.ts';
import type { PageSetup } from './message.ts';

export interface Built {
  /** Undefined while the deck is broken. */
  readonly page?: PageParts;
  /** There even when it has mistakes, as long as it could be composed. */
  readonly deck?: Deck;
  /** For measuring; there when a page is. */
  readonly fit?: Measurable;
  /** Slides of the page. */
  readonly slides: number;
  readonly diagnostics: readonly Diagnostic[];
  /** Folders of other decks whose slides it uses; undefined when the deck could not be read. */
  readonly used?: readonly string[];
  /** Files that had to be read for it, as they were then. */
  readonly texts: ReadonlyMap<string, string>;
  /** What the deck may be shown as. */
  readonly choices?: Choices;
  /** A fault of Turnout itself. */
  readonly bug?: unknown;
}

type Made = Omit<Built, 'texts'>;

export interface Choices {
  readonly profiles: readonly string[];
  readonly locales: readonly string[];
  readonly themes: readonly string[];
}

/** The whole pipeline, once for each save. What is as it was before is neither read nor made again. */
export class Builder {
  readonly #host: Host;
  readonly #folder: string;
  readonly #keeper = new Keeper();

  constructor(host: Host, folder: string) {
    this.#host = host;
    this.#folder = folder;
  }

  /** Never throws: what goes wrong in the middle of an edit is a result, too. `touched` are files that have changed. */
  build(touched: Iterable<string> = [], request: EditionRequest = baseEdition): Built {
    this.#keeper.forget(touched);
    const texts = new Map<string, string>();
    const readText = (path: string): string => {
      const text = this.#host.readText(path);
      texts.set(path, text);
      return text;
    };
    const host = this.#keeper.open({ ...this.#host, readText });
    return { ...this.#attempt(host, request), texts };
  }

  #attempt(host: Host, request: EditionRequest): Made {
    try {
      return this.#load(host, request);
    } catch (error) {
      if (error instanceof TurnoutError) return { slides: 0, diagnostics: error.diagnostics };
      const lost = unreadable(error);
      return lost === undefined
        ? { slides: 0, diagnostics: [], bug: error }
        : { slides: 0, diagnostics: [lost] };
    }
  }

  /** The page as a browser gets it when it asks for all of it. */
  page(parts: PageParts, setup: PageSetup, connect: string): string {
    const host = this.#keeper.open(this.#host);
    return joinPage(host, parts, { script: liveScript(host, setup), connect }).html;
  }

  #load(host: Host, request: EditionRequest): Made {
    const { value, deck, manuscript, library, diagnostics } = openWorkshop(host, this.#folder).load(request);
    const choices = {
      profiles: profileNames(host, this.#folder),
      locales: localeNames(host, this.#folder),
      themes: library.themeNames(),
    };
    const used = manuscript === undefined ? {} : { used: usedFolders(host, this.#folder, manuscript.uses) };
    const found = { diagnostics, choices, ...used, ...(deck === undefined ? {} : { deck }) };
    if (value === undefined) return { ...found, slides: 0 };
    const page = deckPageParts(host, value, 'with');
    const marked = (): RenderedDeck => this.#drawMarked(host, value.deck, library);
    const fit = { deck: value.deck, css: page.css, marked };
    return { ...found, page, fit, slides: slidesOf(value.deck).length };
  }

  #drawMarked(host: Host, deck: Deck, library: Library): RenderedDeck {
    const roots = libraryRoots(host, this.#folder);
    // Apart from those of the page: of each slide only the newest drawing is known.
    const drawings = kept(host, 'marked drawings', [roots.join('\n')], (inner) =>
      openDrawings(openLibrary(inner, roots)),
    );
    drawings.forgetUnused();
    return renderMarked(host, deck, library, drawings);
  }
}

/** The page's script with what it has to know. */
export function liveScript(host: Host, setup: PageSetup): string {
  return `globalThis.turnoutPreview=${JSON.stringify(setup)};\n${clientScript(host, 'preview')}`;
}

/** A file that was listed and is gone before it is read, as happens while a branch is switched. */
function unreadable(error: unknown): Diagnostic | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  const path = 'path' in error ? `\`${String(error.path)}\`` : 'a file';
  return diagnose('unreadable-file', `${path} cannot be read: ${String(error.code)}`);
}
