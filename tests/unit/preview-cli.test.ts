import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { repository } from '../support/cases.ts';
import { turnout } from '../support/cli.ts';
import { createTestDeck } from '../support/preview-deck.ts';

const deck = createTestDeck();
const running: ChildProcess[] = [];

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await deck.remove();
});

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  said(stream: 'stdout' | 'stderr', what: RegExp): Promise<RegExpExecArray>;
}

function start(...args: readonly string[]): Started {
  const child = spawn(process.execPath, [join(repository, 'dist/cli.js'), 'preview', deck.folder, ...args], {
    cwd: deck.folder,
    env: { ...process.env, NO_COLOR: '1' },
  });
  running.push(child);
  const text = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (more: string) => (text[stream] += more));
  }
  return {
    child,
    ended: new Promise((resolve) => child.once('close', resolve)),
    said: (stream, what) =>
      vi.waitFor(
        () => {
          const found = what.exec(text[stream]);
          if (found === null) throw new Error(`${stream} has no ${what}: ${text.stdout}${text.stderr}`);
          return found;
        },
        { timeout: 15_000, interval: 20 },
      ),
  };
}

test('it says where the deck is and what becomes of it, and Ctrl-C ends it in order', async () => {
  const preview = start();
  const url = await preview.said('stdout', /http:\/\/127\.0\.0\.1:(\d+)\/ {2}\.: 4 slides/);
  expect(Number(url[1])).toBeGreaterThanOrEqual(4321);
  deck.edit('layout: bullets', 'layout: bulets');
  await preview.said('stderr', /error\[unknown-layout\].*\n {2}sections\/10-one\.yaml:7:13/);
  await preview.said('stdout', /broken: the last good deck stays/);
  deck.edit();
  await preview.said('stdout', /4 slides built in \d+ ms/);
  // An open page must not keep it from ending.
  await fetch(url[0].split(' ')[0] ?? '');
  preview.child.kill('SIGINT');
  expect(await preview.ended).toBe(0);
  await preview.said('stdout', /stopped, port \d+ is free again/);
});

test('schemas that are there follow the layouts', async () => {
  const made = await turnout(['schema'], deck.folder);
  expect(made.code).toBe(0);
  const preview = start();
  await preview.said('stdout', /4 slides/);
  const layout = join(deck.folder, 'templates/layouts/ours');
  mkdirSync(layout, { recursive: true });
  writeFileSync(join(layout, 'contract.yaml'), 'description: Ours\nfields: { title: { type: text } }\n');
  writeFileSync(join(layout, 'layout.hbs'), '<h2>{{title}}</h2>\n');
  const schema = join(deck.folder, '.turnout/schema/section.schema.json');
  await vi.waitFor(() => expect(readFileSync(schema, 'utf8')).toContain('"ours"'), {
    timeout: 15_000,
    interval: 50,
  });
  preview.child.kill('SIGINT');
  expect(await preview.ended).toBe(0);
});

test('a port that is taken: exit 3 when it was asked for', async () => {
  const taken: Server = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const port = String((taken.address() as AddressInfo).port);
  const ran = await turnout(['preview', deck.folder, '--port', port], deck.folder);
  taken.close();
  expect(ran.code).toBe(3);
  expect(ran.stderr).toContain(`error[port-taken]: port ${port} of 127.0.0.1 is in use`);
});

test('what is no deck or no port is said at once', async () => {
  expect((await turnout(['preview', 'nowhere'], deck.folder)).code).toBe(2);
  expect((await turnout(['preview', '--port', '0'], deck.folder)).code).toBe(2);
});
