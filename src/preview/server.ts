import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { contentType } from '../browser/content-type.ts';
import { diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import { isOwnRequest } from './guard.ts';
import type { RunHeader } from './message.ts';
import { createPages, type Pages, refuseUpgrade } from './push.ts';
import { partOf } from './range.ts';

/** What is served at a path: nothing but this leaves the server. */
export interface Answer {
  readonly body: string | Uint8Array;
  /** For the content type. */
  readonly name: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number; // defaults to 200
}

/** Takes an upgrade request that was let in. */
export type TakesSocket = (request: IncomingMessage, socket: Duplex) => void;

export interface Site {
  readonly run: string;
  /** `path` is decoded and begins with a slash. Undefined: there is nothing. May throw when a file cannot be read. */
  answer(path: string): Answer | undefined;
  /** Who listens at a path, for an upgrade; undefined: nobody. */
  socketAt(path: string): TakesSocket | undefined;
  /** Does what a page of ours posts to a path: the status to answer with; undefined: there is nothing to do. */
  act?(path: string): Promise<number> | undefined;
  /** Takes the words that a page of ours posts to a path, JSON of `most` bytes; undefined: nobody wants any there. */
  hears?(path: string): Hears | undefined;
  /** ms that a client waits to hear that there is nothing at a path; undefined: it is hung up on. */
  holdOff?(address: string, path: string): number | undefined;
}

export interface Hears {
  readonly most: number;
  /** The status to answer with. */
  readonly take: (body: string) => number;
}

export interface Listening<S extends Site> {
  readonly port: number;
  readonly site: S;
  /** Ends every connection at once. */
  close(): Promise<void>;
}

export interface PortWish {
  /** Exactly this one. */
  readonly exact?: number | undefined;
  /** Else the first free one from here. */
  readonly from: number;
  /** Of the network card to listen at. */
  readonly address?: string; // defaults to 127.0.0.1
  /** Names under which browsers may ask for it. */
  readonly names?: readonly string[]; // defaults to 127.0.0.1 and localhost
}

const loopback = '127.0.0.1';
const portsToTry = 100;
const runHeader: RunHeader = 'turnout-run';

/** Connections at once, and ms to send the head of a request: a talk needs fewer and less. */
const most = { connections: 2_000, headMs: 10_000 };

/** Serves on 127.0.0.1 unless told where. The site is made when the port is known. Throws `port-taken`, `bad-option`. */
export async function listen<S extends Site>(
  wish: PortWish,
  siteFor: (port: number, pages: Pages) => S,
): Promise<Listening<S>> {
  const server = createServer({ headersTimeout: most.headMs, requestTimeout: most.headMs });
  server.maxConnections = most.connections;
  const port = await bind(server, wish);
  const pages = createPages();
  const site = siteFor(port, pages);
  const isOwn = (request: IncomingMessage): boolean => isOwnRequest(request, port, wish.names);
  server.on('request', (request, response) => respond(site, isOwn(request), request, response));
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) =>
    upgrade(site, isOwn(request), request, socket),
  );
  return {
    port,
    site,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      pages.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function bind(server: Server, { exact, from, address = loopback }: PortWish): Promise<number> {
  if (exact !== undefined) {
    const fault = await tryPort(server, exact, address);
    if (fault === undefined) return (server.address() as AddressInfo).port;
    throw portTaken(exact, fault, address);
  }
  const last = Math.min(65_535, from + portsToTry - 1);
  for (let port = from; port <= last; port++) {
    if ((await tryPort(server, port, address)) === undefined) return port;
  }
  throw new TurnoutError(
    diagnose('port-taken', `no port from ${from} to ${last} is free on ${address}`, {
      hints: ['end what runs there, or choose another with `--port`'],
    }),
  );
}

function portTaken(port: number, fault: string, address: string): TurnoutError {
  if (fault === 'EACCES') {
    return new TurnoutError(
      diagnose('port-taken', `this user may not listen on port ${port}`, {
        hints: ['choose one above 1023'],
      }),
    );
  }
  return new TurnoutError(
    diagnose('port-taken', `port ${port} of ${address} is in use by another program`, {
      hints: ['choose another `--port`, or leave it out: the next free one is found'],
    }),
  );
}

/** The system's word for why not; undefined when the server listens. */
function tryPort(server: Server, port: number, address: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(error.code);
      else reject(isNoAddress(error) ? noAddress(address) : error);
    };
    server.once('error', refused);
    server.listen(port, address, () => {
      server.off('error', refused);
      resolve(undefined);
    });
  });
}

function isNoAddress({ code }: NodeJS.ErrnoException): boolean {
  return ['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL'].includes(code ?? '');
}

