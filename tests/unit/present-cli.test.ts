import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { repository } from '../support/cases.ts';
import { turnout } from '../support/cli.ts';
import { freePort } from '../support/present.ts';
import { createTestDeck, type TestDeck } from '../support/preview-deck.ts';
import { openSocket } from '../support/socket.ts';

let deck: TestDeck;
const running: ChildProcess[] = [];

beforeEach(() => {
  deck = createTestDeck();
});
afterEach(() => deck.remove());
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [join(repository, 'dist/cli.js'), ...args], {
    cwd: deck.folder,
    env: { ...process.env, NO_COLOR: '1' },
  });
  running.push(child);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => (text += more));
  child.stderr.setEncoding('utf8').on('data', (more: string) => (text += more));
  return {
    child,
    ended: new Promise<number | null>((resolve) => child.once('close', resolve)),
    said: (what: RegExp) =>
      vi.waitFor(
        () => {
          const found = what.exec(text);
          if (found === null) throw new Error(`no ${what} in: ${text}`);
          return found;
        },
        { timeout: 15_000, interval: 20 },
      ),
  };
}

test('links and codes are printed, and Ctrl-C ends it at once with everybody connected', async () => {
  const present = start('present', '.', '--no-open', '--remote', '--follow', '--host', '127.0.0.1');
  await present.said(/http:\/\/127\.0\.0\.1:\d+\/\?presenter {2}\.: 4 slides/);
  const [, remote = ''] = await present.said(/remote +(http:\S+\/r\/[\w-]{22}\/)\n[█▀▄ ]{20,}\n/);
  await present.said(/look on +http:\S+\/l\/[\w-]{22}\/\n/);
  await present.said(/follow +http:\S+\/f\/[\w-]{22}\/\n[█▀▄ ]{20,}\n/);
  await present.said(/Ctrl-C stops/);
  const socket = await openSocket(`${remote}link`);
  expect(socket.status).toBe(101);
  await fetch(remote.replace(/\/r\/.*/, '/r/wrong/'));
  await present.said(/a request without a token that holds; the last one from 127\.0\.0\.1/);
  present.child.kill('SIGINT');
  expect(await present.ended).toBe(0);
  await present.said(/presenting stopped, ports \d+ and \d+ are free again/);
  await socket.closed;
});

test('a Chromium is opened as an application with a profile of its own, and ends with us', async () => {
  const browser = deck.path('browser.sh');
  deck.write(
    'browser.sh',
    '#!/bin/sh\nprintf \'%s\\n\' "$@" > "$(dirname "$0")/asked.txt"\nexec sleep 600\n',
  );
  chmodSync(browser, 0o755);
  const present = start('present', '.', '--browser', browser);
  const [, url] = await present.said(/(http:\S+)\?presenter/);
  await vi.waitFor(() => expect(existsSync(deck.path('asked.txt'))).toBe(true), { timeout: 10_000 });
  await vi.waitFor(() => expect(readFileSync(deck.path('asked.txt'), 'utf8')).toContain('--user-data-dir'));
  const asked = readFileSync(deck.path('asked.txt'), 'utf8').split('\n');
  expect(asked[0]).toBe(`--app=${url}?presenter&audience`);
  const profile = asked.find((each) => each.startsWith('--user-data-dir='))?.split('=')[1] ?? '';
  expect(existsSync(profile)).toBe(true);
  present.child.kill('SIGINT');
  expect(await present.ended).toBe(0);
  expect(existsSync(profile)).toBe(false);
});

test('a browser that does not start leaves the address', async () => {
  const present = start('present', '.', '--browser', '/bin/false');
  await present.said(/no window could be opened: open the address by hand/);
  present.child.kill('SIGINT');
  expect(await present.ended).toBe(0);
});

test('an address that is none of this machine, and a port that is taken, are said', async () => {
  const ran = await turnout(['present', '.', '--no-open', '--remote', '--host', '203.0.113.9'], deck.folder);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('`203.0.113.9` is no address of this machine');
  const port = String(await freePort());
  const present = start('present', '.', '--no-open', '--follow', '--host', '127.0.0.1', '--guest-port', port);
  await present.said(new RegExp(`127\\.0\\.0\\.1:${port}/f/`));
  const second = await turnout(
    ['present', '.', '--no-open', '--follow', '--host', '127.0.0.1', '--guest-port', port],
    deck.folder,
  );
  expect(second.code).toBe(3);
  expect(second.stderr).toContain(`port ${port} of 127.0.0.1 is in use`);
  present.child.kill('SIGINT');
  expect(await present.ended).toBe(0);
});

