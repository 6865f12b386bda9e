import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Host } from '../host.ts';
import type { Bundle } from '../model/bundle.ts';
import { contentType } from './content-type.ts';

export interface Site {
  /** Address of the bundle's entry page. */
  readonly url: string;
  readonly port: number;
  /** The bundle's file behind an address of this site; undefined for any other address. */
  fileOf(url: string): string | undefined;
}

export interface ServeOptions {
  /** `Content-Security-Policy` of every answer. */
  readonly policy?: string;
  /** Files that stay as they are while the bundle is served: a browser asks for them once. */
  readonly isLasting?: (path: string) => boolean; // defaults to none
}

/** Pages that are only looked at: pictures, fonts and styles of the bundle, no script, no frame, nothing from elsewhere. */
export const stillPolicy = [
  "default-src 'none'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** A server on 127.0.0.1 that has nothing until bundles are mounted. */
export interface Server {
  readonly port: number;
  /** Serves exactly the files of a bundle. */
  mount(bundle: Bundle, options?: ServeOptions): Site;
  close(): Promise<void>;
}

/**
 * A random part of each bundle's path keeps out other programs of the machine, the check of the Host header keeps out web
 * pages that point a name of theirs at 127.0.0.1.
 */
export async function openServer(host: Host): Promise<Server> {
  const mounts = new Map<string, { readonly bundle: Bundle; readonly options: ServeOptions }>();
  let port = 0;
  const server = createServer((request, response) => {
    const root = /^\/[0-9a-f]+\//.exec(request.url ?? '')?.[0] ?? '';
    const mount = mounts.get(root);
    const found = mount === undefined ? 404 : find(host, mount.bundle, root, request);
    const isKnown = request.headers.host === `127.0.0.1:${port}`;
    send(response, isKnown ? found : 403, request.method === 'HEAD', mount?.options ?? {});
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  port = (server.address() as AddressInfo).port;
  const origin = `http://127.0.0.1:${port}`;
  return {
    port,
    mount: (bundle, options = {}) => {
      const root = `/${randomBytes(16).toString('hex')}/`;
      mounts.set(root, { bundle, options });
      return {
        url: `${origin}${root}${encodePath(bundle.entry)}`,
        port,
        fileOf: (url) => (url.startsWith(origin) ? fileOf(url.slice(origin.length), root) : undefined),
      };
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The server that is there, or one for as long as `use` runs. */
export async function withServer<T>(
  host: Host,
  there: Server | undefined,
  use: (server: Server) => Promise<T>,
): Promise<T> {
  if (there !== undefined) return use(there);
  const server = await openServer(host);
  try {
    return await use(server);
  } finally {
    await server.close();
  }
}

/** Serves a bundle while `use` runs. */
export function serveBundle<T>(
  host: Host,
  bundle: Bundle,
  options: ServeOptions,
  use: (site: Site) => Promise<T>,
): Promise<T> {
  return withServer(host, undefined, (server) => use(server.mount(bundle, options)));
}

interface Found {
  readonly path: string;
  readonly body: Uint8Array;
}

/** The file that a request names, or the status that refuses it. */
function find(host: Host, bundle: Bundle, root: string, request: IncomingMessage): Found | number {
  if (request.method !== 'GET' && request.method !== 'HEAD') return 405;
  const path = fileOf(request.url ?? '', root);
  const file = path === undefined ? undefined : bundle.files.get(path);
  if (path === undefined || file === undefined) return 404;
  try {
    return { path, body: 'copyOf' in file ? host.readBytes(file.copyOf) : Buffer.from(file.content) };
  } catch {
    return 500;
  }
}

function send(
  response: ServerResponse,
  answer: Found | number,
  headOnly: boolean,
  options: ServeOptions,
): void {
  if (typeof answer === 'number') {
    response.writeHead(answer, { 'content-length': 0 }).end();
    return;
  }
  response.writeHead(200, {
    'content-type': contentType(answer.path),
    'content-length': answer.body.length,
    'cache-control': options.isLasting?.(answer.path) === true ? 'max-age=86400, immutable' : 'no-store',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    ...(options.policy === undefined ? {} : { 'content-security-policy': options.policy }),
  });
  response.end(headOnly ? undefined : answer.body);
}

/** The bundle's path of a request target. Dots need no care: only names that the bundle holds are found. */
function fileOf(target: string, root: string): string | undefined {
  const path = target.replace(/[?#].*$/s, '');
  if (!path.startsWith(root)) return undefined;
  try {
    return decodeURIComponent(path.slice(root.length));
  } catch {
    return undefined;
  }
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
