import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import type { WritingHost } from '../host.ts';
import { type Child, startBrowser } from './child.ts';
import { browserEnvironment } from './environment.ts';
import { type FoundBrowser, findBrowser, findBrowsers } from './find.ts';
import { browserFlags } from './flags.ts';
import { orAbort, TimedOut, within } from './guard.ts';
import { withRemoteBrowser } from './remote.ts';
import type { BrowserOptions, BrowserSession, Sandbox, Started } from './session.ts';

export type { BrowserOptions, BrowserSession, Sandbox } from './session.ts';

/** The browser ended or stopped answering although nobody asked it to. */
class BrowserCrash extends Error {
  /** Whether it ever answered: one that did not may be no browser at all. */
  readonly answered: boolean;

  constructor(message: string, answered: boolean) {
    super(message);
    this.answered = answered;
  }
}

const answerMs = 30_000;
/** A failure may be the first sign of a crash; so long it is held back. */
const graceMs = 1_500;
const closeMs = 5_000;

/**
 * Runs `use` with a fresh browser and leaves nothing behind: no process, no profile, whatever happens.
 * A crash is answered with one fresh browser, so `use` may run twice; a program that never answers is passed over when
 * there is another. Throws `browser-missing` and `browser-failed`.
 */
export async function withBrowser<T>(
  host: WritingHost,
  options: BrowserOptions,
  use: (session: BrowserSession) => Promise<T>,
): Promise<T> {
  host.sweepTempFolders();
  if (options.browserUrl !== undefined) return withRemoteBrowser(options.browserUrl, options, use);
  const preferred = findBrowser(host, options.browserPath);
  const others = findBrowsers(host, options.browserPath).slice(1);
  const crashes: Crash[] = [];
  let browser = preferred;
  for (let retried = false; ; ) {
    try {
      // Before the browser is taken: from then on it is ours to end.
      options.signal?.throwIfAborted();
      const started = options.ahead?.take() ?? startFound(host, browser, options);
      return await withOneBrowser(host, started, options, use);
    } catch (error) {
      if (!(error instanceof BrowserCrash)) throw error;
      crashes.push({ path: browser.path, crash: error });
    }
    const other = crashes.at(-1)?.crash.answered === false ? others.shift() : undefined;
    if (other === undefined && retried) throw failure(crashes, options.doing?.());
    retried ||= other === undefined;
    browser = other ?? browser;
  }
}

interface Crash {
  readonly path: string;
  readonly crash: BrowserCrash;
}

/** The first crash is told: later ones are of the same browser, or of one that nobody would have chosen. */
function failure(crashes: readonly Crash[], doing: string | undefined): TurnoutError {
  const [first] = crashes;
  const message = first?.crash.message ?? 'ended';
  const times = crashes.length === 2 && crashes[1]?.path === first?.path ? ', twice' : '';
  const when = doing === undefined ? '' : `, while ${doing}`;
  return new TurnoutError(
    diagnose('browser-failed', `the browser \`${first?.path}\` ${message}${times}${when}`, {
      hints: crashHints(message),
    }),
  );
}

function chooseSandbox(host: WritingHost, options: Pick<BrowserOptions, 'noSandbox'>): Sandbox {
  const wish = host.env('TURNOUT_NO_SANDBOX') ?? '';
  if (options.noSandbox === true || (wish !== '' && wish !== '0')) return 'off: asked';
  return process.getuid?.() === 0 ? 'off: root' : 'on';
}

/** Starts a browser; whoever does ends it and takes its folder away. */
export function startFound(
  host: WritingHost,
  found: FoundBrowser,
  options: Pick<BrowserOptions, 'reach' | 'noSandbox'>,
): Started {
  const sandbox = chooseSandbox(host, options);
  const folder = host.makeTempFolder();
  const flags = browserFlags({
    profile: join(folder, 'profile'),
    reach: options.reach,
    sandbox: sandbox === 'on',
  });
  return { found, sandbox, folder, child: startBrowser(found.path, flags, browserEnvironment(host, folder)) };
}

