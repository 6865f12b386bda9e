import type { Zippable } from 'fflate';

/** What is packed already: to pack it once more takes time and no byte less. */
const packed = /\.(?:png|webp|jpe?g|pdf|zip|woff2)$/i;

/** The earliest date that a ZIP archive can hold. */
const earliest = Date.UTC(1980, 0, 1);

/**
 * A ZIP archive with the files in the order of their names. The same files and date give the same bytes, in every time
 * zone. It is opened again before it is given back. `date` counts from 1980.
 */
export async function packZip(
  files: ReadonlyMap<string, Uint8Array>,
  date: Date | undefined,
): Promise<Uint8Array> {
  // Loaded when it is needed: no other command packs anything.
  const { unzipSync, zipSync } = await import('fflate');
  const mtime = clockOf(date);
  const zippable: Zippable = {};
  for (const [path, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
    zippable[path] = [bytes, { level: packed.test(path) ? 0 : 9, mtime }];
  const archive = zipSync(zippable);
  assertSame(files, unzipSync(archive));
  return archive;
}

/** An archive holds the time of a clock on the wall, of no zone: here that of UTC. */
function clockOf(date: Date | undefined): Date {
  const day = new Date(Math.max(date?.getTime() ?? earliest, earliest));
  return new Date(
    day.getUTCFullYear(),
    day.getUTCMonth(),
    day.getUTCDate(),
    day.getUTCHours(),
    day.getUTCMinutes(),
    day.getUTCSeconds(),
  );
}

function assertSame(
  files: ReadonlyMap<string, Uint8Array>,
  read: Readonly<Record<string, Uint8Array>>,
): void {
  const isSame =
    Object.keys(read).length === files.size &&
    [...files].every(([path, bytes]) => Buffer.compare(bytes, read[path] ?? new Uint8Array(0)) === 0);
  if (!isSame) throw new Error('the archive does not hold what was put into it');
}
