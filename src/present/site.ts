import { randomBytes } from 'node:crypto';
import type { Host } from '../host.ts';
import type { Answer, Site, TakesSocket } from '../preview/server.ts';
import type { Access, Pass } from './access.ts';
import type { Hub } from './hub.ts';
import type { Pages } from './pages.ts';
import type { SlowDown } from './slow-down.ts';

export interface GuestSiteParts {
  readonly host: Host;
  readonly access: Access;
  readonly pages: Pages;
  readonly hub: Hub;
  readonly slowDown: SlowDown;
  /** Told of every wrong token. */
  readonly onWrong: (address: string) => void;
}

const socketName = 'link';

/** What other machines see: nothing without a token, and with one no more than its page. */
export class GuestSite implements Site {
  readonly run = randomBytes(8).toString('hex');
  readonly #parts: GuestSiteParts;

  constructor(parts: GuestSiteParts) {
    this.#parts = parts;
  }

  answer(path: string): Answer | undefined {
    const { access, pages, host } = this.#parts;
    const pass = access.check(path);
    if (pass === undefined) return undefined;
    // Without its slash the page would look for its files in the wrong place.
    if (pass.rest === '')
      return { name: 'index.html', body: '', status: 308, headers: { location: `${path}/` } };
    const bundle = pages.bundle(pass.right);
    const name = pass.rest === '/' ? 'index.html' : pass.rest.slice(1);
    const file = bundle?.files.get(name);
    if (name === 'index.html') return file !== undefined && 'content' in file ? page(file.content) : waiting;
    // The token is right: that a file is missing is no guess, and nobody waits for it.
    if (file === undefined) return { name: 'nothing.txt', body: '', status: 404 };
    return { name, body: 'copyOf' in file ? host.readBytes(file.copyOf) : file.content };
  }

  socketAt(path: string): TakesSocket | undefined {
    const { access, hub } = this.#parts;
    const pass = access.check(path);
    if (pass?.rest !== `/${socketName}`) return undefined;
    return (request, socket) => hub.take(pass.right, request, socket, () => mayStay(access, pass));
  }

  holdOff(address: string, path: string): number | undefined {
    // Phones ask for icons of their own accord.
    if (!/^\/[a-z]\//.test(path)) return 0;
    this.#parts.onWrong(address);
    return this.#parts.slowDown.count(address);
  }
}

function mayStay(access: Access, { right, proof }: Pass): boolean {
  return access.holds(right, proof);
}

const pageHeaders = { 'content-security-policy': "frame-ancestors 'none'" };

function page(body: string | Uint8Array): Answer {
  return { name: 'index.html', body, headers: pageHeaders };
}

/** For a deck that has been broken from the start. */
const waiting: Answer = {
  name: 'index.html',
  status: 503,
  headers: { refresh: '2', 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" },
  body: '<!doctype html><html lang="en"><meta charset="utf-8"><title>Waiting</title><p>Waiting for the deck.</p></html>\n',
};
