import type { Page } from 'puppeteer-core';
import { within } from './guard.ts';
import type { BrowserSession } from './session.ts';

/** A session with one page that is used again and again: a new page costs a process. */
export interface Lane {
  readonly session: BrowserSession;
  /** The next one who asks gets a fresh page. */
  readonly drop: () => Promise<void>;
}

/** Lanes that work at the same time, each with a window of its own. */
export function openLanes(session: BrowserSession, count: number): Lane[] {
  let opened: Promise<unknown> = Promise.resolve();
  // One after the other: the first takes the page that is there.
  const open = (): Promise<Page> => {
    const page = opened.then(() => session.openPage('window'));
    opened = page.catch(() => {});
    return page;
  };
  return Array.from({ length: count }, () => openLane(session, open));
}

const closeMs = 2_000;

function openLane(session: BrowserSession, open: () => Promise<Page>): Lane {
  let page: Promise<Page> | undefined;
  const openPage = (): Promise<Page> => {
    page ??= open();
    return page;
  };
  const drop = async (): Promise<void> => {
    const dropped = page;
    page = undefined;
    const closed = dropped?.then((each) => each.close()) ?? Promise.resolve();
    await within(closeMs, 'closing a page', closed).catch(() => {});
  };
  return { session: { ...session, openPage }, drop };
}
