import { expect, test } from 'vitest';
import { Visits } from '../../src/client/presenter/visits.ts';
import { Access } from '../../src/present/access.ts';
import { lanAddress } from '../../src/present/addresses.ts';
import { Board, readWords } from '../../src/present/board.ts';
import { FrameReader } from '../../src/present/frames.ts';
import { Recorder, readRehearsal } from '../../src/present/rehearsal.ts';
import { SlowDown } from '../../src/present/slow-down.ts';
import { maskedFrame } from '../support/socket.ts';

test('tokens have 128 bits, are for one thing each, and are new with every start', () => {
  const access = new Access(['control', 'look', 'follow']);
  const control = access.pathOf('control') ?? '';
  expect(control).toMatch(/^\/r\/[\w-]{22}\/$/);
  expect(access.check(control)).toMatchObject({ right: 'control', rest: '/' });
  expect(access.check(`${control}fonts/a.woff2`)?.rest).toBe('/fonts/a.woff2');
  for (const letter of ['l', 'f', 'x', ''])
    expect(access.check(control.replace('r', letter))).toBe(undefined);
  expect(new Access(['control']).check(control)).toBe(undefined);
  expect(new Access(['follow']).pathOf('control')).toBe(undefined);
  for (const path of [
    '/',
    '/r',
    '/r/',
    '/r//',
    `/r/${'x'.repeat(9_999)}/`,
    control.slice(0, -2),
    `/${control}`,
  ]) {
    expect(access.check(path), path).toBe(undefined);
  }
});

test('wrong tokens wait longer and longer, one after the other, and few are remembered', () => {
  let now = 0;
  const slow = new SlowDown(() => now);
  expect([slow.count('a'), slow.count('a'), slow.count('a')]).toEqual([250, 750, 1_750]);
  expect(slow.count('b')).toBe(250);
  now = 2_000;
  expect(slow.count('a')).toBe(2_000);
  // Whoever does not wait is hung up on.
  const answers = Array.from({ length: 9 }, () => slow.count('a'));
  expect(answers.at(-1)).toBe(undefined);
  now += 3_600_000;
  expect(slow.count('a')).toBe(250);
  for (let index = 0; index < 5_000; index++) slow.count(`10.0.${index >> 8}.${index & 255}`);
  expect(slow.addresses).toBe(1_000);
  expect(slow.total).toBe(5_015);
});

test('frames are put together from any pieces', () => {
  const text = 'Grüße, 発表者';
  const sent = Buffer.concat([
    maskedFrame(0x01, Buffer.from(text).subarray(0, 3)),
    maskedFrame(0x89, Buffer.from('ping')),
    maskedFrame(0x80, Buffer.from(text).subarray(3)),
    maskedFrame(0x81, Buffer.alloc(300, 'x')),
    maskedFrame(0x88, Buffer.alloc(0)),
  ]);
  for (const size of [1, 2, 7, 64, 10_000]) {
    const reader = new FrameReader();
    const received = [];
    for (let at = 0; at < sent.length; at += size)
      received.push(...reader.read(sent.subarray(at, at + size)));
    expect(received).toEqual([
      { kind: 'ping', body: Buffer.from('ping') },
      { kind: 'text', text },
      { kind: 'text', text: 'x'.repeat(300) },
      { kind: 'close' },
    ]);
  }
});

