import type { Source, Span } from '../diagnostics/source.ts';
import type { MapNode, Node, ScalarNode } from './node.ts';

/** A file whose slides decks share. */
export interface SharedFile {
  /** Absolute path. */
  readonly path: string;
  /** File name without number and ending: `10-about-us.yaml` is `about-us`. */
  readonly id: string;
  readonly source: Source;
  /** Undefined when it could not be read; that is diagnosed already. */
  readonly map?: MapNode;
}

/** A `use` and the file that it leads to. */
export interface Use {
  /** As written, e.g. `../common/sections/about-us.yaml#who-we-are`. */
  readonly written: string;
  readonly span: Span;
  readonly file: SharedFile;
  /** The slide that is meant; undefined for all slides of the file. */
  readonly slide?: { readonly id: string; readonly span: Span };
  /** Another id for the slide or section. */
  readonly name?: ScalarNode;
  /** What is different here. */
  readonly set?: MapNode;
}

/** Every `use` of a deck and of the files that it uses, by the item in which it stands. */
export type Uses = ReadonlyMap<Node, Use>;

/** In words, as a trail and a message say it. */
export function describeUse({ written }: Use): string {
  return `use \`${written}\``;
}
