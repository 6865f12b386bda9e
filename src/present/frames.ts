/** What a client sent. `fault` is a status code of RFC 6455, 7.4.1: the connection ends with it. */
export type Received =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'ping'; readonly body: Buffer }
  | { readonly kind: 'close' }
  | { readonly kind: 'fault'; readonly code: number };

/** Bytes of a message, all its frames together. */
export const mostMessage = 65_536;

const faults = { protocol: 1002, data: 1003, text: 1007, size: 1009 };
const [more, text, binary, close, ping, pong] = [0x0, 0x1, 0x2, 0x8, 0x9, 0xa];
const nothing = Buffer.alloc(0);

interface Frame {
  readonly kind: number;
  readonly isLast: boolean;
  readonly body: Buffer;
  /** Bytes that it took. */
  readonly length: number;
}

/** The receiving half of RFC 6455, 5: takes bytes as they come, gives whole messages. Holds one message at the most. */
export class FrameReader {
  #bytes: Buffer = nothing;
  /** Of a message in several frames. */
  #parts: Buffer[] = [];
  #isOver = false;

  read(chunk: Buffer): Received[] {
    if (this.#isOver) return [];
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    const received: Received[] = [];
    for (let frame = readFrame(this.#bytes); frame !== undefined; frame = readFrame(this.#bytes)) {
      const taken = typeof frame === 'number' ? fault(frame) : this.#take(frame);
      if (typeof frame !== 'number') this.#bytes = this.#bytes.subarray(frame.length);
      if (taken !== undefined) received.push(taken);
      if (taken?.kind === 'fault' || taken?.kind === 'close') {
        this.#isOver = true;
        this.#bytes = nothing;
        this.#parts = [];
        break;
      }
    }
    return received;
  }

  #take({ kind, isLast, body }: Frame): Received | undefined {
    if (kind === ping) return { kind: 'ping', body };
    if (kind === pong) return undefined;
    if (kind === close) return { kind: 'close' };
    if (kind === binary) return fault(faults.data);
    // A message begins with its kind and goes on without.
    if (kind !== (this.#parts.length === 0 ? text : more)) return fault(faults.protocol);
    this.#parts.push(body);
    const size = this.#parts.reduce((sum, part) => sum + part.length, 0);
    // An empty frame costs memory, too.
    if (size > mostMessage || this.#parts.length > 64) return fault(faults.size);
    if (!isLast) return undefined;
    const whole = Buffer.concat(this.#parts);
    this.#parts = [];
    try {
      return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(whole) };
    } catch {
      return fault(faults.text);
    }
  }
}

function fault(code: number): Received {
  return { kind: 'fault', code };
}

/** Undefined while bytes are missing; a number is what is wrong. */
function readFrame(bytes: Buffer): Frame | number | undefined {
  const [start, second] = bytes;
  if (start === undefined || second === undefined) return undefined;
  const kind = start & 0x0f;
  const isLast = (start & 0x80) !== 0;
  // No extension was agreed on, clients mask, and what steers the connection is short and whole.
  if ((start & 0x70) !== 0 || (second & 0x80) === 0) return faults.protocol;
  if (kind >= close && (!isLast || (second & 0x7f) > 125)) return faults.protocol;
  if (![more, text, binary, close, ping, pong].includes(kind)) return faults.protocol;
  const short = second & 0x7f;
  const head = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < head) return undefined;
  const size =
    short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  if (size > mostMessage) return faults.size;
  const length = head + 4 + size;
  if (bytes.length < length) return undefined;
  const mask = bytes.subarray(head, head + 4);
  const body = Buffer.from(bytes.subarray(head + 4, length));
  for (let at = 0; at < size; at++) body[at] = (body[at] ?? 0) ^ (mask[at & 3] ?? 0);
  return { kind, isLast, body, length };
}
