import type { Source, Span } from '../diagnostics/source.ts';
import type { Channel } from './channel.ts';
import type { MapNode, Node } from './node.ts';
import type { Uses } from './use.ts';

/**
 * A deck between reading and validation: YAML values that know their place, and slides that know their id. Overlays
 * turn one manuscript into another; each value goes on pointing to the file that it was written in.
 */
export interface Manuscript {
  /** Absolute path of the deck's folder. */
  readonly folder: string;
  /** `deck.yaml` */
  readonly source: Source;
  readonly map: MapNode;
  readonly sections: readonly ManuscriptSection[];
  /** What the deck and its overlays take from files of other decks. */
  readonly uses: Uses;
  /** What overlays did to the keys of `deck.yaml`. */
  readonly trail: readonly Trace[];
  /** Slides that an overlay left out, by id. */
  readonly dropped: ReadonlyMap<string, Trace>;
  /** Names of the profiles that were laid over it, those that they start from included. */
  readonly profiles?: readonly string[]; // defaults to none
  /** Channels of notes that outputs of this edition carry, where a profile says so. */
  readonly notes?: readonly Channel[];
}

export interface ManuscriptSection {
  /** File name without number and ending, or as an overlay named it. */
  readonly id: string;
  readonly source: Source;
  /** Its keys without `slides`; undefined when the file could not be parsed. */
  readonly map?: MapNode;
  readonly slides: readonly ManuscriptSlide[];
  /** Where `deck.yaml` names it, or the beginning of its own file. */
  readonly span: Span;
  /** Where a key that is missing is reported. */
  readonly place: Span;
  readonly trail: readonly Trace[];
}

export interface ManuscriptSlide {
  /** Fixed once, on the base: no overlay and no other language changes it. */
  readonly id: string;
  /** Where the id comes from: its key, the title, or the first key. */
  readonly idSpan: Span;
  readonly map: MapNode;
  readonly trail: readonly Trace[];
}

/** One thing that an overlay did to a value. */
export interface Trace {
  /** In words, e.g. "profile `training`". */
  readonly by: string;
  readonly verb: string;
  /** Field path such as `points.0`; empty for the whole slide or section. */
  readonly path: string;
  /** Where the overlay says so. */
  readonly span: Span;
  readonly before?: Node;
  readonly after?: Node;
}

export function manuscriptSlides(manuscript: Manuscript): ManuscriptSlide[] {
  return manuscript.sections.flatMap((section) => section.slides);
}

/** The same manuscript with each slide as `change` makes it. */
export function mapSlides(
  manuscript: Manuscript,
  change: (slide: ManuscriptSlide) => ManuscriptSlide,
): Manuscript {
  return {
    ...manuscript,
    sections: manuscript.sections.map((section) => ({ ...section, slides: section.slides.map(change) })),
  };
}
