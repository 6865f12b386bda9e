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
  readonly window: Window;
  readonly leave: () => void;
  role: Role | undefined;
  heard: number;
}

/** A message between windows: of this session, or it is not looked at. */
interface Envelope {
  readonly turnout: string;
  readonly message: unknown;
}

/**
 * Connects the link with other windows of the same session. A message counts only when it carries the nonce, comes
 * from this deck's own origin, and from a window: the nonce alone lets a window in that came back after a reload.
 */
export function linkWindows(link: Link, nonce: string, onChange: () => void): Windows {
  const peers = new Map<Window, Peer>();
  const meet = (other: Window): Peer => {
    const known = peers.get(other);
    if (known !== undefined) return known;
    const channel: Channel = { send: (message) => post(other, nonce, message) };
    const peer: Peer = {
      ...channel,
      window: other,
      role: undefined,
      heard: Number.NEGATIVE_INFINITY,
      leave: () => leave(),
    };
    peers.set(other, peer);
    const leave = link.join(peer);
    return peer;
  };
  const hear = (event: MessageEvent): void => {
    const message = openEnvelope(event, nonce);
    if (message === undefined || event.source === null) return;
    const peer = meet(event.source as Window);
    const wasQuiet = link.now() - peer.heard > patienceMs || peer.role !== message.role;
    peer.role = message.role;
    peer.heard = link.now();
    link.receive(message, peer);
    if (wasQuiet) onChange();
  };
  const greet = (): void => {
    for (const peer of peers.values()) {
      if (peer.window.closed) {
        peer.leave();
        peers.delete(peer.window);
      } else peer.send(link.hello());
    }
    onChange();
  };
  const isThere = (peer: Peer): boolean => !peer.window.closed && link.now() - peer.heard <= patienceMs;
  const find = (role: Role): Peer | undefined =>
    [...peers.values()].find((peer) => peer.role === role && isThere(peer));
  window.addEventListener('message', hear);
  const timer = window.setInterval(greet, greetingMs);
  return {
    meet: (other) => void meet(other),
    hears: (role) => find(role) !== undefined,
    find: (role) => find(role)?.window,
    stop: () => {
      window.removeEventListener('message', hear);
      window.clearInterval(timer);
    },
  };
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