function noAddress(address: string): TurnoutError {
  return new TurnoutError(
    diagnose('bad-option', `\`${address}\` is no address of this machine`, {
      hints: ['leave `--host` out: the address in the local network is found'],
    }),
  );
}

function respond(site: Site, isOwn: boolean, request: IncomingMessage, response: ServerResponse): void {
  const headers = { ...always, [runHeader]: site.run };
  const refuse = (status: number): void => {
    const allow = status === 405 ? { allow: 'GET, HEAD' } : {};
    // What follows a refused request is not read.
    const close = status === 413 ? { connection: 'close' } : {};
    response.writeHead(status, { ...headers, ...allow, ...close, 'content-length': 0 }).end();
  };
  const acting = isOwn ? (actOn(site, request) ?? hear(site, request)) : undefined;
  if (acting !== undefined) {
    acting.then(refuse, () => refuse(500));
    return;
  }
  const found = isOwn ? answerTo(site, request) : 403;
  if (typeof found === 'number') {
    if (found === 404) holdOff(site, request, () => refuse(found));
    else refuse(found);
    return;
  }
  const body = Buffer.from(found.body);
  const part = found.status === undefined ? partOf(request.headers.range, body) : undefined;
  const sent = part?.body ?? body;
  response.writeHead(part?.status ?? found.status ?? 200, {
    ...headers,
    'content-type': contentType(found.name),
    'content-length': sent.length,
    ...(part?.headers ?? {}),
    'content-security-policy': filePolicy,
    ...found.headers,
  });
  response.end(request.method === 'HEAD' ? undefined : sent);
}

/** Only pages have an origin, and only ours get this far. Words of theirs are not read: the path says it all. */
function actOn(site: Site, request: IncomingMessage): Promise<number> | undefined {
  const { method, url, headers } = request;
  if (method !== 'POST' || headers.origin === undefined || hasBody(request)) return undefined;
  return site.act?.(decodePath(url ?? '') ?? '');
}

/** Reads a body where one is wanted, and no more of it than was announced. */
function hear(site: Site, request: IncomingMessage): Promise<number> | undefined {
  const { method, url, headers } = request;
  if (method !== 'POST' || headers.origin === undefined) return undefined;
  const hears = site.hears?.(decodePath(url ?? '') ?? '');
  const length = Number(headers['content-length']);
  if (hears === undefined || headers['transfer-encoding'] !== undefined || Number.isNaN(length))
    return undefined;
  if (length > hears.most || headers['content-type'] !== 'application/json') return Promise.resolve(413);
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('error', reject);
    request.on('end', () => resolve(hears.take(Buffer.concat(parts).toString())));
  });
}

/** Says no later, or hangs up. */
function holdOff(site: Site, { socket, url = '' }: IncomingMessage, sayNo: () => void): void {
  const ms = site.holdOff === undefined ? 0 : site.holdOff(socket.remoteAddress ?? '', url);
  if (ms === undefined) socket.destroy();
  else if (ms === 0) sayNo();
  else {
    const timer = setTimeout(sayNo, ms);
    socket.once('close', () => clearTimeout(timer));
  }
}

/** What is there, or the status that says why nothing is. */
function answerTo(site: Site, request: IncomingMessage): Answer | number {
  if (request.method !== 'GET' && request.method !== 'HEAD') return 405;
  if (hasBody(request)) return 413;
  const path = decodePath(request.url ?? '');
  // Browsers ask for it unasked; an error would stand in the console of every deck.
  if (path === '/favicon.ico') return 204;
  // No guess: nobody is made to wait for it.
  if (path === undefined) return 400;
  try {
    return site.answer(path) ?? 404;
  } catch {
    return 404;
  }
}

const always = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
};

/** For what is not a page: an SVG that is opened by itself must not run as one of our pages. */
const filePolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'";

/** Dots need no care: the path is only ever looked up among names that the bundle holds. */
function decodePath(target: string): string | undefined {
  try {
    return decodeURIComponent(target.replace(/[?#].*$/s, ''));
  } catch {
    return undefined;
  }
}

/** Next to nothing that is served takes one. */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0;
}

function upgrade(site: Site, isOwn: boolean, request: IncomingMessage, socket: Duplex): void {
  if (!isOwn) {
    refuseUpgrade(socket, '403 Forbidden');
    return;
  }
  const isWanted = request.method === 'GET' && request.headers.upgrade?.toLowerCase() === 'websocket';
  const take = isWanted ? site.socketAt(request.url ?? '') : undefined;
  if (take !== undefined) {
    take(request, socket);
    return;
  }
  socket.on('error', () => socket.destroy());
  holdOff(site, request, () => refuseUpgrade(socket, '404 Not Found'));
}
