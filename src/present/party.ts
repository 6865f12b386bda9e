import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { acceptUpgrade, frame } from '../preview/push.ts';
import { FrameReader } from './frames.ts';

/** Kinds of RFC 6455, 5.2. */
const [text, bye, pong] = [0x1, 0x8, 0xa];

/** What a socket may leave unread before it gets no more, and before it is given up, in bytes. */
const unread = { behind: 65_536, lost: 1_000_000 };

export interface PartyListener {
  message(text: string): void;
  /** It has read what it was sent, and missed something meanwhile. */
  caughtUp(): void;
  left(): void;
}

/** Somebody at the other end of a WebSocket. */
export interface Party {
  /** Sends, unless the other end reads too slowly: then `caughtUp` is called later, and only what is newest counts. */
  say(message: string): void;
  end(): void;
}

/** Answers an upgrade request that was let in; undefined when it was no WebSocket after all. */
export function greetParty(
  request: IncomingMessage,
  socket: Duplex,
  listener: PartyListener,
): Party | undefined {
  if (!acceptUpgrade(request, socket)) return undefined;
  const reader = new FrameReader();
  let hasMissed = false;
  const finish = (code: number): void => {
    const reason = Buffer.alloc(2);
    reason.writeUInt16BE(code);
    socket.end(frame(bye, reason));
  };
  socket.on('error', () => socket.destroy());
  socket.on('close', () => listener.left());
  // A client that hangs up without a goodbye.
  socket.on('end', () => socket.end());
  socket.on('drain', () => {
    if (!hasMissed) return;
    hasMissed = false;
    listener.caughtUp();
  });
  socket.on('data', (chunk: Buffer) => {
    for (const received of reader.read(chunk)) {
      if (received.kind === 'text') listener.message(received.text);
      else if (received.kind === 'ping') answerPing(socket, received.body);
      else finish(received.kind === 'close' ? 1000 : received.code);
    }
  });
  return {
    say: (message) => {
      if (socket.destroyed || socket.writableEnded) return;
      if (socket.writableLength > unread.behind) hasMissed = true;
      else socket.write(frame(text, Buffer.from(message)));
    },
    end: () => socket.destroy(),
  };
}

/** Somebody who pings and never reads is gone. */
function answerPing(socket: Duplex, body: Buffer): void {
  if (socket.writableLength > unread.lost) socket.destroy();
  else if (socket.writableLength <= unread.behind) socket.write(frame(pong, body));
}
