import type { Page } from 'puppeteer-core';
import { diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import type { Size } from '../model/deck.ts';
import { TimedOut, within } from './guard.ts';
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

/** A picture takes a tenth of a second. */
const pictureMs = 10_000;

/**
 * The protocol itself: Puppeteer's screenshot measures the page and raises the tab each time. Chromium answers when it
 * has drawn; one frame that gets lost would be waited for without end, so it is asked once more.
 */
async function pictureTaker(page: Page): Promise<() => Promise<string>> {
  const protocol = await page.createCDPSession();
  const take = async (): Promise<string> => {
    const taken = protocol.send('Page.captureScreenshot', {
      format: 'png',
      optimizeForSpeed: true,
      captureBeyondViewport: false,
    });
    return (await within(pictureMs, 'drawing a slide', taken)).data;
  };
  return async () => {
    try {
      return await take();
    } catch (error) {
      if (!(error instanceof TimedOut)) throw error;
    }
    await page.bringToFront();
    return take().catch((error: unknown) => {
      throw error instanceof TimedOut ? notDrawn(error) : error;
    });
  };
}

function notDrawn({ message }: TimedOut): TurnoutError {
  return new TurnoutError(
    diagnose('browser-failed', `the browser draws nothing: ${message}, twice`, {
      hints: ['`turnout doctor` tries the browser by itself and says what is wrong'],
    }),
  );
}
