import type { Browser, ConnectOptions } from 'puppeteer-core';
// The package's front door brings the code that downloads and starts browsers, which is not used and takes longer to load
// than all the rest.
import { Puppeteer } from 'puppeteer-core/internal/common/Puppeteer.js';

/** Speaks to a browser that was started already. */
export function connectBrowser(options: ConnectOptions): Promise<Browser> {
  // The types of the inner module are a second copy of the public ones, and classes with private fields never match.
  type Inner = { connect(options: ConnectOptions): Promise<Browser> };
  return (new Puppeteer({ isPuppeteerCore: true }) as unknown as Inner).connect(options);
}
