import { renumber } from '../assemble/print-parts.ts';
import { type Lane, openLanes } from '../browser/lane.ts';
import type { BrowserSession } from '../browser/launch.ts';
import { type Server, stillPolicy } from '../browser/serve.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import type { PrintBundle } from '../model/bundle.ts';
import {
  nothingPrinted,
  type PrintedPart,
  printServed,
  type Served,
  type ServedOptions,
  servables,
} from './pdf-served.ts';
import { plannedPages } from './pdf-verify.ts';

/** So many are printed at once: while one is loaded, the browser is busy with the other. */
const laneCount = 2;

/** Called when the browser begins with a page, and when it begins to print one. */
export type OnPress = (step: 'pages' | 'printing') => void;

/** Prints documents with one browser, two parts of them at a time, in the order in which they are asked for. */
export class Press {
  readonly #session: BrowserSession;
  readonly #server: Server;
  readonly #free: Lane[];
  readonly #waiting: ((lane: Lane) => void)[] = [];
  readonly #onStep: OnPress;
  #isRefused = false;

  constructor(session: BrowserSession, server: Server, tasks: number, onStep: OnPress) {
    this.#session = session;
    this.#server = server;
    this.#free = openLanes(this.#session, Math.min(laneCount, tasks));
    this.#onStep = onStep;
  }

  /**
   * The parts of a document as they are to be put together. When what was inspected has an error, what was not begun
   * is not printed.
   */
  async print(bundle: PrintBundle, target: string, options: ServedOptions): Promise<PrintedPart[]> {
    const served = servables(bundle, target).map(
      (each): Served => ({ bundle: each, site: this.#server.mount(each, { policy: stillPolicy }) }),
    );
    const parts = await this.#printAll(served, options);
    if (!bundle.flowing || served.length === 1) return parts;
    return this.#numbered(bundle, served, parts, options);
  }

  /**
   * Parts of which one has more pages than was thought, for its notes go on, are printed once more: those behind it are
   * numbered wrongly, and in none is the number of all pages right.
   */
  async #numbered(
    bundle: PrintBundle,
    served: readonly Served[],
    parts: PrintedPart[],
    options: ServedOptions,
  ): Promise<PrintedPart[]> {
    const printed = await Promise.all(parts.map((part) => part.printed));
    const counts = printed.map((part) => part?.pages ?? 0);
    const all = counts.reduce((sum, each) => sum + each, 0);
    if (counts.includes(0) || all === plannedPages(bundle).count) return parts;
    let first = 1;
    for (const [index, { bundle: part }] of served.entries()) {
      renumber(part.files, first, all);
      first += counts[index] ?? 0;
    }
    const again = await this.#printAll(served, { ...options, inspect: undefined });
    return parts.map((part, index) => ({ ...part, printed: again[index]?.printed }));
  }

  #printAll(served: readonly Served[], options: ServedOptions): Promise<PrintedPart[]> {
    return Promise.all(served.map((each) => this.#printOne(each, options)));
  }

  async #printOne(served: Served, options: ServedOptions): Promise<PrintedPart> {
    const lane = await this.#take();
    if (this.#isRefused && options.inspect === undefined) {
      this.#give(lane);
      return nothingPrinted;
    }
    this.#onStep('pages');
    const part = await printServed(lane.session, served, options, () => this.#onStep('printing'));
    const freed = part.inspected.then((found) => {
      this.#isRefused ||= hasErrors(found);
      this.#give(lane);
    });
    // Whoever finishes the file awaits what was inspected.
    freed.catch(() => {});
    return part;
  }

  #take(): Promise<Lane> {
    const lane = this.#free.shift();
    if (lane !== undefined) return Promise.resolve(lane);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #give(lane: Lane): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(lane);
    else next(lane);
  }
}
