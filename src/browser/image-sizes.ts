import type { Size } from '../model/deck.ts';
import { type DrawnPicture, measurePictures, redrawPicture, sizeOfPicture } from './image-sizes-in-page.ts';
import type { BrowserSession } from './session.ts';
import { openSettled } from './settle.ts';

export type { DrawnPicture } from './image-sizes-in-page.ts';

/** An encoding to try: quality 1 is lossless for WebP, and PNG is always. */
export type Encoding = readonly [type: string, quality: number];

export interface RedrawnPicture {
  readonly bytes: Uint8Array;
  /** Media type, e.g. `image/webp`. */
  readonly type: string;
}

/** A page that shows all slides, to measure pictures in and to make them smaller. */
export interface PictureSizes {
  /** Every `<img>` of the page; one whose file is broken has no size. */
  readonly drawn: readonly DrawnPicture[];
  /** The size of a picture that the page does not show; undefined when it cannot be shown. */
  sizeOf(src: string): Promise<Size | undefined>;
  redraw(src: string, size: Size, encodings: readonly Encoding[]): Promise<RedrawnPicture[]>;
}

/** Opens a page in which slides have their size in CSS px. Its pictures must come from its own origin. */
export async function openPictureSizes(
  session: BrowserSession,
  url: string,
  size: Size,
): Promise<PictureSizes> {
  const page = await session.openPage();
  await page.setViewport({ width: size.width, height: size.height, deviceScaleFactor: 1 });
  await openSettled(page, url);
  return {
    drawn: await page.evaluate(measurePictures),
    sizeOf: (src) => page.evaluate(sizeOfPicture, src),
    redraw: async (src, { width, height }, encodings) => {
      const redrawn = await page.evaluate(redrawPicture, src, width, height, encodings);
      return redrawn.map(({ base64, type }) => ({ bytes: Buffer.from(base64, 'base64'), type }));
    },
  };
}
