import type { Span } from '../diagnostics/source.ts';
import type { Priority } from './contract.ts';
import type { Edition } from './edition.ts';
import type { Direction } from './language.ts';
import type { Layout } from './layout.ts';
import type { Notes, OpenChannel } from './notes.ts';
import type { PageLines } from './page-text.ts';
import type { Theme } from './theme.ts';
import type { Withheld } from './withheld.ts';

export interface Author {
  readonly name: string;
  readonly role?: string;
  readonly contact?: string;
}

/** CSS px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A file of the deck that an output carries. */
export interface Asset {
  /** Absolute path, after symbolic links. */
  readonly file: string;
  /** Path in the built deck, with forward slashes, e.g. `assets/pager.svg`. */
  readonly href: string;
  /** What is shown where there is no such file. */
  readonly standIn?: string;
  /** Of captions: what is in the file. */
  readonly text?: string;
}

export type Background = { readonly color: string } | { readonly image: Asset; readonly alt: string };

/** A validated field: plain data, with defaults filled in. Text is still Markdown source, variables are filled in. */
export type FieldValue = string | number | boolean | readonly FieldValue[] | FieldGroup;

export interface FieldGroup {
  readonly [name: string]: FieldValue | undefined;
}

export interface Slide {
  /** Unique in the deck and stable: links, profiles and file names use it. */
  readonly id: string;
  /** One-based place in the deck; hidden slides have none and are not in the deck. */
  readonly number: number;
  readonly layout: Layout;
  readonly fields: FieldGroup;
  /** Images named in the fields, by the path as written. */
  readonly assets: ReadonlyMap<string, Asset>;
  /** Never those that are private. */
  readonly notes: Notes;
  readonly minutes?: number;
  /** Words by which profiles keep or drop slides. */
  readonly tags: readonly string[];
  readonly priority: Priority;
  readonly background?: Background;
  readonly transition?: string;
  readonly steps: boolean;
  /** Where the slide stands, and by field path (`points.0`) where its values stand. */
  readonly span: Span;
  readonly spans: ReadonlyMap<string, Span>;
}

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly remark?: string;
  /** As planned in the file, else the sum of its slides; undefined when neither says. */
  readonly minutes?: number;
  readonly slides: readonly Slide[];
  readonly span: Span;
  /** Where its keys stand: `title`, `minutes`, … */
  readonly spans: ReadonlyMap<string, Span>;
}

/** A warning that somebody has looked at and does not want to see again. */
export interface Ignore {
  readonly code: string;
  readonly reason: string;
  /** Where it is written. */
  readonly span: Span;
  /** The slide that it covers, with what overlays say of it; undefined for the whole deck. */
  readonly within?: readonly Span[];
}

/** One talk, composed and valid: what every later stage works from. */
export interface Deck {
  /** Folder name of the deck; the default name of outputs. */
  readonly name: string;
  /** Absolute path of the deck's folder. */
  readonly folder: string;
  readonly edition: Edition;
  readonly title: string;
  readonly subtitle?: string;
  readonly authors: readonly Author[];
  readonly event?: string;
  /** As written. */
  readonly date?: string;
  readonly lang: string; // defaults to "en"
  /** Which way lines run in `lang`. */
  readonly dir: Direction;
  readonly description?: string;
  readonly keywords: readonly string[];
  readonly theme: Theme;
  readonly size: Size; // defaults to 1280 × 720
  /** Minutes. */
  readonly duration?: number;
  /** Clock time of the start in minutes after midnight. */
  readonly starts?: number;
  /** What the deck says about the margins of printed pages. */
  readonly print?: PageLines;
  readonly sections: readonly Section[];
  /** Ids of slides that are left out. */
  readonly hidden: ReadonlySet<string>;
  /** Slides that a profile left out, and where it says so. */
  readonly dropped: ReadonlyMap<string, { readonly by: string; readonly span: Span }>;
  /** Channels of notes that outputs with notes carry. */
  readonly channels: readonly OpenChannel[];
  /** What no output may carry: private notes and what is on hidden slides. */
  readonly withheld: readonly Withheld[];
  readonly ignores: readonly Ignore[];
  /** Where the keys of `deck.yaml` stand. */
  readonly spans: ReadonlyMap<string, Span>;
  /** The beginning of `deck.yaml`. */
  readonly span: Span;
}

export function slidesOf(deck: Deck): Slide[] {
  return deck.sections.flatMap((section) => section.slides);
}
