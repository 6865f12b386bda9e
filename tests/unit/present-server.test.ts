import { expect, test, vi } from 'vitest';
import { createNodeHost } from '../../src/host-node.ts';
import { startPresent } from '../../src/present/present.ts';
import { askRaw } from '../support/hostile.ts';
import { notes, patience, secrets, useStage } from '../support/present.ts';
import { square } from '../support/preview-deck.ts';
import { openSocket } from '../support/socket.ts';

const stage = useStage();
const { deck, link } = stage;

test('a remote has all notes of the speaker, a participant theirs and nothing else', async () => {
  const remote = await (await fetch(link('control'))).text();
  expect(remote).toContain(notes.speaker);
  expect(remote).toContain('data-timing="180"');
  expect(remote).not.toContain(notes.private);
  const follow = await (await fetch(link('follow'))).text();
  expect(follow).toContain(notes.participant);
  for (const secret of [...secrets, 'data-timing', '"duration"', link('control'), stage.present().url]) {
    expect(follow.includes(secret), secret).toBe(false);
  }
  // Letters may stand apart, or be written as references: not one word of the others is there.
  expect(follow.replace(/<[^>]*>|&#?\w+;/g, '')).not.toMatch(/speaker only|instructors only|for anybody/i);
  expect((await fetch(`${link('follow')}assets/square.svg`)).status).toBe(200);
  expect((await fetch(`${link('follow')}fonts/nothing.woff2`)).status).toBe(404);
  expect(stage.wrong()).toEqual([]);
});

test('a page that would carry what is not for participants is not served, and it is said why', async () => {
  const faults: string[] = [];
  const told = await startPresent(createNodeHost(deck.folder), deck.folder, {
    port: 0,
    guests: ['follow'],
    host: '127.0.0.1',
    onFault: (diagnostics) => faults.push(...diagnostics.map(({ code }) => code)),
  });
  try {
    const address = told.links.get('follow') ?? '';
    expect((await fetch(address)).status).toBe(200);
    deck.write(
      'assets/square.svg',
      `<svg xmlns="http://www.w3.org/2000/svg"><text>${secrets[0]}, ${secrets[1]}, ${secrets[2]}</text></svg>\n`,
    );
    await vi.waitFor(async () => {
      await fetch(address);
      expect(faults).toContain('withheld-text');
    }, patience);
    // The last good page stays.
    expect(await (await fetch(address)).text()).toContain(notes.participant);
  } finally {
    await told.close();
    deck.write('assets/square.svg', square);
  }
});

test('without a token that holds there is nothing; wrong ones are counted', async () => {
  const { origin } = new URL(link('control'));
  const before = link('control');
  const paths = ['/', new URL(before).pathname.replace('/r/', '/l/')];
  const answers = await Promise.all(paths.map((path) => fetch(origin + path)));
  expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  expect(stage.wrong()).toEqual(['127.0.0.1']);
  const refused = await openSocket(`${origin}/r/AAAAAAAAAAAAAAAAAAAAAA/link`);
  expect(refused.status).toBe(404);
  expect(stage.wrong()).toHaveLength(2);
  // The right one is not held up by that.
  expect((await fetch(before, { redirect: 'manual' })).status).toBe(200);
  expect((await fetch(before.slice(0, -1), { redirect: 'manual' })).headers.get('location')).toBe(
    new URL(before).pathname,
  );
  await stage.restart({ guests: ['control'] });
  expect(link('control')).not.toBe(before);
  expect(
    (await fetch(origin.replace(/\d+$/, new URL(link('control')).port) + new URL(before).pathname)).status,
  ).toBe(404);
});

test('nobody but windows of this machine is let in unless asked', async () => {
  const alone = await startPresent(createNodeHost(deck.folder), deck.folder, { port: 0 });
  expect(alone.links.size).toBe(0);
  expect(alone.guestPort).toBe(undefined);
  // What guests are shown is not on the windows' port, whatever the token.
  expect((await fetch(new URL(new URL(link('control')).pathname, alone.url))).status).toBe(404);
  await alone.close();
});

test('other names, other sites, bodies and long heads are refused', async () => {
  const { host, pathname } = new URL(link('control'));
  const ask = async (...lines: string[]): Promise<string> =>
    (await askRaw(link('control'), [`GET ${pathname} HTTP/1.1`, 'Connection: close', ...lines])).slice(9, 12);
  expect(await ask(`Host: ${host}`)).toBe('200');
  expect(await ask('Host: evil.example')).toBe('403');
  expect(await ask(`Host: localhost:${host.split(':')[1]}`)).toBe('403');
  expect(await ask(`Host: ${host}`, 'Origin: https://evil.example')).toBe('403');
  expect(await ask(`Host: ${host}`, 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors')).toBe('403');
  expect(await ask(`Host: ${host}`, 'Content-Length: 5')).toBe('413');
  expect(await ask(`Host: ${host}`, `X-Long: ${'x'.repeat(20_000)}`)).toBe('431');
  for (const headers of [{ Host: 'evil.example' }, { Origin: 'https://evil.example' }, { Origin: 'null' }]) {
    expect((await openSocket(`${link('control')}link`, headers)).status).toBe(403);
  }
  expect((await fetch(link('control'))).headers.get('access-control-allow-origin')).toBe(null);
});

test('the windows of this machine are guarded alike, the socket on which they meet, too', async () => {
  const { url } = stage.present();
  const { host } = new URL(url);
  const ask = async (...lines: string[]): Promise<string> =>
    (await askRaw(url, ['GET / HTTP/1.1', 'Connection: close', ...lines])).slice(9, 12);
  expect(await ask(`Host: ${host}`)).toBe('200');
  expect(await ask('Host: evil.example')).toBe('403');
  expect(await ask(`Host: ${host}`, 'Origin: https://evil.example')).toBe('403');
  expect(await ask(`Host: ${host}`, 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors')).toBe('403');
  expect(await ask(`Host: ${host}`, 'Content-Length: 5')).toBe('413');
  expect(await ask(`Host: ${host}`, `X-Long: ${'x'.repeat(20_000)}`)).toBe('431');
  const meet = /"meet":"([^"]+)"/.exec(await (await fetch(url)).text())?.[1] ?? '';
  const address = new URL(meet, url).href;
  for (const headers of [{ Host: 'evil.example' }, { Origin: 'https://evil.example' }, { Origin: 'null' }]) {
    expect((await openSocket(address, headers)).status).toBe(403);
  }
  const socket = await openSocket(address, { Origin: new URL(url).origin });
  expect(socket.status).toBe(101);
  socket.say('x'.repeat(70_000));
  expect(await socket.closed).toBe(1009);
});
