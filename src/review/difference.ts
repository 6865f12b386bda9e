import type { Run } from './words.ts';

/** What differs between two editions. */
export interface Difference {
  readonly before: EditionFacts;
  readonly after: EditionFacts;
  readonly deck: readonly FieldChange[];
  readonly sections: readonly SectionChange[];
  /** Every slide of both, in order; those that are gone stand where they were. */
  readonly slides: readonly SlideChange[];
}

export interface EditionFacts {
  /** `base`, `training@es` */
  readonly name: string;
  readonly title: string;
  readonly lang: string;
  readonly slides: number;
  readonly minutes: number;
}

/** A field with another value. A side that has none has no text. */
export interface FieldChange {
  /** In the second edition; of what is only in the first, there. */
  readonly path: string;
  /** Items of a list may have another place in each edition. */
  readonly at: { readonly before: string; readonly after: string };
  readonly before?: string;
  readonly after?: string;
  readonly runs: readonly Run[];
}

export type Status = 'same' | 'changed' | 'added' | 'gone';

export interface SectionChange {
  readonly id: string;
  readonly title: string;
  readonly status: Status;
  readonly isMoved: boolean;
  readonly fields: readonly FieldChange[];
}

export interface SlideChange {
  readonly id: string;
  readonly title: string;
  readonly status: Status;
  readonly isMoved: boolean;
  /** Place in each edition, from 1. */
  readonly numbers: { readonly before?: number; readonly after?: number };
  readonly sections: { readonly before?: string; readonly after?: string };
  readonly fields: readonly FieldChange[];
}

/** Whether the two editions are the same, as far as an audience and a speaker can tell. */
export function isSameEdition({ deck, sections, slides }: Difference): boolean {
  const isKept = ({ status, isMoved }: SlideChange | SectionChange): boolean => status === 'same' && !isMoved;
  return deck.length === 0 && sections.every(isKept) && slides.every(isKept);
}
