import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { isOwnRequest } from '../../src/preview/guard.ts';

const own = { host: '127.0.0.1:4321' };
const asks = (headers: Record<string, string>, port = 4321): boolean =>
  isOwnRequest({ headers } as unknown as IncomingMessage, port);

test.each([
  ['the address that is printed', own],
  ['its name', { host: 'localhost:4321' }],
  ['a page of ours', { ...own, origin: 'http://127.0.0.1:4321', 'sec-fetch-site': 'same-origin' }],
  ['an address that was typed', { ...own, 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }],
  [
    'a link on another site',
    { ...own, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
  ],
])('lets in %s', (_, headers) => {
  expect(asks(headers)).toBe(true);
});

test.each([
  ['no host', {}],
  ['a name that somebody points at us', { host: 'evil.example:4321' }],
  ['a name that begins like ours', { host: '127.0.0.1.evil.example:4321' }],
  ['another port', { host: '127.0.0.1:4322' }],
  ['no port', { host: 'localhost' }],
  ['all addresses', { host: '0.0.0.0:4321' }],
  ['a page of another site', { ...own, origin: 'https://evil.example' }],
  ['a page without an origin', { ...own, origin: 'null' }],
  ['a page of another port', { ...own, origin: 'http://127.0.0.1:3000' }],
  ['a page over https', { ...own, origin: 'https://127.0.0.1:4321' }],
  ['a picture on another site', { ...own, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  [
    'a frame on another site',
    { ...own, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
  ],
  ['a script on another port', { ...own, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' }],
])('keeps out %s', (_, headers) => {
  expect(asks(headers as Record<string, string>)).toBe(false);
});

test('port 80 is left out by browsers', () => {
  expect(asks({ host: 'localhost' }, 80)).toBe(true);
  expect(asks({ host: '127.0.0.1', origin: 'http://127.0.0.1' }, 80)).toBe(true);
});
