import type { BrowserSession } from './launch.ts';
import type { OpenPage } from './measure-page.ts';
import { openSettled, type PageFailure, type SettleOptions } from './settle.ts';

export interface PrintedPages {
  /** The PDF as Chromium made it; empty when the page did not settle or was refused, and nothing was printed. */
  readonly pdf: Uint8Array;
  readonly failures: readonly PageFailure[];
}

export interface PrintPageOptions extends SettleOptions {
  /** Print although something is missing. */
  readonly allowFailures?: boolean;
  /** Looks at the page when it has settled. `false` when it is not to be printed. */
  readonly inspect?: ((page: OpenPage) => Promise<boolean>) | undefined;
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
  const failures = await openSettled(page, url, options);
  if (failures.length > 0 && options.allowFailures !== true) return { pdf: new Uint8Array(), failures };
  if ((await options.inspect?.(page)) === false) return { pdf: new Uint8Array(), failures };
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
  return { pdf: await collect(stream), failures };
}

async function collect(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) chunks.push(part.value);
  return Buffer.concat(chunks);
}
