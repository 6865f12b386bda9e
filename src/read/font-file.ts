import { brotliDecompressSync, inflateSync } from 'node:zlib';

/** More than any font holds; a bomb of a few bytes must not unpack to gigabytes. */
const maxBytes = 64 * 1024 * 1024;

/**
 * Code points that a font draws: TrueType, OpenType, WOFF and WOFF2. Undefined for what is none of them.
 * Formats: OpenType 1.9 (`cmap`), W3C WOFF 1.0 and 2.0 (table directories).
 */
export function parseCoverage(bytes: Uint8Array): ReadonlySet<number> | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const table = unpackers[file.toString('latin1', 0, 4)]?.(file);
    return table === undefined ? undefined : readCmap(table);
  } catch {
    // Offsets that lead nowhere: a damaged file is no font.
    return undefined;
  }
}

/** Each gives the table `cmap`. */
const unpackers: Readonly<Record<string, (file: Buffer) => Buffer | undefined>> = {
  '\0\u0001\0\0': fromSfnt,
  OTTO: fromSfnt,
  true: fromSfnt,
  wOFF: fromWoff,
  wOF2: fromWoff2,
};

function fromSfnt(file: Buffer): Buffer | undefined {
  for (let entry = 12, left = file.readUInt16BE(4); left > 0; left--, entry += 16) {
    if (file.toString('latin1', entry, entry + 4) !== 'cmap') continue;
    const start = file.readUInt32BE(entry + 8);
    return file.subarray(start, start + file.readUInt32BE(entry + 12));
  }
  return undefined;
}

function fromWoff(file: Buffer): Buffer | undefined {
  for (let entry = 44, left = file.readUInt16BE(12); left > 0; left--, entry += 20) {
    if (file.toString('latin1', entry, entry + 4) !== 'cmap') continue;
    const start = file.readUInt32BE(entry + 4);
    const stored = file.readUInt32BE(entry + 8);
    const packed = file.subarray(start, start + stored);
    const isPacked = stored < file.readUInt32BE(entry + 12);
    return isPacked ? inflateSync(packed, { maxOutputLength: maxBytes }) : packed;
  }
  return undefined;
}

/** Tables are packed as one stream; the directory gives their lengths in order. */
function fromWoff2(file: Buffer): Buffer | undefined {
  let at = 48;
  const readNumber = (): number => {
    for (let value = 0; ; ) {
      const byte = file.readUInt8(at++);
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) return value;
    }
  };
  let offset = 0;
  let found: { start: number; end: number } | undefined;
  for (let left = file.readUInt16BE(12); left > 0; left--) {
    const flags = file.readUInt8(at++);
    const known = flags & 0x3f;
    const tag = known === 0x3f ? file.toString('latin1', at, at + 4) : known === 0 ? 'cmap' : known;
    if (known === 0x3f) at += 4;
    const original = readNumber();
    // Outlines and their index (10, 11) are transformed unless they say 3; others only when they say so.
    const isOutline = tag === 10 || tag === 11;
    const isTransformed = isOutline ? flags >> 6 !== 3 : flags >> 6 !== 0;
    const length = isTransformed ? readNumber() : original;
    if (tag === 'cmap') found = { start: offset, end: offset + length };
    offset += length;
  }
  const packed = file.subarray(at, at + file.readUInt32BE(20));
  return found === undefined
    ? undefined
    : brotliDecompressSync(packed, { maxOutputLength: maxBytes }).subarray(found.start, found.end);
}

/** The Unicode tables: platform 0 without variation sequences, and platform 3 with encodings 1 and 10. */
function readCmap(table: Buffer): ReadonlySet<number> {
  const points = new Set<number>();
  for (let entry = 4, left = table.readUInt16BE(2); left > 0; left--, entry += 8) {
    const [platform, encoding] = [table.readUInt16BE(entry), table.readUInt16BE(entry + 2)];
    const isUnicode = platform === 0 ? encoding !== 5 : platform === 3 && [1, 10].includes(encoding);
    if (!isUnicode) continue;
    const part = table.subarray(table.readUInt32BE(entry + 4));
    cmapFormats[part.readUInt16BE(0)]?.(part, points);
  }
  return points;
}

const cmapFormats: Readonly<Record<number, (part: Buffer, points: Set<number>) => void>> = {
  4: (part, points) => {
    const size = part.readUInt16BE(6);
    for (let segment = 0; segment < size; segment += 2) {
      const end = part.readUInt16BE(14 + segment);
      const start = part.readUInt16BE(16 + size + segment);
      const delta = part.readUInt16BE(16 + 2 * size + segment);
      const place = 16 + 3 * size + segment;
      const range = part.readUInt16BE(place);
      for (let point = start; point <= end && point < 0xffff; point++) {
        const glyph = range === 0 ? point : part.readUInt16BE(place + range + 2 * (point - start));
        if (glyph !== 0 && ((glyph + delta) & 0xffff) !== 0) points.add(point);
      }
    }
  },
  12: (part, points) => {
    for (let group = 16, left = part.readUInt32BE(12); left > 0; left--, group += 12) {
      const last = Math.min(part.readUInt32BE(group + 4), 0x10ffff);
      for (let point = part.readUInt32BE(group); point <= last; point++) points.add(point);
    }
  },
};
