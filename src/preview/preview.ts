import type { Host } from '../host.ts';
import type { BuildReport, Presenting, PreviewOptions } from './options.ts';
import { listen } from './server.ts';
import { Session } from './session.ts';
import { Watch, watchedTrees } from './watch.ts';

export type { BuildReport, Presenting, PreviewOptions };

export interface Preview {
  readonly url: string;
  readonly port: number;
  /** Ends every connection at once; the port is free when this resolves. */
  close(): Promise<void>;
}

export const defaultPort = 4321;

/**
 * Serves a deck on 127.0.0.1, builds it again whenever one of its files changes, and tells the open pages.
 * A broken deck is no failure: the last good one stays. Throws `port-taken`.
 */
export async function startPreview(
  host: Host,
  folder: string,
  options: PreviewOptions = {},
): Promise<Preview> {
  const wish = { exact: options.port, from: options.firstPort ?? defaultPort };
  const server = await listen(wish, (port, pages) => new Session(host, folder, port, pages, options));
  const session = server.site;
  try {
    let watch: Watch | undefined;
    const rebuild = (paths: ReadonlySet<string>): void => {
      const used = session.rebuild(paths);
      // Of a deck that cannot be read nobody knows what it uses: what was watched stays so.
      if (used !== undefined) watch?.follow(watchedTrees(host, folder, used));
    };
    const prepare = (path: string): void => session.prepare(path);
    watch = await Watch.open(host, watchedTrees(host, folder), rebuild, prepare);
    const opened = watch;
    rebuild(new Set());
    return {
      url: `http://127.0.0.1:${server.port}/`,
      port: server.port,
      close: async () => {
        session.end();
        await Promise.all([opened.close(), server.close()]);
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}
