import type { Message, Role, SentState } from './message.ts';
import {
  begin,
  type Key,
  keys,
  lacks,
  merge,
  newerThan,
  pick,
  type State,
  stampsOf,
  type Values,
  write,
} from './state.ts';
import { receive, send } from './timer.ts';

/** Where messages go: another window, or a server that hands them on. May lose, repeat and reorder them. */
export interface Channel {
  send(message: Message): void;
}

export interface Change {
  readonly keys: readonly Key[];
  /** Whether this window wrote it, or another. */
  readonly from: 'here' | 'there';
}

export interface LinkOptions {
  /** Names this window among all; new with every page that is opened. */
  readonly id: string;
  readonly role: Role;
  /** ms of a clock that only runs forward. */
  readonly now: () => number;
}

/** What this window shares with the others. Knows nothing of windows and sockets: those are channels. */
export class Link {
  readonly id: string;
  readonly role: Role;
  readonly now: () => number;
  #state: State = {};
  /** What was written here before anybody was heard of. */
  #early: Partial<Values> | undefined = {};
  readonly #channels = new Set<Channel>();
  readonly #listeners = new Set<(change: Change) => void>();

  constructor({ id, role, now }: LinkOptions) {
    this.id = id;
    this.role = role;
    this.now = now;
  }

  get state(): State {
    return this.#state;
  }

  value<K extends Key>(key: K): Values[K] | undefined {
    return this.#state[key]?.value as Values[K] | undefined;
  }

  /** Where this window begins: whatever others have written counts more. */
  begin(values: Partial<Values>): void {
    this.#state = merge(this.#state, begin(this.id, values)).state;
  }

  /** Says something new to everybody. */
  set(values: Partial<Values>): void {
    this.#state = write(this.#state, this.id, values);
    if (this.#early !== undefined) this.#early = { ...this.#early, ...values };
    const changed = Object.keys(values) as Key[];
    this.#tell(changed, undefined);
    this.#announce({ keys: changed, from: 'here' });
  }

  listen(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** From now on everything is said there, too. What comes from there goes to `receive`. */
  join(channel: Channel): () => void {
    this.#channels.add(channel);
    channel.send(this.hello());
    return () => this.#channels.delete(channel);
  }

  /** Sent every second: makes up for lost messages, and shows that this window is alive. */
  hello(): Message {
    return { kind: 'hello', from: this.id, role: this.role, stamps: stampsOf(this.#state) };
  }

  /** Takes a message that `readMessage` has let through. */
  receive(message: Message, channel: Channel): void {
    if (message.from === this.id) return;
    if (message.kind === 'hello') this.#answer(message, channel);
    else this.#take(message.cells, channel);
  }

  #take(cells: SentState, channel: Channel): void {
    const { state, changed } = merge(this.#state, receiveState(cells, this.now()));
    const early = this.#early ?? {};
    this.#early = undefined;
    if (changed.length === 0) return;
    // Somebody who moves on right after a reload means it, although this window had yet to hear how far they all are.
    const isContested = changed.some((key) => key in early);
    this.#state = isContested ? write(state, this.id, early) : state;
    if (isContested) this.#tell([...changed, ...(Object.keys(early) as Key[])], undefined);
    else this.#tell(changed, channel);
    this.#announce({ keys: changed, from: 'there' });
  }

  /** Everything, to be kept over a reload. */
  saved(): SentState {
    return sendState(this.#state, this.now());
  }

  restore(saved: SentState): void {
    this.#state = merge(this.#state, receiveState(saved, this.now())).state;
  }

  #answer(hello: Message & { kind: 'hello' }, channel: Channel): void {
    const news = newerThan(this.#state, hello.stamps);
    // An empty answer still says that somebody is there.
    channel.send({ kind: 'state', from: this.id, role: this.role, cells: sendState(news, this.now()) });
    if (lacks(this.#state, hello.stamps)) channel.send(this.hello());
  }

  #tell(changed: readonly Key[], source: Channel | undefined): void {
    const cells = sendState(pick(this.#state, changed), this.now());
    const message: Message = { kind: 'state', from: this.id, role: this.role, cells };
    for (const channel of this.#channels) if (channel !== source) channel.send(message);
  }

  #announce(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }
}

function sendState(state: State, now: number): SentState {
  const { timer, ...rest } = pick(state, keys);
  return timer === undefined ? rest : { ...rest, timer: { ...timer, value: send(timer.value, now) } };
}

function receiveState(cells: SentState, now: number): State {
  const { timer, ...rest } = cells;
  return timer === undefined ? rest : { ...rest, timer: { ...timer, value: receive(timer.value, now) } };
}
