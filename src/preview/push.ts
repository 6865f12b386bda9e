import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** Open pages. A WebSocket each and not an event stream: browsers allow six of those to a server, over all tabs. */
export interface Pages {
  /** Answers an upgrade request that was let in. `first` is sent at once. */
  accept(request: IncomingMessage, socket: Duplex, first: string): void;
  send(message: string): void;
  close(): void;
  readonly count: number;
}

/** What a page that has stopped reading may leave unread before it is dropped, in bytes. */
const mostUnread = 4_000_000;

const text = 0x1;
const bye = 0x8;
/** RFC 6455, 1.3: proves that the answer was made for this request. */
const magic = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** The sending half of RFC 6455. Pages only listen: what they send is dropped unread, except that they leave. */
export function createPages(): Pages {
  const sockets = new Set<Duplex>();
  const write = (socket: Duplex, message: string): void => {
    if (socket.writableLength > mostUnread) socket.destroy();
    else socket.write(frame(text, Buffer.from(message)));
  };
  return {
    get count() {
      return sockets.size;
    },
    accept: (request, socket, first) => {
      if (!acceptUpgrade(request, socket)) return;
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => socket.destroy());
      socket.on('data', (chunk: Buffer) => {
        if (((chunk[0] ?? 0) & 0x0f) === bye) socket.end(frame(bye, Buffer.alloc(0)));
      });
      write(socket, first);
    },
    send: (message) => {
      for (const socket of sockets) write(socket, message);
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Answers a request for a WebSocket; false when it is none that we speak, and was refused. */
export function acceptUpgrade(request: IncomingMessage, socket: Duplex): boolean {
  const key = request.headers['sec-websocket-key'];
  if (key === undefined || request.headers['sec-websocket-version'] !== '13') {
    refuseUpgrade(socket, '400 Bad Request');
    return false;
  }
  socket.write(
    [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${createHash('sha1')
        .update(key + magic)
        .digest('base64')}`,
      '\r\n',
    ].join('\r\n'),
  );
  return true;
}

export function refuseUpgrade(socket: Duplex, status: string): void {
  // A peer that hangs up on the refusal is gone, which is what is wanted.
  socket.on('error', () => {});
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** A whole message in one frame; a server does not mask. */
export function frame(kind: number, body: Buffer): Buffer {
  const { length } = body;
  const start = 0x80 | kind;
  if (length < 126) return Buffer.concat([Buffer.from([start, length]), body]);
  if (length < 65_536) {
    return Buffer.concat([Buffer.from([start, 126, length >> 8, length & 0xff]), body]);
  }
  const head = Buffer.alloc(10);
  head[0] = start;
  head[1] = 127;
  head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, body]);
}
