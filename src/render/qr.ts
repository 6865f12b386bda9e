import { createRequire } from 'node:module';
import type { encode } from 'uqr';

const require = createRequire(import.meta.url);

/** A QR code as a drawing in units of its modules; the quiet zone is part of it. */
export interface QrCode {
  /** Width and height in modules. */
  readonly size: number;
  /** `d` of an SVG path that fills the dark modules. */
  readonly path: string;
}

/** Readers need four light modules around the code (ISO/IEC 18004, 9.1). */
const quietZone = 4;
/** What a QR code holds at correction level M (ISO/IEC 18004, table 7). */
const mostBytes = 2331;

/** The text as a QR code; undefined when there is none, or more than a code can hold. */
export function drawQr(text: string): QrCode | undefined {
  if (text === '' || Buffer.byteLength(text) > mostBytes) return undefined;
  // Loaded when a slide has a code: most decks have none.
  const { encode: make } = require('uqr') as { encode: typeof encode };
  const { size, data } = make(text, { ecc: 'M', boostEcc: true, border: quietZone });
  return { size, path: data.flatMap(runsOf).join('') };
}

/** Dark modules side by side are one rectangle: no seams between them on paper, and a third of the characters. */
function runsOf(row: readonly boolean[], y: number): string[] {
  const runs: string[] = [];
  for (let x = 0; x < row.length; x++) {
    const start = x;
    while (row[x] === true) x++;
    if (x > start) runs.push(`M${start} ${y}h${x - start}v1H${start}z`);
  }
  return runs;
}
