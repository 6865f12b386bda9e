import { expect, test, vi } from 'vitest';
import { patience, useStage } from '../support/present.ts';

const { present, join, joinAsWindow } = useStage();

let count = 0;
const place = (slide: string, step = -1): object => ({
  kind: 'state',
  from: 'test',
  role: 'presenter',
  cells: { place: { value: { slide, step }, stamp: { count: ++count, by: 'test' } } },
});

test('windows and remotes lead, others only look on: what they say is dropped', async () => {
  const [window, control, look, follow] = [
    await joinAsWindow(),
    await join('control'),
    await join('look'),
    await join('follow'),
  ];
  window.say(place('points', 0));
  await vi.waitFor(() => {
    for (const each of [control, look, follow]) expect(each.places().at(-1)).toBe('points/0');
  }, patience);
  look.say(place('end'));
  follow.say(place('end'));
  control.say(place('points', 2));
  await vi.waitFor(() => {
    for (const each of [window, look, follow]) expect(each.places().at(-1)).toBe('points/2');
  }, patience);
  for (const each of [window, control, look, follow]) expect(each.places()).not.toContain('end/-1');
  // A follower hears of places; the times of the slides are the speaker's, and so is what is drawn before it is shown.
  const timer = {
    value: { phase: 'ready', age: 0, asked: 0, slide: '', spent: {} },
    stamp: { count: ++count, by: 'test' },
  };
  window.say({
    kind: 'state',
    from: 'test',
    role: 'presenter',
    cells: { timer, lead: { ...timer, value: 'test' } },
  });
  await vi.waitFor(() => expect(look.texts.join('')).toContain('"timer"'), patience);
  follow.say({ kind: 'hello', from: 'me', role: 'follower', stamps: {} });
  await vi.waitFor(() => expect(follow.places().length).toBeGreaterThan(2), patience);
  expect(follow.texts.join('')).not.toMatch(/"timer"|"lead"/);
  expect(control.texts.join('')).not.toContain('"lead"');
});

test('messages that are too long, and floods, end the connection; nonsense does not', async () => {
  const long = await join('follow');
  long.say('x'.repeat(65_537));
  expect(await long.closed).toBe(1009);
  const loud = await join('follow');
  for (let index = 0; index < 700; index++)
    loud.say({ kind: 'hello', from: 'me', role: 'follower', stamps: {} });
  await loud.closed;
  const odd = await join('control');
  for (const nonsense of ['', '{', '[]', '"x"', '{"kind":"state"}', '{"kind":"rehearsal"}'])
    odd.say(nonsense);
  odd.say(place('end'));
  const other = await join('look');
  await vi.waitFor(() => expect(other.places().at(-1)).toBe('end/-1'), patience);
});

test('200 followers hear where the talk is', async () => {
  const followers = await Promise.all(Array.from({ length: 200 }, () => join('follow')));
  expect(present().followers()).toBe(200);
  const window = await joinAsWindow();
  const moves = 100;
  for (let index = 0; index < moves; index++) window.say(place('points', index));
  await vi.waitFor(() => {
    for (const each of followers) expect(each.places().at(-1)).toBe(`points/${moves - 1}`);
  }, patience);
  for (const each of followers) each.end();
  await vi.waitFor(() => expect(present().followers()).toBe(0), patience);
});

test('one who does not read holds nobody up, and gets the newest when they do', async () => {
  const [slow, other, window] = [await join('follow'), await join('follow'), await joinAsWindow()];
  slow.raw.pause();
  const moves = 400;
  // More than the buffers of the system between the two hold.
  const name = (index: number): string => `slide-${index}-${'x'.repeat(40_000)}`;
  for (let index = 0; index < moves; index++) {
    window.say(place(name(index)));
    if (index % 10 === 9) {
      await vi.waitFor(() => expect(other.texts.at(-1)?.includes(`slide-${index}-`)).toBe(true), patience);
    }
  }
  slow.raw.resume();
  await vi.waitFor(() => expect(slow.texts.at(-1)?.includes(`slide-${moves - 1}-`)).toBe(true), patience);
  expect(other.texts.length).toBeGreaterThanOrEqual(moves);
  expect(slow.texts.length).toBeLessThan(moves);
});
