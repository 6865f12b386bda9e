import type { BrowserSession } from './launch.ts';
import type { OpenPage } from './measure-page.ts';
import { openSettled, type PageFailure, type SettleOptions } from './settle.ts';

export interface PrintedPages {
  /** The PDF as Chromium made it; empty when the page did not settle, and nothing was printed. */
  readonly pdf: Uint8Array;
  readonly failures: readonly PageFailure[];
  /** The page that was printed, still open. */
  readonly page: OpenPage;
}

export interface PrintPageOptions extends SettleOptions {
  /** Print although something is missing. */
  readonly allowFailures?: boolean;
  /** Called when printing begins. */
  readonly onSettled?: () => void;
}

/** Opens an address, waits until it has settled and prints it with the page sizes that its CSS asks for. */
export async function printPage(
  session: BrowserSession,
  url: string,
  options: PrintPageOptions = {},
): Promise<PrintedPages> {
  const page = await session.openPage();
  const failures = await openSettled(page, url, { ...options, onScreen: false });
  if (failures.length > 0 && options.allowFailures !== true) return { pdf: new Uint8Array(), failures, page };
  options.onSettled?.();
  const stream = await page.createPDFStream({
    preferCSSPageSize: true,
    printBackground: true,
    tagged: true,
    outline: true,
    // They are there: `openSettled` waited for them, with a bound.
    waitForFonts: false,
    timeout: 0,
  });
  return { pdf: await collect(stream), failures, page };
}

async function collect(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) chunks.push(part.value);
  return Buffer.concat(chunks);
}
