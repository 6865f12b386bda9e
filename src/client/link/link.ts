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
  /** What was written here before anybody has said what there was before; undefined from then on. */
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
    else this.#take(message, channel);
  }

  #take({ cells, to }: Message & { kind: 'state' }, channel: Channel): void {
    const { state, changed } = merge(this.#state, receiveState(cells, this.now()));
    // Somebody who moves on right after a reload means it, although this window had yet to hear how far they all are.
    const early = Object.entries(this.#early ?? {});
    const isContested = ([key]: [string, unknown]): boolean => changed.some((each) => each === key);
    const contested = early.filter(isContested);
    const others = early.filter((each) => !isContested(each));
    this.#early = this.#early === undefined || to === this.id ? undefined : Object.fromEntries(others);
    if (changed.length === 0) return;
    this.#state = contested.length > 0 ? write(state, this.id, Object.fromEntries(contested)) : state;
    this.#tell(changed, contested.length > 0 ? undefined : channel);
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
    const cells = sendState(news, this.now());
    channel.send({ kind: 'state', from: this.id, role: this.role, cells, to: hello.from });
    if (lacks(this.#state, hello.stamps)) channel.send(this.hello());
    else this.#early = undefined;
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
