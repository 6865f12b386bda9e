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
}

/** A diagnostic, ready to show. All of it is plain text. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  /** `file:line:column`. */
  readonly place?: string;
  readonly frame?: string;
  readonly related: readonly string[];
  readonly hints: readonly string[];
}

/** Header of every answer, so that a page can tell this run from another and from any other server. */
export type RunHeader = 'turnout-run';
