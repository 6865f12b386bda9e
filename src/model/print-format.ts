import type { Source } from '../diagnostics/source.ts';
import type { PageLines } from './page-text.ts';

/** How slides stand on pages; `assemble/arrangements.ts` has a strategy for each. */
export const arrangementNames = ['one', 'grid', 'flow'] as const;
export type ArrangementName = (typeof arrangementNames)[number];

export const orientations = ['portrait', 'landscape'] as const;
export type Orientation = (typeof orientations)[number];

/** Options of `turnout pdf` that a format may take, each with all the values that it can have. */
export const formatOptions = ['per-page', 'with-notes', 'notes-side', 'steps'] as const;
export type FormatOption = (typeof formatOptions)[number];

/** What a format says about its pages. Lengths are in mm. */
export interface PageDesign {
  readonly orientation: Orientation;
  readonly arrange: ArrangementName;
  readonly columns: number;
  readonly rows: number;
  /** Per cent of the room that a slide may take. */
  readonly slide: { readonly width: number; readonly height: number };
  /** Least distance between slides, and the height of the line below each. */
  readonly gap: number;
  readonly caption: number;
  readonly margin: { readonly top: number; readonly side: number; readonly bottom: number };
  readonly notes: boolean;
  /** Ruled lines to write on, where a slide leaves room. */
  readonly lines: boolean;
  /** Classes for the format's CSS. */
  readonly class: string;
  readonly header: PageLines['header'];
  readonly footer: PageLines['footer'];
}

/** What differs when options have certain values. */
export interface Variant {
  readonly when: ReadonlyMap<FormatOption, string>;
  readonly design: Partial<PageDesign>;
  /** Why the options cannot be had together. */
  readonly refuse?: string;
}

/** A kind of PDF as its files describe it: `<name>.yaml`, `<name>.hbs` and perhaps `<name>.css`. */
export interface FormatFiles {
  readonly name: string;
  readonly description: string;
  /** Whether a page is a slide or paper. */
  readonly page: 'slide' | 'paper';
  readonly design: PageDesign;
  /** Values that each option may have, the usual one first. */
  readonly options: ReadonlyMap<FormatOption, readonly string[]>;
  readonly variants: readonly Variant[];
  readonly template: Source;
  readonly css: string;
}
