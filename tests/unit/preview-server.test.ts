import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TurnoutError } from '../../src/diagnostics/diagnostic.ts';
import type { Preview } from '../../src/preview/preview.ts';
import { createTestDeck } from '../support/preview-deck.ts';

const deck = createTestDeck();
let preview: Preview;
let page = '';
let events = '';

beforeAll(async () => {
  preview = await deck.preview();
  page = (await ask('/')).body;
  events = /"events":"([^"]+)"/.exec(page)?.[1] ?? '';
});
afterAll(() => deck.remove());

interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: string;
}

function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: preview.port, path, method, headers, agent: false });
    asked.on('error', reject);
    asked.on('upgrade', (answer, socket) => {
      socket.destroy();
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: '' });
    });
    asked.on('response', (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text: string) => (body += text));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    });
    asked.end();
  });
}

/** What comes back for bytes that no client would send. */
function askRaw(lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(preview.port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
    let text = '';
    socket.setEncoding('utf8').on('data', (more: string) => (text += more));
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
  });
}

const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-version': '13',
};

test('the page and the files of the deck are served, and are not kept by browsers', async () => {
  for (const part of ['<section id="points"', 'Welcome.']) expect(page.includes(part), part).toBe(true);
  const picture = await ask('/assets/square.svg');
  expect(picture.status).toBe(200);
  expect(picture.body).toBe((await ask('/assets/square.svg?v=2')).body);
  for (const { headers } of [await ask('/'), picture, await ask('/nothing')]) {
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
  expect(picture.headers['content-security-policy']).toContain('sandbox');
  expect((await ask('/')).headers['content-security-policy']).toBe("frame-ancestors 'self'");
});

test.each([
  '/..%2f..%2fetc%2fpasswd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/../../../etc/passwd',
  '/assets/..%2fdeck.yaml',
  '/assets%2f..%2fdeck.yaml',
  '/deck.yaml',
  '/sections/10-one.yaml',
  '//etc/passwd',
  '/%00',
  '/%',
  '/assets/square.svg%00.html',
  '/assets\\square.svg',
  '/assets/',
  '/index.html/',
  '/page',
  '/preview.js',
  '/events',
  'http://evil.example/',
  'file:///etc/passwd',
  '*',
])('there is nothing at %s', async (path) => {
  const answer = await askRaw([
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${preview.port}`,
    'Connection: close',
  ]);
  expect(answer).toMatch(/^HTTP\/1.1 40[04] /);
  expect(answer).not.toMatch(/root:|title:/);
});

test('other names, other sites and other methods are refused', async () => {
  const { port } = preview;
  expect((await ask('/', { host: `evil.example:${port}` })).status).toBe(403);
  expect((await ask('/', { origin: 'https://evil.example' })).status).toBe(403);
  expect((await ask('/', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' })).status).toBe(403);
  expect((await ask('/', { host: `localhost:${port}` })).status).toBe(200);
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE']) {
    expect((await ask('/', {}, method)).status, method).toBe(405);
  }
  expect(await ask('/', {}, 'HEAD')).toMatchObject({ status: 200, body: '' });
});

/** Posts words to the place that takes what pages have measured. */
function tell(body: string, headers: Record<string, string> = {}): Promise<number> {
  const own = { origin: `http://127.0.0.1:${preview.port}`, 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const path = events.replace(/events$/, 'fit');
    const asked = request(
      { host: '127.0.0.1', port: preview.port, path, method: 'POST', headers: { ...own, ...headers } },
      (answer) => answer.resume().on('end', () => resolve(answer.statusCode ?? 0)),
    );
    asked.on('error', reject).end(body);
  });
}

test('of what pages send only measured slides are read, in their form and size', async () => {
  const fault = { kind: 'hidden', field: 'title', words: 'Points' };
  const found = (faults: unknown, more = {}): string =>
    JSON.stringify({ slides: [{ key: 'k', faults, broken: [], ...more }] });
  expect(await tell(found([fault]))).toBe(200);
  const wrong = [
    '',
    'null',
    '[]',
    '{"slides":{}}',
    found(fault),
    found([{ ...fault, kind: 'toString' }]),
    found([{ ...fault, kind: '__proto__' }]),
    found([{ ...fault, words: 7 }]),
    found([{ ...fault, words: 'x'.repeat(5_000) }]),
    found([{ ...fault, file: '/etc/passwd' }]),
    found([{ ...fault, kind: 'overlap', px: 4, over: { words: 'a', constructor: {} } }]),
    found([], { broken: [{}] }),
  ];
  for (const body of wrong) expect(await tell(body), body.slice(0, 80)).toBe(400);
  expect(await tell(found([fault]), { 'content-type': 'text/plain' })).toBe(413);
  expect(await tell(`"${'x'.repeat(300_000)}"`)).toBe(413);
  expect(await tell(found([fault]), { origin: 'https://evil.example' })).toBe(403);
  const elsewhere = await ask(events.replace(/events$/, 'page'), { 'content-length': '2' }, 'POST').catch(
    () => undefined,
  );
  expect(elsewhere?.status).toBe(405);
});

test('only pages of ours may listen', async () => {
  expect(events).toMatch(/^\/[0-9a-f]{32}\/events$/);
  expect((await ask(events, upgrade)).status).toBe(101);
  expect((await ask(events, { ...upgrade, origin: `http://localhost:${preview.port}` })).status).toBe(101);
  expect((await ask(events, { ...upgrade, origin: 'https://evil.example' })).status).toBe(403);
  expect((await ask(events, { ...upgrade, host: 'evil.example' })).status).toBe(403);
  expect((await ask(events.replace(/[0-9a-f]{32}/, '0'.repeat(32)), upgrade)).status).toBe(404);
  expect((await ask('/', upgrade)).status).toBe(404);
  expect((await ask(events, { ...upgrade, upgrade: 'h2c' })).status).toBe(404);
  expect((await ask(events, { ...upgrade, 'sec-websocket-version': '8' })).status).toBe(400);
});

test('the answer to a listener is the one of RFC 6455, 1.3', async () => {
  expect((await ask(events, upgrade)).headers).toMatchObject({
    'sec-websocket-accept': 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
  });
});

test('nobody but this machine can connect', async () => {
  // Another address of the same machine: whoever listens on all of them answers here, too.
  const code = await new Promise((resolve) => {
    const socket = connect(preview.port, '127.0.0.2');
    socket.on('connect', () => resolve('connected'));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    socket.on('close', () => socket.destroy());
  });
  expect(['ECONNREFUSED', 'EADDRNOTAVAIL', 'ENETUNREACH']).toContain(code);
});

test('a port that is taken is an error when it was asked for, and passed over when not', async () => {
  const { port } = preview;
  const refused = await deck.preview({ port }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(TurnoutError);
  expect((refused as TurnoutError).diagnostics[0]?.code).toBe('port-taken');
  const { port: next } = await deck.preview({ port: undefined, firstPort: port });
  expect(next).toBeGreaterThan(port);
});

test('closing ends open connections at once and frees the port', async () => {
  const other = await deck.preview();
  const ended = new Promise((resolve) => {
    const socket = connect(other.port, '127.0.0.1', () => {
      socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${other.port}\r\n\r\n`);
      socket.once('data', () => void other.close());
    });
    socket.on('close', resolve);
  });
  await ended;
  await other.close();
  const again = await deck.preview({ port: other.port });
  expect(again.port).toBe(other.port);
});
