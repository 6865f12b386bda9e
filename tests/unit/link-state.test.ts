import { describe, expect, test } from 'vitest';
import { addressOf, createNonce, nameOf, readNonce } from '../../src/client/link/identity.ts';
import { type Channel, Link } from '../../src/client/link/link.ts';
import { type Message, readMessage } from '../../src/client/link/message.ts';
import { hashOf, readHash } from '../../src/client/link/place.ts';
import { merge, type State } from '../../src/client/link/state.ts';
import { readyTimer } from '../../src/client/link/timer.ts';

/** Random numbers that are the same in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const cell = (slide: string, count: number, by: string): State => ({
  place: { value: { slide, step: -1 }, stamp: { count, by } },
});

describe('what windows share', () => {
  test.each([
    ['the higher count is newer', cell('one', 1, 'z'), cell('two', 2, 'a'), 'two'],
    ['of equal counts the name decides', cell('one', 2, 'a'), cell('two', 2, 'b'), 'two'],
    ['what arrives twice changes nothing', cell('one', 2, 'a'), cell('one', 2, 'a'), 'one'],
  ])('%s', (_, one, other, slide) => {
    expect(merge(one, other).state.place?.value.slide).toBe(slide);
    expect(merge(other, one).state.place?.value.slide).toBe(slide);
  });

  test('four windows over channels that lose, repeat and reorder agree after a greeting', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = seeded(seed);
      let now = 0;
      const links = ['a', 'b', 'c', 'd'].map((id) => new Link({ id, role: 'presenter', now: () => now }));
      const wire: (() => void)[] = [];
      let isReliable = false;
      // A chain: what the first says reaches the last through the others.
      const channels = links.slice(1).flatMap((link, index) => join(links[index] as Link, link));
      function join(one: Link, other: Link): { link: Link; channel: Channel }[] {
        const [there, back]: [Channel, Channel] = [
          { send: (message) => carry(other, message, () => back) },
          { send: (message) => carry(one, message, () => there) },
        ];
        one.join(there);
        other.join(back);
        return [
          { link: one, channel: there },
          { link: other, channel: back },
        ];
      }
      function carry(to: Link, message: Message, answer: () => Channel): void {
        const copy = readMessage(JSON.parse(JSON.stringify(message))) as Message;
        const copies = isReliable ? 1 : random(3);
        for (let each = 0; each < copies; each++) wire.push(() => to.receive(copy, answer()));
      }
      const deliver = (): void => {
        const [next] = wire.splice(isReliable ? 0 : random(wire.length), 1);
        next?.();
      };
      for (let move = 0; move < 60; move++) {
        now += random(100);
        links[random(4)]?.set({ place: { slide: `s${random(9)}`, step: random(3) - 1 } });
        if (random(4) === 0) links[random(4)]?.set({ black: random(2) === 0 });
        for (let each = random(5); each > 0 && wire.length > 0; each--) deliver();
      }
      while (wire.length > 0) deliver();
      isReliable = true;
      for (let round = 0; round < 4; round++) {
        for (const { link, channel } of channels) channel.send(link.hello());
        while (wire.length > 0) deliver();
      }
      const [first, ...others] = links.map((link) => link.state);
      for (const other of others) expect(other, `seed ${seed}`).toEqual(first);
    }
  });

  test('what a window kept over a reload gives way to what happened meanwhile', () => {
    const before = new Link({ id: 'p', role: 'presenter', now: () => 0 });
    before.set({ place: { slide: 'two', step: 1 } });
    const audience = new Link({ id: 'a', role: 'audience', now: () => 0 });
    audience.restore(before.saved());
    audience.set({ place: { slide: 'three', step: -1 } });
    const after = new Link({ id: 'p', role: 'presenter', now: () => 0 });
    after.restore(before.saved());
    after.begin({ place: { slide: 'one', step: -1 } });
    expect(after.value('place')?.slide).toBe('two');
    after.restore(audience.saved());
    expect(after.value('place')?.slide).toBe('three');
  });
});

test('a move right after a reload counts, although the others are further in their counting', () => {
  const [one, other] = ['a', 'p'].map((id) => new Link({ id, role: 'audience', now: () => 0 })) as [
    Link,
    Link,
  ];
  for (const slide of ['one', 'two', 'three']) other.set({ place: { slide, step: -1 } });
  other.set({ black: true });
  other.receive(
    { kind: 'state', from: 'x', role: 'audience', cells: {}, to: 'p' },
    { send: () => undefined },
  );
  one.begin({ place: { slide: 'three', step: -1 } });
  one.set({ place: { slide: 'four', step: -1 } });
  const there: Channel = { send: (message) => other.receive(message, back) };
  const back: Channel = { send: (message) => one.receive(message, there) };
  one.join(there);
  other.join(back);
  for (const link of [one, other]) {
    expect(link.value('place')?.slide).toBe('four');
    expect(link.value('black')).toBe(true);
  }
});

test('what was meant for the page before a reload does not end that', () => {
  const said: Message[] = [];
  const link = new Link({ id: 'new', role: 'audience', now: () => 0 });
  const channel: Channel = { send: (message) => said.push(message) };
  const told = (count: number, to: string, cells: object = {}): Message => ({
    kind: 'state',
    from: 'p',
    role: 'presenter',
    to,
    cells: { timer: { value: { ...readyTimer, age: 0 }, stamp: { count, by: 'p' } }, ...cells },
  });
  const place = { value: { slide: 'three', step: -1 }, stamp: { count: 50, by: 'p' } };
  link.begin({ place: { slide: 'three', step: -1 } });
  link.join(channel);
  link.receive({ kind: 'state', from: 'p', role: 'presenter', to: 'old', cells: {} }, channel);
  link.set({ place: { slide: 'four', step: -1 } });
  link.receive(told(40, 'old'), channel);
  link.receive(told(49, 'new', { place }), channel);
  expect(link.state.place).toEqual({
    value: { slide: 'four', step: -1 },
    stamp: { count: 51, by: 'new' },
  });
  expect(said.at(-1)).toMatchObject({ kind: 'state', cells: { place: { stamp: { count: 51 } } } });
  // From here on it knows what there is: whoever is newer is right.
  const later = { value: { slide: 'five', step: -1 }, stamp: { count: 52, by: 'p' } };
  link.receive(told(52, 'somebody', { place: later }), channel);
  expect(link.value('place')?.slide).toBe('five');
});

test('who greets and knows nothing more ends it, too: the next move of another window counts', () => {
  const link = new Link({ id: 'z', role: 'audience', now: () => 0 });
  const channel: Channel = { send: () => undefined };
  link.set({ place: { slide: 'two', step: -1 } });
  link.receive({ kind: 'hello', from: 'p', role: 'presenter', stamps: {} }, channel);
  const place = { value: { slide: 'three', step: -1 }, stamp: { count: 2, by: 'p' } };
  link.receive({ kind: 'state', from: 'p', role: 'presenter', cells: { place } }, channel);
  expect(link.value('place')?.slide).toBe('three');
});

test('two that have just begun and contradict each other agree', () => {
  const links = ['a', 'b'].map((id) => new Link({ id, role: 'audience', now: () => 0 })) as [Link, Link];
  const wire: (() => void)[] = [];
  const [there, back]: [Channel, Channel] = [
    { send: (message) => wire.push(() => links[1].receive(message, back)) },
    { send: (message) => wire.push(() => links[0].receive(message, there)) },
  ];
  links[0].set({ place: { slide: 'one', step: -1 } });
  links[1].set({ place: { slide: 'two', step: -1 } });
  links[0].join(there);
  links[1].join(back);
  let sent = 0;
  for (let next = wire.shift(); next !== undefined && sent < 100; next = wire.shift()) {
    sent++;
    next();
  }
  expect(sent).toBeLessThan(20);
  expect(links[0].state).toEqual(links[1].state);
});

describe('messages', () => {
  const good = {
    kind: 'state',
    from: 'a',
    role: 'audience',
    cells: { place: { value: { slide: 'one', step: 0 }, stamp: { count: 1, by: 'a' } } },
  };
  const withCell = (key: string, value: unknown, stamp: unknown = { count: 1, by: 'a' }): object => ({
    ...good,
    cells: { [key]: { value, stamp } },
  });

  test('a good one is let through as it is', () => {
    expect(readMessage(good)).toEqual(good);
    expect(readMessage({ ...good, to: 'b' })).toEqual({ ...good, to: 'b' });
    const hello = { kind: 'hello', from: 'b', role: 'presenter', stamps: { black: { count: 3, by: 'b' } } };
    expect(readMessage(hello)).toEqual(hello);
  });

  test.each([
    ['nothing', null],
    ['a text', 'next'],
    ['a call of reveal.js', { method: 'slide', args: [3] }],
    ['nobody', { ...good, from: '' }],
    ['to nobody', { ...good, to: '' }],
    ['an unknown role', { ...good, role: 'root' }],
    ['an unknown kind', { ...good, kind: 'eval' }],
    ['an unknown value', withCell('html', '<b>')],
    ['an inherited name', withCell('__proto__', 1)],
    ['a step that is no number', withCell('place', { slide: 'one', step: '0' })],
    ['a step below none', withCell('place', { slide: 'one', step: -2 })],
    ['a slide of a thousand letters', withCell('place', { slide: 'x'.repeat(1000), step: 0 })],
    ['black that is neither', withCell('black', 'yes')],
    ['a stamp beyond all counting', withCell('black', true, { count: Number.MAX_VALUE, by: 'a' })],
    ['a stamp of half a count', withCell('black', true, { count: 1.5, by: 'a' })],
    ['a line of text', withCell('pen', { slide: 'one', stroke: ['M0 0'] })],
    ['a line without end', withCell('ink', { one: [new Array(10_000).fill(1)] })],
    [
      'a timer that runs backwards',
      withCell('timer', { phase: 'running', age: -5, slide: '', spent: {}, asked: 0 }),
    ],
    ['a pointer nowhere', withCell('laser', { slide: 'one', x: Number.NaN, y: 0 })],
  ])('%s is not', (_, message) => {
    expect(readMessage(JSON.parse(JSON.stringify(message ?? null)))).toBeUndefined();
  });
});

describe('places and names', () => {
  test.each([
    ['#/fork', { slide: 'fork', step: -1 }],
    ['#/fork/2', { slide: 'fork', step: 2 }],
    ['#/%C3%BCber/0', { slide: 'über', step: 0 }],
  ])('%s', (hash, place) => {
    expect(readHash(hash)).toEqual(place);
    expect(hashOf(place)).toBe(hash);
  });

  test.each(['', '#', '#/', '#/%E0%A4%A', '#fork'])('%j names no slide', (hash) => {
    expect(readHash(hash)).toBeUndefined();
  });

  test('the address of the other role keeps what else is asked for', () => {
    const here = 'file:///talk/index.html?a=1#/x';
    const there = addressOf('presenter', '#/fork/1', here);
    expect(there).toBe('file:///talk/index.html?a=1&presenter#/fork/1');
    expect(addressOf('audience', '#/fork', there)).toBe('file:///talk/index.html?a=1#/fork');
  });

  test('only names of a session hold a nonce, and each session has its own', () => {
    const nonce = createNonce();
    expect(nonce).toMatch(/^[0-9a-f]{32}$/);
    expect(createNonce()).not.toBe(nonce);
    expect(readNonce(nameOf('presenter', nonce))).toBe(nonce);
    for (const name of ['', 'turnout', 'turnout:presenter:', `turnout:other:${nonce}`, `${nonce}`]) {
      expect(readNonce(name)).toBeUndefined();
    }
  });
});
