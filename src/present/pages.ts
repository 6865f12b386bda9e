import { assemblePartyPage, type PartyRole } from '../assemble/party-page.ts';
import { type Diagnostic, TurnoutError } from '../diagnostics/diagnostic.ts';
import { gateFiles } from '../export/gate.ts';
import type { Host } from '../host.ts';
import type { Bundle } from '../model/bundle.ts';
import type { EditionRequest } from '../model/edition.ts';
import { loadDeck } from '../pipeline.ts';

export interface PagesOptions {
  readonly folder: string;
  readonly edition: EditionRequest;
  /** Addresses that the pages may call. */
  readonly connect: string;
  /** Told why a page cannot be made. */
  readonly onFault: (diagnostics: readonly Diagnostic[]) => void;
}

interface Made {
  readonly build: number;
  readonly bundle: Bundle;
}

/** Pages for remotes and participants. Each is made when somebody asks for it, and again after the deck was changed. */
export class Pages {
  readonly #host: Host;
  readonly #options: PagesOptions;
  readonly #made = new Map<PartyRole, Made>();
  /** Builds of which a page could not be made: nobody tries twice. */
  readonly #failed = new Map<PartyRole, number>();
  #build = 0;

  constructor(host: Host, options: PagesOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** The deck was built again, and is good. */
  built(build: number): void {
    this.#build = build;
  }

  /** The last good page; undefined while there has been none. */
  bundle(role: PartyRole): Bundle | undefined {
    const made = this.#made.get(role);
    if (made?.build === this.#build || this.#failed.get(role) === this.#build) return made?.bundle;
    const bundle = this.#make(role);
    if (bundle === undefined) this.#failed.set(role, this.#build);
    else this.#made.set(role, { build: this.#build, bundle });
    return bundle ?? made?.bundle;
  }

  #make(role: PartyRole): Bundle | undefined {
    const { folder, edition, connect, onFault } = this.#options;
    // Participants get a deck that never had other notes than theirs.
    const request: EditionRequest = role === 'follow' ? { ...edition, notesFor: ['participant'] } : edition;
    try {
      const { value } = loadDeck(this.#host, folder, request);
      // What is wrong with the deck itself is told by its windows.
      if (value === undefined) return undefined;
      const bundle = assemblePartyPage(this.#host, value, { role, build: this.#build, connect });
      const leaks = gateFiles(this.#host, bundle.files, bundle.guard);
      if (leaks.length === 0) return bundle;
      onFault(leaks);
    } catch (error) {
      if (!(error instanceof TurnoutError)) throw error;
      onFault(error.diagnostics);
    }
    return undefined;
  }
}
