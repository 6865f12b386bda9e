import type { Channel, Link } from './link.ts';
import { type Message, readMessage } from './message.ts';

/** `over`: the server answers, but this page's link is not of its run. */
export type Standing = 'open' | 'lost' | 'over';

export interface SocketOptions {
  readonly address: string;
  /** ms between two greetings. */
  readonly greetMs: number;
  /** Page of which the server says whether the link still holds; left out where somebody else looks after that. */
  readonly page?: string;
  readonly onStanding?: (standing: Standing) => void;
  /** What the server says besides. */
  readonly onOther?: (said: unknown) => void;
}

export interface Line {
  /** Lost while there is no connection. */
  say(said: object): void;
}

/** Between two attempts, ms. A link that has ended is tried seldom: each attempt counts as a wrong token. */
const retryMs = { first: 250, most: 3_000, over: 30_000 };
/** Greetings without an answer until the connection counts as dead, although nobody has closed it. */
const patience = 3.5;
/** The server takes messages up to 64 KiB. */
const mostLetters = 60_000;

/** Connects the link with the server, for ever: a phone that was locked, or was out of reach, comes back by itself. */
export function joinServer(link: Link, options: SocketOptions): Line {
  const connection = new Connection(link, options);
  connection.open();
  window.setInterval(() => connection.greet(), options.greetMs);
  const look = (): void => {
    if (document.visibilityState === 'visible') connection.wake();
  };
  document.addEventListener('visibilitychange', look);
  window.addEventListener('pageshow', look);
  window.addEventListener('online', () => connection.wake());
  window.addEventListener('offline', () => connection.drop());
  return { say: (said) => connection.say(said) };
}

class Connection {
  readonly #link: Link;
  readonly #options: SocketOptions;
  readonly #channel: Channel = { send: (message) => this.say(sendable(message)) };
  #socket: WebSocket | undefined;
  #leave: (() => void) | undefined;
  #heard = 0;
  #wait = retryMs.first;
  #timer: number | undefined;

  constructor(link: Link, options: SocketOptions) {
    this.#link = link;
    this.#options = options;
  }

  open(): void {
    window.clearTimeout(this.#timer);
    if (this.#socket !== undefined) return;
    const socket = new WebSocket(this.#options.address);
    this.#socket = socket;
    this.#heard = this.#link.now();
    socket.onopen = () => {
      this.#heard = this.#link.now();
      this.#wait = retryMs.first;
      this.#leave = this.#link.join(this.#channel);
      this.#options.onStanding?.('open');
    };
    socket.onmessage = ({ data }) => this.#hear(String(data));
    socket.onclose = () => this.drop();
  }

  say(said: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(said));
  }

  greet(): void {
    if (this.#socket === undefined) return;
    if (this.#link.now() - this.#heard > patience * this.#options.greetMs) this.drop();
    else this.say(this.#link.hello());
  }

  /** Looks at once whether the connection is still there. */
  wake(): void {
    this.#wait = retryMs.first;
    if (this.#socket === undefined) this.open();
    else this.greet();
  }

  drop(): void {
    const socket = this.#socket;
    if (socket === undefined) return;
    this.#socket = undefined;
    Object.assign(socket, { onopen: null, onmessage: null, onclose: null });
    socket.close();
    this.#leave?.();
    this.#leave = undefined;
    this.#options.onStanding?.('lost');
    void this.#plan();
  }

  async #plan(): Promise<void> {
    const { page } = this.#options;
    const isOver = page !== undefined && (await hasEnded(page));
    if (this.#socket !== undefined) return;
    if (isOver) this.#options.onStanding?.('over');
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.open(), isOver ? retryMs.over : this.#wait);
    this.#wait = Math.min(retryMs.most, this.#wait * 1.6);
  }

  #hear(data: string): void {
    this.#heard = this.#link.now();
    const said = parse(data);
    const message = readMessage(said);
    if (message === undefined) this.#options.onOther?.(said);
    else this.#link.receive(message, this.#channel);
  }
}

/** Whether the server answers and knows nothing of this page. */
async function hasEnded(page: string): Promise<boolean> {
  try {
    const { status } = await fetch(page, { method: 'HEAD', cache: 'no-store' });
    return status === 404;
  } catch {
    return false;
  }
}

/** A message that fits. Drawings are the only value that grows; they stay between the windows, then. */
function sendable(message: Message): Message {
  if (message.kind === 'hello' || message.cells.ink === undefined) return message;
  if (JSON.stringify(message).length <= mostLetters) return message;
  const { ink: _, ...cells } = message.cells;
  return { ...message, cells };
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
