import type { Encoding } from '../browser/image-sizes.ts';

/** Of pictures whose own format loses something: a difference is hard to see, and not at arm's length. */
const quality = 0.9;

const lossless: readonly Encoding[] = [
  ['image/png', 1],
  ['image/webp', 1],
];

/**
 * What a picture may be written as when it is made smaller, by its first bytes. A format without loss stays without, and
 * so keeps what is see-through. Empty for what moves, and for what is no picture of dots.
 */
export function encodingsFor(bytes: Uint8Array): readonly Encoding[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const is = (at: number, text: string): boolean => buffer.toString('latin1', at, at + text.length) === text;
  if (is(1, 'PNG')) return hasChunk(buffer, 'acTL') ? [] : lossless;
  if (buffer[0] === 0xff && buffer[1] === 0xd8)
    return [
      ['image/jpeg', quality],
      ['image/webp', quality],
    ];
  if (is(0, 'RIFF') && is(8, 'WEBP')) {
    if (hasChunk(buffer, 'ANIM')) return [];
    return [['image/webp', hasChunk(buffer, 'VP8L') ? 1 : quality]];
  }
  // Browsers read AVIF and write none.
  if (is(4, 'ftyp')) return hasChunk(buffer, 'avis') ? [] : [['image/webp', quality]];
  return [];
}

/** Such chunks stand before the dots. */
function hasChunk(buffer: Buffer, name: string): boolean {
  return buffer.subarray(0, 4096).includes(name, 0, 'latin1');
}