async function withOneBrowser<T>(
  host: WritingHost,
  { found, sandbox, folder, child }: Started,
  options: BrowserOptions,
  use: (session: BrowserSession) => Promise<T>,
): Promise<T> {
  const crash = watchForCrash(child);
  let browser: Browser | undefined;
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= closeAll(child, browser, options.signal);
    return closing;
  };
  try {
    return await orAbort(
      options.signal,
      crash.orCrash(
        (async () => {
          browser = await connect(child);
          crash.answered();
          return await use(session(browser, found, sandbox, crash, close));
        })(),
      ),
    );
  } finally {
    crash.expected();
    await close();
    host.remove(folder);
  }
}

/** The module is read while the browser starts: neither waits for the other. */
async function connect(child: Child): Promise<Browser> {
  const { connectBrowser } = await import('./puppeteer.ts');
  const browser = connectBrowser({ transport: child.transport, defaultViewport: null, protocolTimeout: 0 });
  // What is asked of a browser that has ended is never answered, and never refused either.
  const ended = child.ended.then((how): never => {
    throw new Error(`the browser ended (${how})`);
  });
  try {
    return await within(answerMs, 'starting the browser', Promise.race([browser, ended]));
  } catch (error) {
    browser.catch(() => {});
    throw error instanceof TimedOut
      ? new BrowserCrash(`did not answer within ${answerMs / 1000} s`, false)
      : error;
  }
}

function session(
  browser: Browser,
  found: FoundBrowser,
  sandbox: Sandbox,
  crash: CrashWatch,
  close: () => Promise<void>,
): BrowserSession {
  let isOpened = false;
  return {
    found,
    sandbox,
    version: () => browser.version(),
    openPage: async (place = 'tab') => {
      // The page that every browser opens with is as good as another, and is there already.
      const [waiting] = isOpened ? [] : await browser.pages();
      isOpened = true;
      const page = waiting ?? (await browser.newPage({ type: place }));
      page.on('error', (error) => crash.report(`lost its page: ${error.message}`));
      return page;
    },
    release: () => {
      crash.expected();
      void close();
    },
  };
}

interface CrashWatch {
  orCrash<T>(work: Promise<T>): Promise<T>;
  report(message: string): void;
  answered(): void;
  /** From now on an end is no crash. */
  expected(): void;
}

/**
 * When a browser ends, its pipes break first and whatever waits for an answer fails with one of many messages;
 * the process's own end says what happened. So a failure is held back until it is known whether the browser lives.
 */
function watchForCrash(child: Child): CrashWatch {
  let report: (message: string) => void = () => {};
  let live = true;
  let answered = false;
  const crashed = new Promise<never>((_, reject) => {
    report = (message) => {
      if (live) reject(new BrowserCrash(message, answered));
    };
  });
  crashed.catch(() => {});
  void child.ended.then((how) => report(`ended by itself (${how}${lastWords(child)})`));
  return {
    orCrash: async (work) => {
      try {
        return await Promise.race([work, crashed]);
      } catch (error) {
        if (!live || error instanceof BrowserCrash) throw error;
        await Promise.race([crashed, within(graceMs, 'the end of the browser', child.ended).catch(() => {})]);
        throw error;
      }
    },
    report: (message) => report(message),
    answered: () => {
      answered = true;
    },
    expected: () => {
      live = false;
    },
  };
}

function lastWords(child: Child): string {
  const telling = child
    .log()
    .find((line) => /error while loading|sandbox|cannot|can't|FATAL|not found/i.test(line));
  return telling === undefined ? '' : `: ${telling.replace(/^\[[^\]]*\]\s*/, '').slice(0, 200)}`;
}

function crashHints(message: string): string[] {
  if (/sandbox/i.test(message)) {
    return [
      'let this user make user namespaces, or set `TURNOUT_NO_SANDBOX=1` when all content of the deck is your own',
    ];
  }
  if (/loading shared libraries/.test(message)) {
    return ['a library of the system is missing: `sudo apt-get install -y chromium` brings all of them'];
  }
  return ['`turnout doctor` tries the browser by itself and says what is wrong'];
}

async function closeAll(
  child: Child,
  browser: Browser | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (browser !== undefined && signal?.aborted !== true && child.end() === undefined) {
    await orAbort(signal, closePolitely(browser, child)).catch(() => {});
  }
  child.kill();
  await within(closeMs, 'the end of the browser', child.ended).catch(() => {});
  child.transport.close();
}

async function closePolitely(browser: Browser, child: Child): Promise<void> {
  const closed = browser.close().then(() => child.ended);
  await within(closeMs, 'closing the browser', closed);
}
