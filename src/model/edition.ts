import type { Channel } from './channel.ts';

/** What somebody wants of a deck: for whom, in which language, how long. */
export interface EditionRequest {
  /** Names of profiles, applied in this order on top of one another; none is the base. */
  readonly profiles: readonly string[];
  /** Undefined: the deck's own language. */
  readonly locale?: string;
  /** Values of variables, by name. */
  readonly set: ReadonlyMap<string, string>;
  /** Minutes that the talk may take. */
  readonly duration?: number;
  /** Undefined: what the deck says. */
  readonly theme?: string;
  /** Undefined: what the profile says, else the speaker's. */
  readonly notesFor?: readonly Channel[];
  /** Whether pictures and fonts may be missing: then each is a warning. */
  readonly allowsMissing?: boolean; // defaults to false
}

/** What a deck was made as. */
export interface Edition {
  readonly profiles: readonly string[];
  readonly locale?: string;
}

/** The deck as its files say it, without any overlay. */
export const baseEdition: EditionRequest = { profiles: [], set: new Map() };

/** Name of an edition's outputs: `four-way-fork`, `four-way-fork-training-es`, `four-way-fork-a+b`, `four-way-fork-20m`. */
export function editionName(deckName: string, request: EditionRequest): string {
  const { profiles, locale, duration } = request;
  const parts = [
    deckName,
    ...(profiles.length === 0 ? [] : [profiles.join('+')]),
    ...(locale === undefined ? [] : [locale]),
    ...(duration === undefined ? [] : [`${duration}m`]),
  ];
  return parts.join('-');
}

export function editionOf({ profiles, locale }: EditionRequest): Edition {
  return { profiles, ...(locale === undefined ? {} : { locale }) };
}
