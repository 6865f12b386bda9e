import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** A WebSocket client of a few lines: it sends what browsers would not, and reads only when told. */
export interface TestSocket {
  /** Status of the answer to the upgrade. */
  readonly status: number;
  /** Texts so far. */
  readonly texts: string[];
  /** The last of them that says where the talk is. */
  readonly places: () => string[];
  readonly raw: Socket;
  say(message: object | string): void;
  /** Resolves to the code of the goodbye; undefined when there was none. */
  readonly closed: Promise<number | undefined>;
  end(): void;
}

export function openSocket(url: string, headers: Readonly<Record<string, string>> = {}): Promise<TestSocket> {
  const { hostname, port, pathname, host } = new URL(url);
  const lines = Object.entries({
    Host: host,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    'Sec-WebSocket-Version': '13',
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`);
  return new Promise((resolve, reject) => {
    const raw = connect(Number(port), hostname, () =>
      raw.write(`${[`GET ${pathname} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`),
    );
    const texts: string[] = [];
    let bytes = Buffer.alloc(0);
    let status: number | undefined;
    let goodbye: number | undefined;
    const closed = new Promise<number | undefined>((done) => raw.once('close', () => done(goodbye)));
    raw.on('error', (error) => (status === undefined ? reject(error) : undefined));
    raw.once('close', () => status ?? reject(new Error('hung up on')));
    raw.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (status === undefined) {
        const end = bytes.indexOf('\r\n\r\n');
        if (end < 0) return;
        status = Number(bytes.toString('latin1', 9, 12));
        bytes = bytes.subarray(end + 4);
        resolve({ status, texts, places: () => placesIn(texts), raw, say, closed, end: () => raw.destroy() });
      }
      for (let frame = readFrame(bytes); frame !== undefined; frame = readFrame(bytes)) {
        bytes = bytes.subarray(frame.length);
        if (frame.kind === 1) texts.push(frame.body.toString());
        if (frame.kind === 8) goodbye = frame.body.length >= 2 ? frame.body.readUInt16BE(0) : 1005;
      }
    });
    const say = (message: object | string): void => {
      raw.write(
        maskedFrame(0x81, Buffer.from(typeof message === 'string' ? message : JSON.stringify(message))),
      );
    };
  });
}

/** One frame as a client sends it; `start` is its first byte. */
export function maskedFrame(start: number, body: Buffer): Buffer {
  const mask = randomBytes(4);
  const head =
    body.length < 126
      ? Buffer.from([start, 0x80 | body.length])
      : body.length < 65_536
        ? Buffer.from([start, 0xfe, body.length >> 8, body.length & 0xff])
        : Buffer.concat([Buffer.from([start, 0xff, 0, 0, 0, 0]), uint32(body.length)]);
  return Buffer.concat([head, mask, body.map((byte, at) => byte ^ (mask[at & 3] ?? 0))]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function readFrame(bytes: Buffer): { kind: number; body: Buffer; length: number } | undefined {
  const [start, short] = bytes;
  if (start === undefined || short === undefined) return undefined;
  const head = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < head) return undefined;
  const size =
    short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  if (bytes.length < head + size) return undefined;
  return { kind: start & 0x0f, body: bytes.subarray(head, head + size), length: head + size };
}

/** `slide/step` of every message that names one. */
function placesIn(texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const { cells } = JSON.parse(text) as { cells?: { place?: { value: { slide: string; step: number } } } };
    return cells?.place === undefined ? [] : [`${cells.place.value.slide}/${cells.place.value.step}`];
  });
}
