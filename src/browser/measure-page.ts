import type { Page } from 'puppeteer-core';
import type { Size } from '../model/deck.ts';
import type { BrowserSession } from './launch.ts';
import { openSettled, type PageFailure, type SettleOptions } from './settle.ts';

/** What can be asked of a page; Puppeteer's own page fits, too. */
export interface OpenPage {
  /** Runs a script in the page; the page's own policy does not apply to it. */
  evaluate(script: string): Promise<unknown>;
}

export interface MeasurablePage extends OpenPage {
  /** What the page asked for and did not get. */
  readonly failures: readonly PageFailure[];
  /** The window as a PNG, base64. */
  picture(): Promise<string>;
}

/** Opens an address in a window of `size` CSS px, a dot a px, and waits until it looks as it will stay. */
export async function openMeasurable(
  session: BrowserSession,
  url: string,
  size: Size,
  options: SettleOptions = {},
): Promise<MeasurablePage> {
  const page = await session.openPage();
  await page.setViewport({ width: size.width, height: size.height, deviceScaleFactor: 1 });
  const failures = await openSettled(page, url, options);
  return {
    failures,
    evaluate: (script) => page.evaluate(script),
    picture: await pictureTaker(page),
  };
}

/** The protocol itself: Puppeteer's screenshot measures the page and raises the tab each time. */
async function pictureTaker(page: Page): Promise<() => Promise<string>> {
  const protocol = await page.createCDPSession();
  return async () => {
    const { data } = await protocol.send('Page.captureScreenshot', {
      format: 'png',
      optimizeForSpeed: true,
      captureBeyondViewport: false,
    });
    return data;
  };
}
