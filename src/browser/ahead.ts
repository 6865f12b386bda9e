import type { WritingHost } from '../host.ts';
import { findBrowser } from './find.ts';
import { within } from './guard.ts';
import { startFound } from './launch.ts';
import { openServer, type Server } from './serve.ts';
import type { BrowserOptions, Started } from './session.ts';

/** A browser that starts while a deck is being read, and the server whose pages it may open. */
export interface Ahead {
  readonly server: Server;
  /** Whoever takes the browser ends it. There is one once at most; undefined also when none could be started. */
  take(): Started | undefined;
}

const endMs = 5_000;

/**
 * Runs `use` while a browser starts: the half second that it takes is the same in which a deck is read. What is wrong
 * with the browser is told to whoever starts another.
 */
export async function withAhead<T>(
  host: WritingHost,
  options: Pick<BrowserOptions, 'browserPath' | 'browserUrl' | 'noSandbox'>,
  use: (ahead: Ahead) => Promise<T>,
): Promise<T> {
  const server = await openServer(host);
  let started = options.browserUrl === undefined ? start(host, server, options) : undefined;
  const take = (): Started | undefined => {
    const taken = started;
    started = undefined;
    return taken;
  };
  try {
    return await use({ server, take });
  } finally {
    await Promise.all([end(host, take()), server.close()]);
  }
}

function start(
  host: WritingHost,
  { port }: Server,
  options: Pick<BrowserOptions, 'browserPath' | 'noSandbox'>,
): Started | undefined {
  try {
    return startFound(host, findBrowser(host, options.browserPath), { ...options, reach: [port] });
  } catch {
    return undefined;
  }
}

async function end(host: WritingHost, started: Started | undefined): Promise<void> {
  if (started === undefined) return;
  const { child, folder } = started;
  child.kill();
  await within(endMs, 'the end of the browser', child.ended).catch(() => {});
  child.transport.close();
  host.remove(folder);
}
