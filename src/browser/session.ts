import type { Page } from 'puppeteer-core';
import type { Child } from './child.ts';
import type { FoundBrowser } from './find.ts';

/** `root`: switched off because Chromium refuses it to root. `asked`: switched off by option or `TURNOUT_NO_SANDBOX`. `unknown`: of another machine. */
export type Sandbox = 'on' | 'off: root' | 'off: asked' | 'unknown';

/** A browser that may not have answered yet, with its folder. */
export interface Started {
  readonly found: FoundBrowser;
  readonly sandbox: Sandbox;
  readonly folder: string;
  readonly child: Child;
}

export interface BrowserOptions {
  /** Path of the browser; else `findBrowser` decides. */
  readonly browserPath?: string | undefined;
  /** A browser that runs already, as `ws://…`, `wss://…` or `http://127.0.0.1:9222`; then no other is looked for. */
  readonly browserUrl?: string | undefined;
  /** Ports of 127.0.0.1 that pages may reach; nothing else can be reached. */
  readonly reach: readonly number[];
  readonly noSandbox?: boolean | undefined;
  /** A browser that was started before, for the same options. */
  readonly ahead?: { take(): Started | undefined } | undefined;
  /** What is being done, for the message of a crash: `printing`. */
  readonly doing?: (() => string) | undefined;
  /** When it aborts, everything rejects with its reason at once and the browser is killed. */
  readonly signal?: AbortSignal | undefined;
}

export interface BrowserSession {
  readonly found: FoundBrowser;
  readonly sandbox: Sandbox;
  /** As the browser says it, e.g. `Chrome/140.0.1`. */
  version(): Promise<string>;
  /**
   * A page whose crash ends the session. It is closed with the browser. Of the tabs of a window only one is drawn: what
   * is used at the same time has a window of its own.
   */
  openPage(place?: 'tab' | 'window'): Promise<Page>;
  /** Begins to close the browser while the caller goes on with something else. */
  release(): void;
}
