import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBrowser } from '../../src/browser/find.ts';
import { withBrowser } from '../../src/browser/launch.ts';
import { printPage } from '../../src/browser/print-page.ts';
import { serveBundle, stillPolicy } from '../../src/browser/serve.ts';
import { createNodeHost } from '../../src/host-node.ts';
import type { Bundle } from '../../src/model/bundle.ts';
import { turnout } from '../support/cli.ts';
import { temporaryFolder, writeFiles } from '../support/talk.ts';

const host = createNodeHost();
const folder = temporaryFolder('remote');
const deck = join(folder.path, 'talk');
let other: ChildProcess;
/** `ws://127.0.0.1:PORT/devtools/browser/ID` */
let socket: string;
let canary: Server;
const asked: string[] = [];

/** A Chromium that somebody else started. The proxy keeps it from this machine: it cannot reach what we serve. */
beforeAll(async () => {
  other = spawn(
    findBrowser(host).path,
    [
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${join(folder.path, 'profile')}`,
      '--proxy-server=http://127.0.0.1:9',
      '--proxy-bypass-list=<-loopback>',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--no-first-run',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  socket = await new Promise<string>((resolve, reject) => {
    let said = '';
    other.once('exit', () => reject(new Error(said)));
    other.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const address = /ws:\/\/\S+/.exec(said)?.[0];
      if (address !== undefined) resolve(address);
    });
  });
  canary = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  writeFiles(deck, {
    'deck.yaml': 'title: A talk\n',
    'sections/10-only.yaml':
      'title: Only\nslides:\n  - {id: one, layout: statement, statement: A statement}\n',
  });
});

afterAll(async () => {
  canary.close();
  const ended = new Promise((resolve) => other.once('exit', resolve));
  other.kill();
  await ended;
  folder.remove();
});

const httpAddress = (): string => `http://${new URL(socket).host}`;

async function openPages(): Promise<number> {
  const targets = (await (await fetch(`${httpAddress()}/json/list`)).json()) as unknown[];
  return targets.length;
}

const page = (body: string): Bundle => ({
  entry: 'index.html',
  files: new Map([
    [
      'index.html',
      {
        content: `<!doctype html><title>Page</title><link rel="icon" href="data:,"><link rel="stylesheet" href="look.css">${body}`,
      },
    ],
    ['look.css', { content: '@page { size: 400px 300px; margin: 0 } h1 { color: red }' }],
  ]),
});

test('prints what we serve although it cannot reach us, and reaches nothing else', async () => {
  const address = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
  const body = `<h1>Remote</h1><img src="${address}/image">`;
  const before = await openPages();
  const printed = await serveBundle(host, page(body), {}, (site) =>
    withBrowser(host, { browserUrl: socket, reach: [site.port] }, (session) =>
      printPage(session, site.url, { allowFailures: true }),
    ),
  );
  expect(Buffer.from(printed.pdf).subarray(0, 5).toString()).toBe('%PDF-');
  expect(printed.failures.map(({ url }) => url)).toEqual([`${address}/image`]);
  expect(asked).toEqual([]);
  expect(await openPages()).toBe(before);
});

test('prints a page without a fault, with the policy that came with it', async () => {
  const printed = await serveBundle(host, page('<h1>Remote</h1>'), { policy: stillPolicy }, (site) =>
    withBrowser(host, { browserUrl: httpAddress(), reach: [site.port] }, (session) =>
      printPage(session, site.url),
    ),
  );
  expect(printed.failures).toEqual([]);
});

test('draws pictures from the command line', async () => {
  const target = join(folder.path, 'pictures');
  const args = ['images', deck, '-o', target, '--width', '640', '--browser-url', httpAddress()];
  const ran = await turnout(args, folder.path, { TURNOUT_BROWSER: join(folder.path, 'none') });
  expect(ran.code, ran.stderr).toBe(0);
  expect(ran.stdout).toContain('1 picture');
});

test('an address where no browser is says so, without the token in it', async () => {
  const target = join(folder.path, 'none');
  const args = ['images', deck, '-o', target, '--browser-url', 'ws://127.0.0.1:9/?token=secret'];
  const ran = await turnout(args, folder.path);
  expect(ran.stderr).toContain('error[browser-failed]: the browser at `ws://127.0.0.1:9`');
  expect(ran.stderr).not.toContain('secret');
  expect(ran.code).toBe(3);
});
