import type { Browser, HTTPRequest, Page } from 'puppeteer-core';
import { diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import { orAbort, within } from './guard.ts';
import type { BrowserOptions, BrowserSession } from './session.ts';

const connectMs = 30_000;
const closeMs = 5_000;

/**
 * Runs `use` with a browser that somebody else started, in a context of its own that is closed at the end: neither
 * cookies nor pages are shared. What its pages ask of `reach` travels over the connection; it needs no way back to this
 * machine, and everything else is refused. Throws `browser-failed`.
 */
export async function withRemoteBrowser<T>(
  url: string,
  options: BrowserOptions,
  use: (session: BrowserSession) => Promise<T>,
): Promise<T> {
  options.signal?.throwIfAborted();
  const browser = await orAbort(options.signal, connect(url));
  let isClosing = false;
  const lost = new Promise<never>((_, reject) => {
    browser.once('disconnected', () => {
      if (!isClosing) reject(failed(url, 'ended the connection'));
    });
  });
  lost.catch(() => {});
  let close = async (): Promise<void> => {};
  try {
    const work = async (): Promise<T> => {
      const context = await browser.createBrowserContext();
      close = () => context.close();
      return use({
        found: { path: bare(url), from: 'the given address' },
        sandbox: 'unknown',
        version: () => browser.version(),
        openPage: async () => {
          const page = await context.newPage();
          await answerFromHere(page, options.reach);
          return page;
        },
        // It is not ours to end, and its context is closed soon enough.
        release: () => {},
      });
    };
    return await orAbort(options.signal, Promise.race([work(), lost]));
  } finally {
    isClosing = true;
    await within(closeMs, 'closing the pages', close()).catch(() => {});
    await browser.disconnect().catch(() => {});
  }
}

async function connect(url: string): Promise<Browser> {
  const { connectBrowser } = await import('./puppeteer.ts');
  const address = /^wss?:/.test(url) ? { browserWSEndpoint: url } : { browserURL: url };
  const browser = connectBrowser({ ...address, defaultViewport: null, protocolTimeout: 0 });
  try {
    return await within(connectMs, 'connecting to the browser', browser);
  } catch (error) {
    void browser.then((late) => late.disconnect()).catch(() => {});
    const why = error instanceof Error && error.message !== '' ? `: ${error.message}` : '';
    throw failed(url, `cannot be reached${why.replaceAll(url, bare(url))}`);
  }
}

function failed(url: string, what: string): TurnoutError {
  return new TurnoutError(
    diagnose('browser-failed', `the browser at \`${bare(url)}\` ${what}`, {
      hints: ['start one: `chromium --headless --remote-debugging-port=9222`, then `http://127.0.0.1:9222`'],
    }),
  );
}

/** Addresses of browser pools hold a token: what is printed does not. */
function bare(url: string): string {
  return URL.canParse(url) ? `${new URL(url).protocol}//${new URL(url).host}` : url;
}

/**
 * The page believes that it talks to 127.0.0.1 of its own machine, but each of its requests comes here first. Workers
 * and sockets would slip through: the policy that comes with what we serve allows no script.
 */
async function answerFromHere(page: Page, reach: readonly number[]): Promise<void> {
  await page.setRequestInterception(true);
  page.on('request', (request) => void answer(request, reach).catch(() => {}));
}

async function answer(request: HTTPRequest, reach: readonly number[]): Promise<void> {
  const url = new URL(request.url());
  if (url.protocol === 'data:') return request.continue();
  const isOurs = url.protocol === 'http:' && url.hostname === '127.0.0.1' && reach.includes(Number(url.port));
  if (!isOurs || !['GET', 'HEAD'].includes(request.method())) return request.abort('blockedbyclient');
  try {
    const response = await fetch(url, { redirect: 'error' });
    await request.respond({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
    });
  } catch {
    await request.abort('connectionfailed');
  }
}
