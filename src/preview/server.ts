import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { contentType } from '../browser/content-type.ts';
import { diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import { isOwnRequest } from './guard.ts';
import type { RunHeader } from './message.ts';
import { createPages, type Pages, refuseUpgrade } from './push.ts';

/** What is served at a path: nothing but this leaves the server. */
export interface Answer {
  readonly body: string | Uint8Array;
  /** For the content type. */
  readonly name: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Site {
  readonly run: string;
  /** `path` is decoded and begins with a slash. Undefined: there is nothing. May throw when a file cannot be read. */
  answer(path: string): Answer | undefined;
  /** Path that pages listen at. */
  readonly events: string;
  /** What a page is told first. */
  greeting(): string;
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
}

const loopback = '127.0.0.1';
const portsToTry = 100;
const runHeader: RunHeader = 'turnout-run';

/** Serves on 127.0.0.1 only. The site is made when the port is known. Throws `port-taken`. */
export async function listen<S extends Site>(
  wish: PortWish,
  siteFor: (port: number, pages: Pages) => S,
): Promise<Listening<S>> {
  const server = createServer();
  const port = await bind(server, wish);
  const pages = createPages();
  const site = siteFor(port, pages);
  server.on('request', (request, response) => respond(site, port, request, response));
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) =>
    upgrade(site, port, pages, request, socket),
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

async function bind(server: Server, { exact, from }: PortWish): Promise<number> {
  if (exact !== undefined) {
    const fault = await tryPort(server, exact);
    if (fault === undefined) return (server.address() as AddressInfo).port;
    throw portTaken(exact, fault);
  }
  const last = Math.min(65_535, from + portsToTry - 1);
  for (let port = from; port <= last; port++) {
    if ((await tryPort(server, port)) === undefined) return port;
  }
  throw new TurnoutError(
    diagnose('port-taken', `no port from ${from} to ${last} is free on ${loopback}`, {
      hints: ['end what runs there, or choose another with `--port`'],
    }),
  );
}

function portTaken(port: number, fault: string): TurnoutError {
  if (fault === 'EACCES') {
    return new TurnoutError(
      diagnose('port-taken', `this user may not listen on port ${port}`, {
        hints: ['choose one above 1023'],
      }),
    );
  }
  return new TurnoutError(
    diagnose('port-taken', `port ${port} of ${loopback} is in use by another program`, {
      hints: ['choose another `--port`, or leave it out: the next free one is found'],
    }),
  );
}

/** The system's word for why not; undefined when the server listens. */
function tryPort(server: Server, port: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(error.code);
      else reject(error);
    };
    server.once('error', refused);
    server.listen(port, loopback, () => {
      server.off('error', refused);
      resolve(undefined);
    });
  });
}

function respond(site: Site, port: number, request: IncomingMessage, response: ServerResponse): void {
  const headers = { ...always, [runHeader]: site.run };
  const found = isOwnRequest(request, port) ? answerTo(site, request) : 403;
  if (typeof found === 'number') {
    const allow = found === 405 ? { allow: 'GET, HEAD' } : {};
    response.writeHead(found, { ...headers, ...allow, 'content-length': 0 }).end();
    return;
  }
  const body = Buffer.from(found.body);
  response.writeHead(200, {
    ...headers,
    'content-type': contentType(found.name),
    'content-length': body.length,
    'content-security-policy': filePolicy,
    ...found.headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** What is there, or the status that says why nothing is. */
function answerTo(site: Site, request: IncomingMessage): Answer | number {
  if (request.method !== 'GET' && request.method !== 'HEAD') return 405;
  const path = decodePath(request.url ?? '');
  // Browsers ask for it unasked; an error would stand in the console of every deck.
  if (path === '/favicon.ico') return 204;
  try {
    return path === undefined ? 404 : (site.answer(path) ?? 404);
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

function upgrade(site: Site, port: number, pages: Pages, request: IncomingMessage, socket: Duplex): void {
  const isWanted =
    request.method === 'GET' &&
    request.url === site.events &&
    request.headers.upgrade?.toLowerCase() === 'websocket';
  if (!isOwnRequest(request, port)) refuseUpgrade(socket, '403 Forbidden');
  else if (!isWanted) refuseUpgrade(socket, '404 Not Found');
  else pages.accept(request, socket, site.greeting());
}