test.each([
  ['no mask', Buffer.from([0x81, 1, 65]), 1002],
  ['bits of extensions', maskedFrame(0xc1, Buffer.from('a')), 1002],
  ['an unknown kind', maskedFrame(0x83, Buffer.from('a')), 1002],
  ['a ping in pieces', maskedFrame(0x09, Buffer.from('a')), 1002],
  ['a continuation of nothing', maskedFrame(0x80, Buffer.from('a')), 1002],
  ['bytes', maskedFrame(0x82, Buffer.from('a')), 1003],
  ['what is no text', maskedFrame(0x81, Buffer.from([0xff, 0xfe])), 1007],
  ['too long, by its head alone', maskedFrame(0x81, Buffer.alloc(65_537)).subarray(0, 14), 1009],
  ['an absurd length', Buffer.from([0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), 1009],
  [
    'too many pieces',
    Buffer.concat(Array.from({ length: 70 }, (_, at) => maskedFrame(at === 0 ? 1 : 0, Buffer.alloc(0)))),
    1009,
  ],
])('%s ends the connection', (_, bytes, code) => {
  const reader = new FrameReader();
  expect(reader.read(bytes)).toEqual([{ kind: 'fault', code }]);
  expect(reader.read(maskedFrame(0x81, Buffer.from('after')))).toEqual([]);
});

test('the board keeps what is newest, and the timer grows older on it', () => {
  let now = 100;
  const board = new Board(() => now);
  const stamp = (count: number, by = 'a') => ({ count, by });
  const timer = { phase: 'running', age: 5 };
  expect(board.pin({ place: { value: 1, stamp: stamp(2) } }, ['place'])).toEqual(['place']);
  expect(board.pin({ place: { value: 0, stamp: stamp(1, 'z') } }, ['place'])).toEqual([]);
  expect(board.pin({ place: { value: 3, stamp: stamp(2, 'b') } }, ['place'])).toEqual(['place']);
  expect(board.pin({ black: { value: true, stamp: stamp(9) } }, ['place'])).toEqual([]);
  board.pin({ timer: { value: timer, stamp: stamp(1) } }, ['timer']);
  now = 350;
  expect(board.read(['place', 'timer'])).toEqual({
    place: { value: 3, stamp: stamp(2, 'b') },
    timer: { value: { phase: 'running', age: 255 }, stamp: stamp(1) },
  });
  expect(board.read(['place'], { place: stamp(2, 'b') })).toEqual({});
  expect(board.lacks({ place: stamp(3) }, ['place'])).toBe(true);
  expect(board.lacks({ place: stamp(3) }, ['black'])).toBe(false);
});

test.each([
  '',
  'null',
  '[]x',
  '{"kind":"state"}',
  '{"kind":"state","cells":[]}',
  '{"kind":"state","cells":{"place":{"value":1}}}',
  '{"kind":"state","cells":{"__proto__":{"value":1,"stamp":{"count":1,"by":"a"}}}}',
  '{"kind":"state","cells":{"nothing":{"value":1,"stamp":{"count":1,"by":"a"}}}}',
  '{"kind":"state","cells":{"place":{"value":1,"stamp":{"count":1.5,"by":"a"}}}}',
  '{"kind":"state","cells":{"place":{"value":1,"stamp":{"count":1e99,"by":"a"}}}}',
  '{"kind":"hello","stamps":{"place":{"count":-1,"by":"a"}}}',
])('no words: %s', (text) => {
  expect(readWords(text)).toBe(undefined);
});

test('visits: pauses do not count, and coming back is another visit', () => {
  const visits = new Visits();
  const at = (slide: string, step = -1) => ({ slide, step });
  visits.mark(undefined, 0);
  visits.mark(at('a'), 10);
  visits.mark(at('a'), 20);
  visits.mark(at('a', 0), 30);
  visits.mark(undefined, 50);
  visits.mark(at('a', 0), 90);
  visits.mark(at('b'), 100);
  visits.mark(at('a'), 101);
  visits.mark(at('a'), 103);
  expect(visits.list).toEqual([
    { slide: 'a', step: -1, ms: 20 },
    { slide: 'a', step: 0, ms: 30 },
    { slide: 'b', step: -1, ms: 1 },
    { slide: 'a', step: -1, ms: 2 },
  ]);
});

test('reports of a rehearsal may come twice, and from several windows', () => {
  const recorder = new Recorder();
  const report = (page: string, from: number, ...ms: number[]) =>
    recorder.take({
      kind: 'rehearsal',
      page,
      from,
      visits: ms.map((each) => ({ slide: 'a', step: -1, ms: each })),
    });
  expect(report('one', 0, 5, 6)).toBe(true);
  expect(report('one', 1, 9, 0)).toBe(true);
  expect(report('two', 0, 7)).toBe(true);
  expect(report('one', 7, 1)).toBe(false);
  expect(report('one', 0, -1)).toBe(false);
  expect(recorder.take({ kind: 'rehearsal', page: 'one', from: 0, visits: [{ slide: 'a' }] })).toBe(false);
  expect(recorder.visits.map(({ ms }) => ms)).toEqual([5, 9, 7]);
});

test('files of rehearsals are read strictly', () => {
  const file = { version: 1, deck: 'talk', edition: { profiles: [] }, started: '2026-01-01', visits: [] };
  expect(readRehearsal(JSON.stringify(file))).toEqual(file);
  for (const wrong of [{ ...file, version: 2 }, { ...file, visits: [1] }, { ...file, deck: 1 }, []]) {
    expect(readRehearsal(JSON.stringify(wrong))).toBe(undefined);
  }
  expect(readRehearsal('{')).toBe(undefined);
});

test('addresses: the one in the local network, unless another is named', () => {
  expect(lanAddress(undefined, ['192.168.1.7', '8.8.8.8'])).toEqual({
    bind: '192.168.1.7',
    shown: '192.168.1.7',
    names: ['192.168.1.7'],
  });
  expect(lanAddress('fe80::1', []).shown).toBe('[fe80::1]');
  expect(lanAddress('0.0.0.0', ['10.0.0.2'])).toMatchObject({ bind: '0.0.0.0', shown: '10.0.0.2' });
  expect(lanAddress('0.0.0.0', ['10.0.0.2']).names).toEqual(
    expect.arrayContaining(['10.0.0.2', 'localhost']),
  );
  expect(() => lanAddress(undefined, [])).toThrow(/no network/);
});
