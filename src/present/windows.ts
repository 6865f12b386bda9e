import { spawn } from 'node:child_process';
import { findBrowsers } from '../browser/find.ts';
import type { WritingHost } from '../host.ts';
import { openInBrowser } from '../preview/open-browser.ts';

export interface OpenedWindows {
  /** Closes what was opened, where that is a browser of our own. */
  close(): void;
}

export interface WindowsWish {
  /** Of the audience's window. */
  readonly url: string;
  readonly browser?: string | undefined;
  /** Told when no window could be opened. */
  readonly onFailure: () => void;
}

/** ms within which a browser that ends has not opened anything. */
const startMs = 4_000;
/** ms that it has to end. */
const endMs = 2_000;

/**
 * Opens the presenter view. In a Chromium it is an application window of a profile of its own: without bars, without
 * somebody's tabs and messages, and it may open the audience's window by itself. Any other browser gets the address.
 */
export function openWindows(host: WritingHost, { url, browser, onFailure }: WindowsWish): OpenedWindows {
  const view = `${url}?presenter`;
  const [found] = findBrowsers(host, browser);
  if (found === undefined) {
    openInBrowser(view, onFailure);
    return { close: () => {} };
  }
  const profile = host.makeTempFolder();
  const child = spawn(found.path, appFlags(`${view}&audience`, profile), { stdio: 'ignore' });
  let isOurs = true;
  const settled = setTimeout(() => {
    isOurs = false;
  }, startMs);
  const fail = (): void => {
    if (!isOurs) return;
    isOurs = false;
    clearTimeout(settled);
    // E.g. without a display, or one that only says how it is installed.
    if (browser === undefined) openInBrowser(view, onFailure);
    else onFailure();
  };
  child.once('error', fail);
  child.once('exit', (code) => {
    if (code !== 0) fail();
  });
  return {
    close: () => {
      isOurs = false;
      clearTimeout(settled);
      child.once('exit', () => host.remove(profile));
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
        host.remove(profile);
        return;
      }
      child.kill();
      const late = setTimeout(() => child.kill('SIGKILL'), endMs);
      child.once('exit', () => clearTimeout(late));
    },
  };
}

function appFlags(view: string, profile: string): string[] {
  return [
    `--app=${view}`,
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    // The audience's window is opened without a click.
    '--disable-popup-blocking',
    '--disable-features=Translate',
    '--autoplay-policy=no-user-gesture-required',
    // Chromium refuses to start for root otherwise; only our own deck is shown.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}
