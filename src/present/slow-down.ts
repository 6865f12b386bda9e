/** Of wrong tokens: the first answer is late by this much, ms, each further one by twice as much, up to the most. */
const delays = { first: 250, most: 8_000 };
/** Who waits for more answers than fit into this many ms is hung up on. */
const patienceMs = 16_000;
/** Without a wrong token for so long, an address begins anew. */
const forgetMs = 10 * 60_000;
/** Addresses that are remembered; the one that was wrong longest ago goes first. */
const mostAddresses = 1_000;

interface Wrong {
  readonly count: number;
  /** When its last answer is given. */
  readonly until: number;
}

/**
 * How long somebody who names a wrong token waits. Right tokens never wait: many phones of a room may have one address,
 * and one of them must not lock the others out.
 */
export class SlowDown {
  readonly #now: () => number;
  readonly #wrong = new Map<string, Wrong>();
  #total = 0;

  /** `now` in ms of a clock that only runs forward. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** All wrong tokens so far. */
  get total(): number {
    return this.#total;
  }

  get addresses(): number {
    return this.#wrong.size;
  }

  /** ms until a wrong token may be answered; undefined: not at all. Answers to one address come one after the other. */
  count(address: string): number | undefined {
    const now = this.#now();
    this.#total++;
    const before = this.#wrong.get(address);
    const isOld = before === undefined || now - before.until > forgetMs;
    const count = isOld ? 1 : before.count + 1;
    const delay = Math.min(delays.most, delays.first * 2 ** (count - 1));
    const until = Math.max(now, isOld ? now : before.until) + delay;
    const isPatient = until - now <= patienceMs;
    // The newest stand last.
    this.#wrong.delete(address);
    this.#wrong.set(address, { count, until: isPatient ? until : (before?.until ?? now) });
    for (const oldest of this.#wrong.keys()) {
      if (this.#wrong.size <= mostAddresses) break;
      this.#wrong.delete(oldest);
    }
    return isPatient ? until - now : undefined;
  }
}
