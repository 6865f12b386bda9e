import type { Fault } from '../client/fit/faults.ts';

/** What the page and the server of a preview agree on. Types only: both sides import this. */

/** Put into the page ahead of its script, as `turnoutPreview`. */
export interface PageSetup {
  /** Names this run of the server; every answer carries it in `runHeader`. It is no secret. */
  readonly run: string;
  /** Address of the event socket and of the page's data. Both hold the secret of this run. */
  readonly events: string;
  readonly page: string;
  /** The build that the page was made from; 0 when there has been no good one yet. */
  readonly build: number;
  readonly assets: number;
  /** Below it are things that the server does when a page posts to them. */
  readonly act: string;
  /** Where slides are measured: a frame for one slide, and below the second address work and what was found. */
  readonly fit?: { readonly frame: string; readonly desk: string };
  /** Address of the socket at which windows, remotes and followers meet; only while presenting. */
  readonly meet?: string;
  /** Set when times are written down. */
  readonly rehearse?: true;
  /** Set when the audience's window is to fill its screen. */
  readonly fullscreen?: true;
}

/** Sent when a page connects and after every change. */
export interface PreviewState {
  /** Counts good builds. A page that shows another one fetches the new one. */
  readonly build: number;
  /** Counts changes of pictures and fonts, which keep their address and so need a fresh page. */
  readonly assets: number;
  /** Errors first. While there is an error, `build` is the last good one. */
  readonly problems: readonly Problem[];
  /** How many more there are than `problems` holds. */
  readonly more: number;
  /** What makes the build of the one before it; only when it was just made. */
  readonly patch?: PagePatch;
  readonly showing: Showing;
  /** Only when a page connects; later it comes by itself. */
  readonly fit?: FitNews;
}

/** What does not fit, as far as slides have been measured. Comes after the slides: nobody waits for it. */
export interface FitNews {
  readonly problems: readonly Problem[];
  readonly more: number;
}

/** What the server sends. */
export type PreviewMessage = PreviewState | { readonly fit: FitNews };

/** Slides that a page should measure next, in the frame of that version. */
export interface FitWork {
  readonly version: string;
  readonly width: number;
  readonly height: number;
  readonly slides: readonly { readonly key: string; readonly html: string }[];
}

/** What a page has found out about them. */
export interface FitFound {
  readonly slides: readonly FitFinding[];
}

export interface FitFinding {
  readonly key: string;
  readonly faults: readonly Fault[];
  /** Addresses of pictures that cannot be shown. */
  readonly broken: readonly string[];
}

/** The difference between two builds. */
export interface PagePatch {
  /** The build before. */
  readonly from: number;
  readonly lang: string;
  readonly title: string;
  /** New and changed slides: each a `<section>` with its id. */
  readonly slides: readonly { readonly id: string; readonly html: string }[];
  /** All ids, when slides came, went or moved. */
  readonly order?: readonly string[];
  readonly css?: string;
}

/** Which edition all pages show, and which there are. The first choice of each is the deck as it is. */
export interface Showing {
  readonly profiles: readonly string[];
  readonly locales: readonly string[];
  readonly themes: readonly string[];
  readonly profile: string;
  readonly locale: string;
  readonly theme: string;
}

/** A diagnostic, ready to show. All of it is plain text. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  /** `file:line:column`. */
  readonly place?: string;
  /** Opens the place in VS Code. */
  readonly link?: string;
  /** By which the server opens the place in the person's editor. */
  readonly open?: number;
  readonly frame?: string;
  /** Id of the slide that has to be looked at, and after how many steps. */
  readonly slide?: string;
  readonly step?: number;
  readonly related: readonly string[];
  readonly hints: readonly string[];
}

/** Header of every answer, so that a page can tell this run from another and from any other server. */
export type RunHeader = 'turnout-run';
