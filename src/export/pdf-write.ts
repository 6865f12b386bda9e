import { promisify } from 'node:util';
import { type InputType, deflate as zlibDeflate } from 'node:zlib';
import type { PDFContext, PDFDocument, PDFObject, PDFRef, PDFStream } from '@cantoo/pdf-lib';
import type { PdfLib } from './pdf-outline.ts';

const deflate = promisify((input: InputType, done: (error: Error | null, result: Buffer) => void) =>
  zlibDeflate(input, { level: 6 }, done),
);

/** More of them pack better; a reader that wants one has to unpack all. */
const objectsPerStream = 200;

type Indirect = readonly [PDFRef, PDFObject];

/** Where an object stands: at an offset of the file, or at a place in an object stream. */
type Entry = readonly [kind: 1 | 2, offsetOrStream: number, place: number];

/**
 * The file's bytes, everything but streams packed into object streams: a tagged file is mostly small dictionaries, and
 * this halves it. The packing is done beside the main thread. What nothing leads to any more is left out.
 * ISO 32000-1, 7.5.7 and 7.5.8
 */
export async function writePdf(lib: PdfLib, document: PDFDocument): Promise<Uint8Array> {
  const { context } = document;
  const kept = reachable(lib, context);
  const file = new Writer();
  const loose: Indirect[] = [];
  const streams: (readonly [PDFRef, PDFStream])[] = [];
  for (const [ref, object] of kept) {
    if (object instanceof lib.PDFStream) streams.push([ref, object]);
    else loose.push([ref, object]);
  }
  const bodies = await mapSome(streams, async ([{ objectNumber }, stream]) => {
    return [objectNumber, await packStream(lib, stream)] as const;
  });
  for (const [number, body] of bodies) file.add(number, body);
  let next = context.largestObjectNumber + 1;
  const groups = Array.from({ length: Math.ceil(loose.length / objectsPerStream) }, (_, index) =>
    loose.slice(index * objectsPerStream, (index + 1) * objectsPerStream),
  );
  for (const group of groups) {
    for (const [place, [ref]] of group.entries()) file.entries.set(ref.objectNumber, [2, next, place]);
    next++;
  }
  const packed = await mapSome(groups, packObjects);
  for (const [index, body] of packed.entries()) file.add(next - groups.length + index, body);
  const { Root, Info } = context.trailerInfo;
  return file.end(next, `/Root ${Root}${Info === undefined ? '' : `/Info ${Info}`}`);
}

class Writer {
  /** By object number. */
  readonly entries = new Map<number, Entry>();
  // The comment holds bytes above 127, so that nobody takes the file for text.
  readonly #parts: Uint8Array[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  #length = this.#parts[0]?.length ?? 0;

  add(number: number, body: Uint8Array): void {
    this.entries.set(number, [1, this.#length, 0]);
    this.#write(Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n'));
  }

  /** The table of all objects is itself the last of them. */
  async end(number: number, facts: string): Promise<Uint8Array> {
    const start = this.#length;
    this.entries.set(number, [1, start, 0]);
    const width = 7;
    const rows = Buffer.alloc((number + 1) * width);
    for (const [each, [kind, where, place]] of this.entries) {
      rows.writeUInt8(kind, each * width);
      rows.writeUInt32BE(where, each * width + 1);
      rows.writeUInt16BE(place, each * width + 5);
    }
    const body = await deflate(asDifferences(rows, width));
    const parameters = `/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns ${width}>>`;
    const dict = `/Type/XRef/Size ${number + 1}/W[1 4 2]${parameters}${facts}`;
    this.add(number, streamOf(dict, body));
    this.#write(Buffer.from(`startxref\n${start}\n%%EOF\n`));
    return Buffer.concat(this.#parts);
  }

  #write(...parts: readonly Uint8Array[]): void {
    for (const part of parts) {
      this.#parts.push(part);
      this.#length += part.length;
    }
  }
}

/** Each row as what differs from the one above, which is mostly zero. PNG filter 2, "up": ISO 32000-1, 7.4.4.4 */
function asDifferences(rows: Uint8Array, width: number): Uint8Array {
  const count = rows.length / width;
  const result = Buffer.alloc(count * (width + 1));
  for (let row = 0; row < count; row++) {
    result[row * (width + 1)] = 2;
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      result[row * (width + 1) + 1 + column] = (rows[at] ?? 0) - (rows[at - width] ?? 0);
    }
  }
  return result;
}

/** More at once would take a quarter of a megabyte each, and are not packed sooner. */
const atOnce = 8;

async function mapSome<Item, Result>(
  items: readonly Item[],
  use: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const rest = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of rest) results[index] = await use(item);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

/** A stream that is packed already stays as it is. */
async function packStream(lib: PdfLib, stream: PDFStream): Promise<Uint8Array> {
  const [filter, packed] = [lib.PDFName.of('Filter'), lib.PDFName.of('FlateDecode')];
  if (!(stream instanceof lib.PDFRawStream) || stream.dict.has(filter)) return bytesOf(stream);
  const contents = await deflate(stream.contents);
  stream.dict.set(filter, packed);
  return bytesOf(lib.PDFRawStream.of(stream.dict, contents));
}

async function packObjects(group: readonly Indirect[]): Promise<Uint8Array> {
  const bodies: Uint8Array[] = [];
  const places: number[] = [];
  let offset = 0;
  for (const [ref, object] of group) {
    const body = bytesOf(object);
    places.push(ref.objectNumber, offset);
    bodies.push(body, newline);
    offset += body.length + 1;
  }
  const index = Buffer.from(`${places.join(' ')}\n`);
  const packed = await deflate(Buffer.concat([index, ...bodies]));
  return streamOf(`/Type/ObjStm/N ${group.length}/First ${index.length}/Filter/FlateDecode`, packed);
}

const newline = Buffer.from('\n');

function streamOf(dict: string, body: Uint8Array): Uint8Array {
  return Buffer.concat([
    Buffer.from(`<<${dict}/Length ${body.length}>>\nstream\n`),
    body,
    Buffer.from('\nendstream'),
  ]);
}

function bytesOf(object: PDFObject): Uint8Array {
  const bytes = Buffer.alloc(object.sizeInBytes());
  object.copyBytesInto(bytes, 0);
  return bytes;
}

/** The objects that the trailer leads to, by number. */
function reachable({ PDFArray, PDFDict, PDFRef, PDFStream }: PdfLib, context: PDFContext): Indirect[] {
  const found = new Map<PDFRef, PDFObject>();
  const waiting: (PDFObject | undefined)[] = [context.trailerInfo.Root, context.trailerInfo.Info];
  while (waiting.length > 0) {
    const object = waiting.pop();
    if (object instanceof PDFRef) {
      const target = found.has(object) ? undefined : context.lookup(object);
      if (target === undefined) continue;
      found.set(object, target);
      waiting.push(target);
    } else if (object instanceof PDFDict) waiting.push(...object.values());
    else if (object instanceof PDFArray) waiting.push(...object.asArray());
    else if (object instanceof PDFStream) waiting.push(object.dict);
  }
  return [...found].sort(([one], [other]) => one.objectNumber - other.objectNumber);
}