test('a rehearsal takes a deck after it, and a file by name', async () => {
  for (const [args, file] of [
    [
      ['present', '--no-open', '--rehearse', '.'],
      'out/rehearsals/test-of-preview-\\w+-\\d{4}-\\d\\d-\\d\\d-\\d{6}\\.json',
    ],
    [['present', '.', '--no-open', '--rehearse', '-o', 'times/run.json'], 'times/run\\.json'],
  ] as const) {
    const present = start(...args);
    await present.said(new RegExp(`times are written to ${file}\n`));
    present.child.kill('SIGINT');
    expect(await present.ended).toBe(0);
  }
  const alone = await turnout(['present', '.', '--no-open', '-o', 'run.json'], deck.folder);
  expect(alone.code).toBe(2);
  expect(alone.stderr).toContain('`--output` names the file of a rehearsal\n  hint: add `--rehearse`');
});

const visit = (slide: string, minutes: number, step = -1) => ({ slide, step, ms: minutes * 60_000 });

function writeRun(name: string, started: string, visits: readonly object[]): void {
  const run = { version: 1, deck: deck.folder.split('/').at(-1), edition: { profiles: [] }, started, visits };
  deck.write(`out/rehearsals/${name}.json`, JSON.stringify(run));
}

test('rehearsals stand against the plan, and become minutes in the files', async () => {
  deck.edit('    layout: title\n', '    layout: title\n    minutes: 2 # as long as the door is open\n');
  writeRun('one', '2026-05-01T10:00:00.000Z', [visit('start', 1), visit('points', 1), visit('points', 2, 0)]);
  writeRun('two', '2026-05-02T10:00:00.000Z', [visit('start', 1.6), visit('points', 4), visit('end', 0.05)]);
  deck.write('out/rehearsals/other.json', '{"version":1,"deck":"other"}');
  const shown = await turnout(['rehearsal', '.'], deck.folder);
  expect(shown.stderr).toBe('');
  const lines = shown.stdout.split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(lines.find((line) => line.startsWith('start'))).toMatch(
    /2:00 +1:36 +1:18 +-0:42 {2}█+[▏▎▍▌▋▊▉]? *│$/,
  );
  expect(lines.find((line) => line.startsWith('points'))).toMatch(/~1:00 +4:00 +3:30 +\+2:30 {2}█+│█+/);
  expect(lines.find((line) => line.startsWith('picture'))).toMatch(/~1:00 +– +– /);
  const json = JSON.parse((await turnout(['rehearsal', '.', '--format', 'json'], deck.folder)).stdout);
  expect(json).toMatchObject({ version: 1, runs: [{ file: 'one.json', minutes: 4 }, { file: 'two.json' }] });
  expect(json.slides[1]).toMatchObject({
    id: 'points',
    planned: 1,
    plannedFrom: 'guess',
    runs: [3, 4],
    median: 3.5,
  });

  const before = readFileSync(deck.path('sections/10-one.yaml'), 'utf8');
  const offered = await turnout(['rehearsal', '.', '--apply'], deck.folder);
  expect(offered.stdout).toContain(
    '-    minutes: 2 # as long as the door is open\n+    minutes: 1.25 # as long',
  );
  expect(offered.stdout).toContain('nothing was changed');
  expect(readFileSync(deck.path('sections/10-one.yaml'), 'utf8')).toBe(before);
  const made = await turnout(['rehearsal', '.', '--apply', '--yes'], deck.folder);
  expect(made.stdout).toContain('3 slides changed in sections/10-one.yaml');
  expect(readFileSync(deck.path('sections/10-one.yaml'), 'utf8')).toBe(
    before
      .replace('minutes: 2 #', 'minutes: 1.25 #')
      .replace('layout: bullets\n', 'layout: bullets\n    minutes: 3.5\n')
      .replace('layout: statement\n', 'layout: statement\n    minutes: 0.25\n'),
  );
  expect((await turnout(['rehearsal', '.', '--apply'], deck.folder)).stdout).toContain('are as measured');
  expect((await turnout(['check', '.'], deck.folder)).code).toBe(0);
});

test('without a rehearsal it says how to make one', async () => {
  const ran = await turnout(['rehearsal', '.'], deck.folder);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toMatch(
    /there is no rehearsal of .* in `out\/rehearsals`\n {2}hint: `turnout present .* --rehearse`/,
  );
});
