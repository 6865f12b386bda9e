import type { Guard } from './withheld.ts';

/** A file of a bundle: made in memory, or copied from where it lies. */
export type BundleFile = { readonly content: string | Uint8Array } | { readonly copyOf: string };

/** A built document in memory. Nothing is on disk until an exporter writes it. */
export interface Bundle {
  /** Path of the page to open, e.g. `index.html`. */
  readonly entry: string;
  /** Relative path with forward slashes to content. */
  readonly files: ReadonlyMap<string, BundleFile>;
  /** What is written must not carry; undefined for what is not made of a deck. */
  readonly guard?: Guard;
}

/** A bundle to print, with what its pages must hold: an export is verified against this before it is kept. */
export interface PrintBundle extends Bundle {
  readonly format: string;
  /** The same pages in parts, one after the other: a long document is printed faster so. */
  readonly parts?: readonly PrintPart[]; // defaults to none
  readonly title: string;
  readonly authors: readonly string[];
  readonly subject?: string;
  readonly keywords: readonly string[];
  readonly lang: string;
  /** The guard when `remark`s go along as comments. */
  readonly guardWithRemarks?: Guard;
  /** Page size in CSS px. */
  readonly page: { readonly width: number; readonly height: number };
  /** Slides that share a page; `any` when they follow one another as there is room. */
  readonly perPage?: number | 'any'; // defaults to 1
  /** Whether there may be more pages than slides need by themselves: long notes. */
  readonly flowing: boolean;
  /** A slide a row, in order. */
  readonly slides: readonly PrintedSlide[];
}

export interface PrintPart {
  /** Files of a bundle with the same entry. */
  readonly files: ReadonlyMap<string, BundleFile>;
  /** So many of its first slides belong to a section that began in the part before. */
  readonly goesOn: number;
}

export interface PrintedSlide {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly section: string;
  /** Plain text of the notes on this slide's pages; empty when the format prints none. */
  readonly notes: string;
  /** Notes to carry as an annotation, a paragraph a line. */
  readonly remark?: string;
  /** Pages in a row that show this slide: one for each of its steps. */
  readonly pages?: number; // defaults to 1
  /** Ids of slides that it leads to. */
  readonly links?: readonly string[]; // defaults to none
  /** The bundle's files of the pictures that it shows. */
  readonly pictures?: readonly string[]; // defaults to none
  /** Where the slide stands in the sources, for messages. */
  readonly file: string;
}
