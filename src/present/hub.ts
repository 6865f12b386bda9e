import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Key } from '../client/link/state.ts';
import type { Right } from './access.ts';
import { allKeys, Board, readWords } from './board.ts';
import { greetParty, type Party } from './party.ts';

/** Windows on this machine may do everything. */
export type Seat = Right | 'window';

/** What each may see and may write. A timer says how long every slide took: that is the speaker's. */
const rights: Readonly<Record<Seat, { readonly sees: readonly Key[]; readonly writes: readonly Key[] }>> = {
  window: { sees: allKeys, writes: allKeys },
  control: { sees: ['place', 'black', 'timer'], writes: ['place', 'black', 'timer'] },
  look: { sees: ['place', 'black', 'timer'], writes: [] },
  follow: { sees: ['place', 'black'], writes: [] },
};

/** Parties that only look on ask no more often than this, ms; what they ask in between is not answered. */
const lookMs = 100;
/** ms in which a party may say so many things: a laser pointer moves with every frame of a fast screen. */
const flood = { ms: 1_000, messages: 600 };

export interface HubOptions {
  /** ms of a clock that only runs forward. */
  readonly now: () => number;
  /** What a window on this machine says besides, such as times to write down. */
  readonly onOther?: (said: object) => void;
}

interface Guest {
  readonly seat: Seat;
  readonly party: Party;
  readonly mayStay: () => boolean;
  answered: number;
  /** Of the running second. */
  since: number;
  count: number;
}

/** Where windows, remotes and followers meet: keeps the newest of everything and tells each what it may see. */
export class Hub {
  readonly #options: HubOptions;
  readonly #board: Board;
  readonly #guests = new Set<Guest>();
  #build = 0;

  constructor(options: HubOptions) {
    this.#options = options;
    this.#board = new Board(options.now);
  }

  /** How many are here. */
  count(seat: Seat): number {
    return [...this.#guests].filter((guest) => guest.seat === seat).length;
  }

  /** `mayStay` is asked again at every message. */
  take(seat: Seat, request: IncomingMessage, socket: Duplex, mayStay: () => boolean = () => true): void {
    let guest: Guest | undefined;
    const party = greetParty(request, socket, {
      message: (text) => guest !== undefined && this.#hear(guest, text),
      caughtUp: () => guest !== undefined && this.#tell(guest, allKeys),
      left: () => guest !== undefined && this.#guests.delete(guest),
    });
    if (party === undefined) return;
    guest = { seat, party, mayStay, answered: Number.NEGATIVE_INFINITY, since: 0, count: 0 };
    this.#guests.add(guest);
    this.#tellBuild(guest);
    this.#tell(guest, allKeys);
  }

  /** There is a new build: pages of remotes and followers, which hold the old one, load it. */
  built(build: number): void {
    this.#build = build;
    for (const guest of this.#guests) this.#tellBuild(guest);
  }

  close(): void {
    for (const { party } of this.#guests) party.end();
  }

  #hear(guest: Guest, text: string): void {
    if (!guest.mayStay() || this.#isFlood(guest)) {
      guest.party.end();
      return;
    }
    const words = readWords(text);
    if (words === undefined) return;
    const { sees, writes } = rights[guest.seat];
    if (words.kind === 'other') {
      if (guest.seat === 'window') this.#options.onOther?.(words.said);
    } else if (words.kind === 'state') {
      const changed = this.#board.pin(words.cells, writes);
      if (changed.length === 0) return;
      for (const other of this.#guests) if (other !== guest) this.#tell(other, changed);
    } else if (writes.length > 0 || this.#options.now() - guest.answered >= lookMs) {
      guest.answered = this.#options.now();
      this.#say(guest, { kind: 'state', to: words.from, cells: this.#board.read(sees, words.stamps) });
      if (this.#board.lacks(words.stamps, writes)) {
        this.#say(guest, { kind: 'hello', stamps: this.#board.stamps });
      }
    }
  }

  #tell(guest: Guest, changed: readonly Key[]): void {
    const keys = rights[guest.seat].sees.filter((key) => changed.includes(key));
    if (keys.length > 0) this.#say(guest, { kind: 'state', cells: this.#board.read(keys) });
  }

  #tellBuild(guest: Guest): void {
    if (guest.seat !== 'window') this.#say(guest, { kind: 'build', build: this.#build });
  }

  #say(guest: Guest, message: object): void {
    guest.party.say(JSON.stringify({ from: 'server', role: 'presenter', ...message }));
  }

  #isFlood(guest: Guest): boolean {
    const now = this.#options.now();
    if (now - guest.since > flood.ms) Object.assign(guest, { since: now, count: 0 });
    guest.count++;
    return guest.count > flood.messages;
  }
}
