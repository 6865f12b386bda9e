import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import type { Host } from '../host.ts';
import { libraryRoots } from '../read/locate.ts';
import { Quiet } from './quiet.ts';

/**
 * Everything that a deck is made from: its folder, the templates and themes that it may use, and the folders of decks
 * whose slides it uses.
 */
export function watchedTrees(host: Host, folder: string, used: readonly string[] = []): string[] {
  const inDeck = (path: string): boolean => isInside(folder, path) || isInside(host.realPath(folder), path);
  const roots = libraryRoots(host, folder).flatMap((root) => [join(root, 'templates'), join(root, 'themes')]);
  return [folder, ...[...roots, ...used].filter((path) => !inDeck(path))];
}

/** How often folders that are not there are looked for, and how long to wait for the system to list the others; ms. */
const lookMs = 500;
const listMs = 3_000;

/**
 * Tells when files in some folders have changed, once a burst is over. Built on these observations of chokidar 5:
 * - it reports a change of a file only once in 50 ms and drops what comes between, so its raw events are taken, too;
 * - what is put into a new folder before that folder is listened to is not reported, and a folder that was deleted
 *   and made again stays unwatched. So the watching begins anew whenever folders come or go, and the change is told
 *   after that: whoever then reads the files has missed nothing.
 */
export class Watch {
  readonly #host: Host;
  #trees: readonly string[];
  readonly #onChange: (paths: ReadonlySet<string>) => void;
  readonly #quiet: Quiet;
  readonly #look: NodeJS.Timeout;
  #watcher: FSWatcher | undefined;
  #present: readonly string[] = [];
  #foldersChanged = false;
  #isClosed = false;
  #work: Promise<void> = Promise.resolve();

  private constructor(
    host: Host,
    trees: readonly string[],
    onChange: (paths: ReadonlySet<string>) => void,
    onEarly: (path: string) => void,
  ) {
    this.#host = host;
    this.#trees = trees;
    this.#onChange = onChange;
    const lock = findGitLock(host, trees[0] ?? host.cwd);
    this.#quiet = new Quiet(
      host,
      (paths) => {
        // One after the other: a reopening that is under way hears of what came meanwhile by reading it.
        this.#work = this.#work.then(() => this.#settle(paths));
      },
      { isBusy: () => lock !== undefined && host.kind(lock) === 'file', onEarly },
    );
    this.#look = setInterval(() => this.#lookForFolders(), lookMs);
    this.#look.unref();
  }

  /** Resolves when every change from now on will be told; `onEarly` hears of some that may not be over. */
  static async open(
    host: Host,
    trees: readonly string[],
    onChange: (paths: ReadonlySet<string>) => void,
    onEarly: (path: string) => void = () => {},
  ): Promise<Watch> {
    const opened = new Watch(host, trees, onChange, onEarly);
    await opened.#reopen();
    return opened;
  }

  /** Watches these folders from now on. What changes in new ones before they are listened to is told, too. */
  follow(trees: readonly string[]): void {
    if (trees.join('\n') === this.#trees.join('\n')) return;
    this.#trees = [...trees];
    this.#lookForFolders();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#look);
    this.#quiet.stop();
    await this.#watcher?.close();
  }

  async #settle(paths: ReadonlySet<string>): Promise<void> {
    if (this.#foldersChanged) await this.#reopen();
    if (!this.#isClosed) this.#onChange(paths);
  }

  async #reopen(): Promise<void> {
    // First the old one: watchers share what they listen with, and that may be deaf by now.
    await this.#watcher?.close();
    if (this.#isClosed) return;
    this.#foldersChanged = false;
    this.#present = this.#existing();
    const watcher = watch([...this.#present], {
      ignoreInitial: true,
      atomic: false,
      ignorePermissionErrors: true,
      ignored: (path) => this.#isNoise(path),
    });
    this.#watcher = watcher;
    await listed(watcher);
    if (this.#isClosed) {
      await watcher.close();
      return;
    }
    watcher.on('all', (event, path) => this.#hear(path, event === 'addDir' || event === 'unlinkDir'));
    watcher.on('raw', (event, name, details) => this.#hearRaw(watcher, event, name, details));
    // What cannot be watched, e.g. for want of watches, is told when it is read.
    watcher.on('error', () => {});
  }

  #hear(path: string, isFolder: boolean): void {
    if (this.#isNoise(path)) return;
    if (isFolder) this.#foldersChanged = true;
    this.#quiet.touch(path);
  }

  #hearRaw(watcher: FSWatcher, event: string, name: unknown, details: unknown): void {
    const watched = (details as { watchedPath?: unknown } | undefined)?.watchedPath;
    if (typeof watched !== 'string') return;
    const isFolder = Object.hasOwn(watcher.getWatched(), watched);
    // A folder that was moved or deleted says its own name.
    const isGone = isFolder && event === 'rename' && name === basename(watched);
    const path = isFolder && !isGone && typeof name === 'string' ? join(watched, name) : watched;
    this.#hear(path, isGone);
  }

  #lookForFolders(): void {
    if (this.#existing().join('\n') === this.#present.join('\n')) return;
    this.#foldersChanged = true;
    this.#quiet.touch();
  }

  #existing(): string[] {
    return this.#trees.filter((tree) => this.#host.kind(tree) === 'folder');
  }

  /** What editors, git and our own exports leave beside the sources. */
  #isNoise(path: string): boolean {
    const tree = this.#trees.find((each) => isInside(each, path));
    const names = tree === undefined ? [basename(path)] : relative(tree, path).split(/[/\\]/);
    return names.some(isNoiseName);
  }
}

/** The file that git holds while it writes others, as when a branch is switched: half of a branch is no deck. */
function findGitLock(host: Host, folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const git = join(at, '.git');
    const kind = host.kind(git);
    if (kind === 'folder') return join(git, 'index.lock');
    // A further working tree of a repository names its place.
    const named = kind === 'file' ? /^gitdir: (.+)$/m.exec(host.readText(git))?.[1] : undefined;
    if (named !== undefined) return join(resolve(at, named), 'index.lock');
    if (dirname(at) === at) return undefined;
  }
}

function isNoiseName(name: string): boolean {
  return /^\.|~$|\.part$|^4913$/.test(name) || name === 'node_modules' || name === 'out';
}

function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** A folder that vanishes while it is listed keeps chokidar from ever being ready. */
async function listed(watcher: FSWatcher): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    new Promise<void>((resolve) => watcher.once('ready', resolve)),
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, listMs);
    }),
  ]);
  clearTimeout(timer);
}
