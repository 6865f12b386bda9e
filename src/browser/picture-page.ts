import type { CDPSession, Page } from 'puppeteer-core';
import type { Size } from '../model/deck.ts';
import type { BrowserSession } from './launch.ts';
import {
  arrangeSlides,
  readPicture,
  type SheetGrid,
  showContactSheet,
  showSlide,
} from './picture-in-page.ts';
import { openSettled, type PageFailure, type SettleOptions } from './settle.ts';

export type PictureFormat = 'png' | 'webp';

export interface Picture {
  readonly bytes: Uint8Array;
  /** As a viewer reads it; undefined when it cannot be read. `colors` is 1 or 2, which means more. */
  readonly seen: (Size & { readonly colors: number }) | undefined;
}

/** The pages of a print document, to be taken one after the other. */
export interface PicturePage {
  readonly failures: readonly PageFailure[];
  /** Every slide in order, with the number of states that its steps make; empty when something failed. */
  readonly slides: readonly { readonly id: string; readonly states: number }[];
  /** A slide with its first `steps` steps. */
  take(id: string, steps: number): Promise<Picture>;
  /** All slides in a grid. After it no single slide can be taken. */
  takeSheet(grid: SheetGrid, labels: readonly string[], size: Size): Promise<Picture>;
}

export interface PicturePageOptions extends SettleOptions {
  /** Of a slide, in CSS px. */
  readonly slide: Size;
  /** Dots a CSS px. */
  readonly scale: number;
  readonly format: PictureFormat;
  readonly allowFailures?: boolean;
}

/** Nearly as small as it gets without a difference that can be seen. */
const webpQuality = 92;

/** Opens a print document of a page a slide, settled as for printing. */
export async function openPictures(
  session: BrowserSession,
  url: string,
  options: PicturePageOptions,
): Promise<PicturePage> {
  const page = await session.openPage();
  await page.emulateMediaType('print');
  const protocol = await page.createCDPSession();
  // In the session that takes the pictures: those of another one have a dot a CSS px, whatever it asked for.
  const resize = (size: Size, deviceScaleFactor: number): Promise<void> =>
    protocol.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor, mobile: false });
  await resize(options.slide, options.scale);
  const failures = await openSettled(page, url, options);
  const isRefused = failures.length > 0 && options.allowFailures !== true;
  const slides = isRefused ? [] : await page.evaluate(arrangeSlides);
  const capture = (): Promise<Picture> => takePicture(protocol, page, options.format);
  return {
    failures,
    slides,
    take: async (id, steps) => {
      await page.evaluate(showSlide, id, steps);
      return capture();
    },
    takeSheet: async (grid, labels, size) => {
      await resize(size, 1);
      await page.evaluate(showContactSheet, grid, labels);
      return capture();
    },
  };
}

/** The protocol itself: Puppeteer's screenshot measures the page and raises the tab each time. */
async function takePicture(protocol: CDPSession, page: Page, format: PictureFormat): Promise<Picture> {
  const { data } = await protocol.send('Page.captureScreenshot', {
    format,
    ...(format === 'webp' ? { quality: webpQuality } : {}),
    optimizeForSpeed: false,
    captureBeyondViewport: false,
  });
  const seen = await page.evaluate(readPicture, `data:image/${format};base64,${data}`);
  return { bytes: Buffer.from(data, 'base64'), seen };
}
