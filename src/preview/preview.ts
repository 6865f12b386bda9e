import { randomBytes } from 'node:crypto';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Host } from '../host.ts';
import type { Bundle } from '../model/bundle.ts';
import { type Built, buildPreview, liveScript } from './build.ts';
import type { PageSetup, PreviewState } from './message.ts';
import { toBugProblem, toProblems } from './problems.ts';
import type { Pages } from './push.ts';
import { type Answer, listen, type Site } from './server.ts';
import { waitingPage } from './waiting-page.ts';
import { Watch, watchedTrees } from './watch.ts';

export interface PreviewOptions {
  /** Exactly this port; 0 lets the system choose. Left out: the first free one from `firstPort`. */
  readonly port?: number | undefined;
  readonly firstPort?: number; // defaults to 4321
  /** Told after every build, the first one included. */
  readonly onBuild?: (report: BuildReport) => void;
}

export interface BuildReport {
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined while the deck is broken. */
  readonly slides?: number;
  readonly ms: number;
  /** A fault of Turnout itself; the preview goes on. */
  readonly bug?: unknown;
}

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
    const watch = await Watch.open(host, watchedTrees(host, folder), (paths) => session.rebuild(paths));
    session.rebuild(new Set());
    return {
      url: `http://127.0.0.1:${server.port}/`,
      port: server.port,
      close: async () => {
        session.end();
        await Promise.all([watch.close(), server.close()]);
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/**
 * How long a deck may be broken before pages are told, in ms: files that are deleted and made again, or written in
 * several steps, are wrong for a moment, and nobody wants to see that.
 */
const graceMs = 100;

/** What is shown now: the last good deck and what is wrong with the files. */
class Session implements Site {
  readonly run = randomBytes(8).toString('hex');
  readonly events: string;
  readonly #root: string;
  readonly #connect: string;
  readonly #host: Host;
  readonly #folder: string;
  readonly #options: PreviewOptions;
  readonly #pages: Pages;
  #bundle: Bundle | undefined;
  #build = 0;
  #assets = 0;
  #state: PreviewState = { build: 0, assets: 0, problems: [], more: 0 };
  /** Touched since the last good build. */
  #touched = new Set<string>();
  #grace: NodeJS.Timeout | undefined;

  constructor(host: Host, folder: string, port: number, pages: Pages, options: PreviewOptions) {
    this.#host = host;
    this.#folder = folder;
    this.#pages = pages;
    this.#options = options;
    this.#root = `/${randomBytes(16).toString('hex')}`;
    this.events = `${this.#root}/events`;
    this.#connect = ["'self'", `ws://127.0.0.1:${port}`, `ws://localhost:${port}`].join(' ');
  }

  end(): void {
    clearTimeout(this.#grace);
  }

  rebuild(touched: ReadonlySet<string>): void {
    const started = this.#host.now().getTime();
    for (const path of touched) this.#touched.add(this.#host.realPath(path));
    const assets = this.#assets + (this.#hasTouchedFile(this.#bundle) ? 1 : 0);
    const setup = this.#setup(this.#build + 1, assets);
    const built = buildPreview(this.#host, this.#folder, setup, this.#connect);
    if (built.bundle !== undefined) {
      this.#bundle = built.bundle;
      this.#build = setup.build;
      this.#assets = setup.assets;
      this.#touched = new Set();
    }
    this.#publish(built);
    this.#options.onBuild?.({
      diagnostics: built.diagnostics,
      ms: this.#host.now().getTime() - started,
      ...(built.bundle === undefined ? {} : { slides: built.slides }),
      ...(built.bug === undefined ? {} : { bug: built.bug }),
    });
  }

  answer(path: string): Answer | undefined {
    if (path === '/' || path === '/index.html') return this.#page() ?? this.#waitingPage();
    if (path === `${this.#root}/page`) return this.#page();
    if (path === `${this.#root}/preview.js`) {
      return { name: 'preview.js', body: liveScript(this.#host, this.#setup(0, this.#assets)) };
    }
    const name = path.slice(1);
    const file = path.startsWith('/') ? this.#bundle?.files.get(name) : undefined;
    if (file === undefined) return undefined;
    return { name, body: 'copyOf' in file ? this.#host.readBytes(file.copyOf) : file.content };
  }

  greeting(): string {
    return JSON.stringify(this.#state);
  }

  #setup(build: number, assets: number): PageSetup {
    return { run: this.run, events: this.events, page: `${this.#root}/page`, build, assets };
  }

  #page(): Answer | undefined {
    const file = this.#bundle?.files.get(this.#bundle.entry);
    if (file === undefined || !('content' in file)) return undefined;
    // The page itself says what else it may do.
    return {
      name: 'index.html',
      body: file.content,
      headers: { 'content-security-policy': "frame-ancestors 'self'", etag: `"${this.#build}"` },
    };
  }

  #waitingPage(): Answer {
    const policy = [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'unsafe-inline'",
      `connect-src ${this.#connect}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
    ].join('; ');
    const body = waitingPage(`${this.#root}/preview.js`);
    return { name: 'index.html', body, headers: { 'content-security-policy': policy } };
  }

  /** Whether a picture or font of the bundle was touched: its address stays, so pages would go on showing the old one. */
  #hasTouchedFile(bundle: Bundle | undefined): boolean {
    return [...(bundle?.files.values() ?? [])].some(
      (file) => 'copyOf' in file && this.#touched.has(file.copyOf),
    );
  }

  #publish(built: Built): void {
    clearTimeout(this.#grace);
    const { problems, more } =
      built.bug === undefined
        ? toProblems(built.diagnostics, this.#host.cwd)
        : { problems: [toBugProblem(built.bug)], more: 0 };
    const wasGood = this.#state.build > 0 && this.#state.problems.every((each) => each.severity !== 'error');
    const tell = (): void => {
      this.#state = { build: this.#build, assets: this.#assets, problems, more };
      this.#pages.send(this.greeting());
    };
    if (built.bundle === undefined && wasGood) this.#grace = setTimeout(tell, graceMs);
    else tell();
  }
}
