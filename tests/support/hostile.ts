import { connect } from 'node:net';

/** What comes back for bytes that no client would send. Empty when the other end hangs up. */
export function askRaw(base: string, lines: readonly string[]): Promise<string> {
  const { port, hostname } = new URL(base);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
    let text = '';
    socket.setEncoding('utf8').on('data', (more: string) => (text += more));
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
  });
}

const climbs = [
  '../',
  '../../../../../../../../',
  '..%2f',
  '..%2f..%2f..%2f',
  '%2e%2e/',
  '%2e%2e%2f%2e%2e%2f',
  '.%2e/',
  '..%5c',
  '..\\',
  '....//',
  '..;/',
  '%252e%252e%252f',
  '%c0%ae%c0%ae/',
  '%uff0e%uff0e/',
  'assets/../../',
  'assets/%2e%2e/%2e%2e/',
  'assets%2f..%2f..%2f',
  './/../',
];
const targets = [
  'etc/passwd',
  'deck.yaml',
  'sections/10-one.yaml',
  'package.json',
  '.git/config',
  'index.html/../deck.yaml',
  'deck.yaml%00.html',
];
const odd = [
  '%00',
  '%',
  '%zz',
  '.',
  '..',
  '/etc/passwd',
  '//etc/passwd',
  'C:%5cWindows',
  'C:/Windows/win.ini',
  'file:///etc/passwd',
  '~root',
  '__proto__',
  'constructor',
  'toString',
  'deck.yaml',
  'sections/10-one.yaml',
  'profiles/training.yaml',
  '.turnout/schema/deck.json',
  'package.json',
  'assets',
  'assets/',
  'assets\\square.svg',
  'assets/square.svg/',
  'assets/square.svg%00.html',
  'assets//square.svg',
  'index.html/',
  'INDEX.HTML',
  'page',
  'preview.js',
  'events',
  'meet',
  'link/',
  'Link',
  '@fs/etc/passwd',
  'proc/self/environ',
  'fonts/../../deck.yaml',
  '\u00e9',
  'x'.repeat(4_000),
];

/** Paths that should lead nowhere, to be put behind a slash. */
export const hostilePaths: readonly string[] = [
  ...climbs.flatMap((climb) => targets.map((target) => climb + target)),
  ...odd,
];
