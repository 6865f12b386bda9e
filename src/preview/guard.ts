import type { IncomingMessage } from 'node:http';

/**
 * Whether a request comes from a browser at our own address: one of `names`, by default this machine's own. Web pages can make a browser ask
 * 127.0.0.1 in their name: under a name of theirs (Host), from a page of theirs (Origin, Sec-Fetch-Site).
 */
export function isOwnRequest(
  request: IncomingMessage,
  port: number,
  names: readonly string[] = loopbackNames,
): boolean {
  const hosts = ownHosts(port, names);
  if (!hosts.includes(request.headers.host ?? '')) return false;
  const { origin } = request.headers;
  if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`)) return false;
  return isOwnFetch(request.headers);
}

const loopbackNames = ['127.0.0.1', 'localhost'];

function ownHosts(port: number, names: readonly string[]): string[] {
  // Browsers leave out the port that http means anyway.
  return names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
}

/** A link that leads here from elsewhere may be followed; nothing else may be asked for by other sites and ports. */
function isOwnFetch(headers: IncomingMessage['headers']): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return true;
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}
