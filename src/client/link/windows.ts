import type { Channel, Link } from './link.ts';
import { type Message, type Role, readMessage } from './message.ts';

/** ms between two greetings, and after which silence means that nobody is there. */
export const greetingMs = 1_000;
const patienceMs = 3_500;

export interface Windows {
  /** Another window of the session, known by its reference. */
  meet(other: Window): void;
  /** Whether a window in that role answers. */
  hears(role: Role): boolean;
  /** Some window in that role, to bring it to the front. */
  find(role: Role): Window | undefined;
  stop(): void;
}

interface Peer extends Channel {
  /** Undefined for those that are only heard of, of whom there may be several. */
  readonly window: Window | undefined;
  readonly leave: () => void;
  /** When somebody in a role was heard last. */
  readonly heard: Map<Role, number>;
}

/** A message between windows: of this session, or it is not looked at. */
interface Envelope {
  readonly turnout: string;
  readonly message: unknown;
}

/**
 * Connects the link with other windows of the same session. A message counts only when it carries the nonce, comes
 * from this deck's own origin, and from a window: the nonce alone lets a window in that came back after a reload. When
 * the browser has lost who opened whom, as after a crash, windows still hear each other on a channel that has the nonce
 * for its name.
 */
export function linkWindows(link: Link, nonce: string, onChange: () => void): Windows {
  const peers = new Map<Window | undefined, Peer>();
  const isThere = (peer: Peer, role: Role): boolean =>
    peer.window?.closed !== true &&
    link.now() - (peer.heard.get(role) ?? Number.NEGATIVE_INFINITY) <= patienceMs;
  const join = (other: Window | undefined, send: Channel['send']): Peer => {
    const peer: Peer = { send, window: other, heard: new Map(), leave: () => leave() };
    peers.set(other, peer);
    const leave = link.join(peer);
    return peer;
  };
  const meet = (other: Window): Peer =>
    peers.get(other) ?? join(other, (message) => post(other, nonce, message));
  const take = (message: Message, peer: Peer): void => {
    const wasQuiet = !isThere(peer, message.role);
    peer.heard.set(message.role, link.now());
    link.receive(message, peer);
    if (wasQuiet) onChange();
  };
  const hear = (event: MessageEvent): void => {
    const message = openEnvelope(event, nonce);
    if (message !== undefined && event.source !== null) take(message, meet(event.source as Window));
  };
  const greet = (): void => {
    for (const peer of peers.values()) {
      if (peer.window?.closed === true) {
        peer.leave();
        peers.delete(peer.window);
      } else peer.send(link.hello());
    }
    onChange();
  };
  const call = openCall(nonce, (message) => {
    const peer = peers.get(undefined);
    if (peer !== undefined) take(message, peer);
  });
  if (call !== undefined) join(undefined, (message) => call.postMessage(message));
  window.addEventListener('message', hear);
  const timer = window.setInterval(greet, greetingMs);
  return {
    meet: (other) => void meet(other),
    hears: (role) => [...peers.values()].some((peer) => isThere(peer, role)),
    find: (role) =>
      [...peers.values()].find((peer) => peer.window !== undefined && isThere(peer, role))?.window,
    stop: () => {
      call?.close();
      window.removeEventListener('message', hear);
      window.clearInterval(timer);
    },
  };
}

/** Heard by pages of this origin that know the nonce. Undefined where the browser has no such channel. */
function openCall(nonce: string, hear: (message: Message) => void): BroadcastChannel | undefined {
  try {
    const call = new BroadcastChannel(`turnout:${nonce}`);
    call.onmessage = ({ data }) => {
      const message = readMessage(data);
      if (message !== undefined) hear(message);
    };
    return call;
  } catch {
    return undefined;
  }
}

function post(target: Window, nonce: string, message: Message): void {
  const envelope: Envelope = { turnout: nonce, message };
  // A page from disk has no origin that could be named; the nonce was handed only to windows of this session.
  target.postMessage(envelope, isFromDisk() ? '*' : location.origin);
}

function openEnvelope(event: MessageEvent, nonce: string): Message | undefined {
  if (event.source === window || !isOwnOrigin(event.origin)) return undefined;
  const data = event.data as Partial<Envelope> | null;
  if (typeof data !== 'object' || data?.turnout !== nonce) return undefined;
  return readMessage(data.message);
}

function isOwnOrigin(origin: string): boolean {
  return isFromDisk() ? origin === 'null' || origin === 'file://' : origin === location.origin;
}

function isFromDisk(): boolean {
  return location.protocol === 'file:' || location.origin === 'null';
}
