import { extname } from 'node:path';
import type { Host } from '../host.ts';

/** Saves come in bursts: an editor writes several files, or one in several steps. All ms. */
const quietMs = 30;
/** For one file alone that is the same at the end, unless others were told of just before. */
const aloneMs = 8;
const calmMs = 60;
/** For a text that looks as if its writer had not finished. */
const unfinishedMs = 120;
/** Something that writes without a pause must not keep the deck from ever being shown. */
const patienceMs = 1_000;

const texts = new Set(['.yaml', '.yml', '.hbs', '.css']);

export interface MoreQuiet {
  /** Whether somebody is known to be writing more files. */
  readonly isBusy?: () => boolean; // defaults to never
  /** Told at once of a text that seems finished and alone: what can be got ready, is, before that is certain. */
  readonly onEarly?: (path: string) => void;
}

/** Gathers touched paths until nothing was touched for a while, then hands them on together. */
export class Quiet {
  readonly #host: Host;
  readonly #onQuiet: (paths: ReadonlySet<string>) => void;
  readonly #onEarly: (path: string) => void;
  readonly #isBusy: () => boolean;
  #paths = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  /** Times of the burst's first and last touch. */
  #first = 0;
  #last = 0;
  #told = 0;
  /** Of the only file, when it was last touched. */
  #stamp: string | undefined;
  #early: NodeJS.Immediate | undefined;
  #isEarlyTold = false;

  constructor(host: Host, onQuiet: (paths: ReadonlySet<string>) => void, more: MoreQuiet = {}) {
    this.#host = host;
    this.#isBusy = more.isBusy ?? (() => false);
    this.#onQuiet = onQuiet;
    this.#onEarly = more.onEarly ?? (() => {});
  }

  /** Without a path: something unknown was touched. */
  touch(path?: string): void {
    const now = this.#now();
    const isFirst = this.#timer === undefined;
    if (isFirst) this.#first = now;
    this.#last = now;
    if (path !== undefined) this.#paths.add(path);
    const isAlone =
      path !== undefined &&
      this.#paths.size === 1 &&
      this.#host.stamp !== undefined &&
      now - this.#told > calmMs;
    const before = this.#stamp;
    this.#stamp = isAlone ? this.#host.stamp?.(path) : undefined;
    // One save is told of in several ways, some of them late.
    const isEcho = !isFirst && this.#stamp !== undefined && this.#stamp === before;
    if (isEcho) return;
    this.#wait(this.#stamp === undefined ? quietMs : aloneMs);
    // After what else the system has to tell by now.
    if (isFirst && isAlone) this.#early = setImmediate(() => this.#tellEarly(path));
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#early);
    this.#timer = undefined;
    this.#isEarlyTold = false;
  }

  #tellEarly(path: string): void {
    const isLikely = this.#timer !== undefined && this.#stamp !== undefined && texts.has(extname(path));
    if (!isLikely || this.#isBusy() || this.#isUnfinished()) return;
    this.#isEarlyTold = true;
    this.#onEarly(path);
  }

  #wait(ms: number): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#early);
    const left = Math.max(0, this.#first + patienceMs - this.#now());
    this.#timer = setTimeout(() => this.#settle(), Math.min(ms, left));
  }

  #settle(): void {
    if (this.#isEarlyTold) {
      // What was touched while somebody got ready is heard first.
      this.#isEarlyTold = false;
      this.#early = setImmediate(() => this.#settle());
      return;
    }
    const now = this.#now();
    const idle = now - this.#last;
    if (now - this.#first < patienceMs && this.#isBusy()) {
      this.#wait(quietMs);
      return;
    }
    if (idle < unfinishedMs && now - this.#first < patienceMs && this.#isUnfinished()) {
      this.#wait(unfinishedMs - idle);
      return;
    }
    const [only] = this.#paths;
    if (this.#stamp !== undefined && only !== undefined && this.#host.stamp?.(only) !== this.#stamp) {
      this.#stamp = undefined;
      this.#wait(quietMs);
      return;
    }
    const paths = this.#paths;
    this.#paths = new Set();
    this.#timer = undefined;
    this.#told = now;
    this.#onQuiet(paths);
  }

  /** Empty, or without an end of the last line: the rest may be on its way. Some texts simply are so. */
  #isUnfinished(): boolean {
    return [...this.#paths].some((path) => {
      if (!texts.has(extname(path))) return false;
      try {
        return !this.#host.readText(path).endsWith('\n');
      } catch {
        // Deleted: an editor that saves in this way is about to make it again.
        return true;
      }
    });
  }

  #now(): number {
    return this.#host.now().getTime();
  }
}
