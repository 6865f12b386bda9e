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

/** Gathers touched paths until nothing was touched for a while, then hands them on together. */
export class Quiet {
  readonly #host: Host;
  readonly #onQuiet: (paths: ReadonlySet<string>) => void;
  readonly #isBusy: () => boolean;
  #paths = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  /** Times of the burst's first and last touch. */
  #first = 0;
  #last = 0;
  #told = 0;
  /** Of the only file, when it was last touched. */
  #stamp: string | undefined;

  /** `isBusy`: whether somebody is known to be writing more files. */
  constructor(
    host: Host,
    onQuiet: (paths: ReadonlySet<string>) => void,
    isBusy: () => boolean = () => false,
  ) {
    this.#host = host;
    this.#isBusy = isBusy;
    this.#onQuiet = onQuiet;
  }

  /** Without a path: something unknown was touched. */
  touch(path?: string): void {
    const now = this.#now();
    if (this.#timer === undefined) this.#first = now;
    this.#last = now;
    if (path !== undefined) this.#paths.add(path);
    const isAlone =
      path !== undefined &&
      this.#paths.size === 1 &&
      this.#host.stamp !== undefined &&
      now - this.#told > calmMs;
    this.#stamp = isAlone ? this.#host.stamp?.(path) : undefined;
    this.#wait(this.#stamp === undefined ? quietMs : aloneMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(ms: number): void {
    clearTimeout(this.#timer);
    const left = Math.max(0, this.#first + patienceMs - this.#now());
    this.#timer = setTimeout(() => this.#settle(), Math.min(ms, left));
  }

  #settle(): void {
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
