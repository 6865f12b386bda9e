import { inflateSync } from 'node:zlib';

/** What a file says beside its pixels: the whole of it where its kind is not known. */
export function readableParts(path: string, bytes: Uint8Array): Uint8Array[] {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  // Fonts are compressed as a whole, and nothing that a deck says gets into them.
  if (ending === 'woff2' || ending === 'woff') return [];
  return readers.find(({ magic }) => startsWith(bytes, magic))?.read(bytes) ?? [bytes];
}

const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));

const readers: readonly {
  readonly magic: readonly number[];
  readonly read: (bytes: Uint8Array) => Uint8Array[];
}[] = [
  { magic: [0x89, ...ascii('PNG')], read: pngParts },
  { magic: [0xff, 0xd8, 0xff], read: jpegParts },
  { magic: ascii('RIFF'), read: riffParts },
];

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

/** Chunks that hold no pixels; compressed texts as what they say. https://www.w3.org/TR/png-3/#5Chunk-layout */
function pngParts(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let at = 8;
  while (at + 8 <= bytes.length) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (name !== 'IDAT' && name !== 'fdAT') parts.push(body);
    if (name === 'zTXt' || name === 'iTXt') parts.push(inflatedEnd(body));
    at += length + 12;
  }
  return [...parts, bytes.subarray(Math.min(at, bytes.length))];
}

/** The compressed end of a text chunk, wherever it begins: keyword and language before it have any length. */
function inflatedEnd(body: Uint8Array): Uint8Array {
  for (let start = body.indexOf(0x78); start >= 0; start = body.indexOf(0x78, start + 1)) {
    try {
      return inflateSync(body.subarray(start), { maxOutputLength: 4_000_000 });
    } catch {
      // The next byte may be the beginning.
    }
  }
  return new Uint8Array(0);
}

/** Segments before the pixels, and what follows the end. ITU-T T.81, B.1.1 */
function jpegParts(bytes: Uint8Array): Uint8Array[] {
  let at = 2;
  while (bytes[at] === 0xff && bytes[at + 1] !== 0xda && at + 4 <= bytes.length)
    at += 2 + (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
  const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf(
    Buffer.from([0xff, 0xd9]),
  );
  return [bytes.subarray(0, Math.min(at, bytes.length)), bytes.subarray(end < 0 ? bytes.length : end)];
}

/** Chunks of a WebP that hold no pixels. RFC 9649, 2.3 */
function riffParts(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let at = 12;
  while (at + 8 <= bytes.length) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    const length = view.getUint32(at + 4, true);
    if (!['VP8 ', 'VP8L', 'ALPH', 'ANMF'].includes(name)) parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += 8 + length + (length % 2);
  }
  return [...parts, bytes.subarray(Math.min(at, bytes.length))];
}
