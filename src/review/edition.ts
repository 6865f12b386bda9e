import type { TimeSelection } from '../compose/time.ts';
import type { Variables } from '../compose/variables.ts';
import { settleVariables } from '../compose/variables-read.ts';
import type { Scope } from '../compose/when.ts';
import type { Host } from '../host.ts';
import type { Deck } from '../model/deck.ts';
import type { EditionRequest } from '../model/edition.ts';
import type { Manuscript } from '../model/manuscript.ts';
import { textOf } from '../model/node.ts';
import type { Library } from '../read/library.ts';

/** An edition with everything that it was made of. */
export interface Reviewed {
  readonly host: Host;
  readonly request: EditionRequest;
  readonly library: Library;
  /** Before any overlay, and after all. */
  readonly base: Manuscript;
  readonly manuscript: Manuscript;
  /** Undefined when it could not be composed. */
  readonly deck?: Deck;
  /** What was left out for the time. */
  readonly selection?: TimeSelection;
}

/** What a person calls an edition: `base`, `training+night`, `training@es`. */
export function nameOfEdition({ profiles, locale }: EditionRequest): string {
  const name = profiles.length === 0 ? 'base' : profiles.join('+');
  return locale === undefined ? name : `${name}@${locale}`;
}

export function variablesOf({ host, manuscript, request }: Reviewed): Variables {
  return settleVariables(host, manuscript, request).value ?? new Map();
}

/** What conditions of the edition may name. */
export function scopeOf(reviewed: Reviewed, variables: Variables): Scope {
  const profiles = reviewed.manuscript.profiles ?? [];
  // Whether a condition names a profile that there is not is told when the deck is composed.
  return {
    variables,
    profiles,
    knownProfiles: profiles,
    lang: reviewed.deck?.lang ?? textOf(reviewed.manuscript.map, 'lang') ?? 'en',
  };
}
