import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { packZip } from '../../src/export/bundle-zip.ts';

const files = new Map([
  ['talk.html', Buffer.from('<p>words words words words words words words</p>')],
  ['pictures/001-ü.png', Buffer.from([1, 2, 3])],
  ['index.html', Buffer.alloc(0)],
]);

describe('an archive', () => {
  test('holds every file, in the order of their names', async () => {
    const read = unzipSync(await packZip(files, undefined));
    expect(Object.keys(read)).toEqual(['index.html', 'pictures/001-ü.png', 'talk.html']);
    for (const [path, bytes] of files) expect(Buffer.from(read[path] ?? [0])).toEqual(bytes);
  });

  test('is the same to the byte whatever the order of its files', async () => {
    const date = new Date('2026-06-11T23:30:10Z');
    const again = await packZip(new Map([...files].reverse()), date);
    expect(Buffer.from(again)).toEqual(Buffer.from(await packZip(files, date)));
    expect(Buffer.from(again)).not.toEqual(Buffer.from(await packZip(files, undefined)));
  });

  test('is the same to the byte in every time zone', async () => {
    const date = new Date('2026-06-11T23:30:10Z');
    const zone = process.env.TZ;
    const archives: Buffer[] = [];
    const hours = new Set<number>();
    try {
      for (const name of ['Pacific/Kiritimati', 'America/Los_Angeles']) {
        process.env.TZ = name;
        hours.add(date.getHours());
        archives.push(Buffer.from(await packZip(files, date)));
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
    expect(hours.size).toBe(2);
    expect(archives[0]).toEqual(archives[1]);
  });
});
