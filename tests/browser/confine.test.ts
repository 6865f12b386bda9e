import { createSocket } from 'node:dgram';
import { chmodSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserVariables, findBrowser } from '../../src/browser/find.ts';
import { type BrowserSession, withBrowser } from '../../src/browser/launch.ts';
import { printPage } from '../../src/browser/print-page.ts';
import { serveBundle, stillPolicy } from '../../src/browser/serve.ts';
import { createNodeHost } from '../../src/host-node.ts';
import type { Bundle } from '../../src/model/bundle.ts';
import { temporaryFolder } from '../support/talk.ts';

const host = createNodeHost();
const bundleOf = (body: string): Bundle => ({
  entry: 'index.html',
  files: new Map([
    ['index.html', { content: `<!doctype html><title>Page</title><link rel="icon" href="data:,">${body}` }],
  ]),
});

/** Everything a page can try without a click, each to an address of its own. `http` and `udp` are of this machine. */
function attempts(http: string, udp: number, name: string): string {
  const to = (what: string): string => `http://${http}/${what}`;
  const linked = [
    'stylesheet',
    'prefetch',
    'preload',
    'modulepreload',
    'preconnect',
    'dns-prefetch',
    'manifest',
  ];
  return `
    ${linked.map((rel) => `<link rel="${rel}" as="image" href="${to(rel)}"><link rel="${rel}" as="image" href="http://${rel}.${name}/">`).join('')}
    <style>
      @import url(${to('import')});
      @font-face {font-family: Far; src: url(${to('font')})}
      body {background: url(${to('background')}); cursor: url(${to('cursor')}), auto; font-family: Far}
      div {background: image-set(url(${to('image-set')}) 1x); border-image: url(${to('border-image')}) 1}
      p {mask: url(${to('mask')}); list-style-image: url(${to('list-style')}); display: list-item}
      p::before {content: url(${to('content')})}
    </style>
    <div>words</div><p>words</p>
    <img src="${to('image')}"><img srcset="${to('srcset')} 1x"><img src="http://image.${name}/">
    <iframe src="${to('frame')}"></iframe><object data="${to('object')}"></object><embed src="${to('embed')}">
    <video src="${to('video')}" poster="${to('poster')}"></video><audio src="${to('audio')}" preload="auto"></audio>
    <svg><image href="${to('svg-image')}"/><use href="${to('use')}#a"/>
      <filter id="f"><feImage href="${to('fe-image')}"/></filter><rect width="9" height="9" filter="url(#f)"/>
      <foreignObject width="9" height="9"><img xmlns="http://www.w3.org/1999/xhtml" src="${to('foreign')}"/></foreignObject>
    </svg>
    <script src="${to('script')}"></script>
    <script>
      const tries = [
        () => fetch('${to('fetch')}', {mode: 'no-cors'}),
        () => fetch('http://fetch.${name}/', {mode: 'no-cors'}),
        () => { const x = new XMLHttpRequest(); x.open('GET', '${to('xhr')}'); x.send(); },
        () => navigator.sendBeacon('${to('beacon')}'),
        () => new EventSource('${to('events')}'),
        () => new WebSocket('ws://${http}/socket'),
        () => new WebSocket('ws://socket.${name}/'),
        () => new WebTransport('https://127.0.0.1:${udp}/transport').ready,
        () => new Worker(URL.createObjectURL(new Blob(["fetch('${to('worker')}',{mode:'no-cors'})"]))),
        () => import('${to('module')}'),
        async () => {
          const urls = ['stun:127.0.0.1:${udp}', 'stun:stun.${name}:${udp}', 'turn:127.0.0.1:${udp}?transport=tcp'];
          const peer = new RTCPeerConnection({iceServers: [{urls, username: 'u', credential: 'c'}]});
          peer.createDataChannel('canary');
          await peer.setLocalDescription(await peer.createOffer());
        },
      ];
      for (const each of tries) try { Promise.resolve(each()).catch(() => {}); } catch {}
    </script>`;
}

describe.skipIf(process.platform === 'win32')('a page that would like to reach something else', () => {
  const folder = temporaryFolder('canaries');
  const name = 'canary.turnout.invalid';
  const udp = createSocket('udp4');
  let http: Server;
  /** What reached a canary: paths of requests, and `udp` for a packet. */
  const reached = new Set<string>();

  beforeAll(async () => {
    http = createServer((request, response) => {
      reached.add(request.url ?? '');
      response.end();
    });
    http.on('connection', () => reached.add('tcp'));
    http.on('upgrade', (request, socket) => {
      reached.add(request.url ?? '');
      socket.destroy();
    });
    udp.on('message', () => reached.add('udp'));
    // Every address of this machine, so that what is sent to any of them counts.
    await new Promise<void>((resolve) => http.listen(0, '0.0.0.0', resolve));
    await new Promise<void>((resolve) => udp.bind(0, '0.0.0.0', resolve));
  });
  afterAll(() => {
    http.close();
    udp.close();
    folder.remove();
  });

  /** Opens the page for as long as its attempts take; the browser's own log says which names it looked up. */
  async function visit(...flags: readonly string[]): Promise<{ reached: Set<string>; names: Set<string> }> {
    reached.clear();
    const log = join(folder.path, 'net-log.json');
    const wrapper = join(folder.path, 'browser');
    writeFileSync(
      wrapper,
      `#!/bin/sh\nexec "${findBrowser(host).path}" "$@" "--log-net-log=${log}" ${flags.join(' ')}\n`,
    );
    chmodSync(wrapper, 0o755);
    const address = `127.0.0.1:${(http.address() as AddressInfo).port}`;
    const body = attempts(address, udp.address().port, name);
    await serveBundle(host, bundleOf(body), {}, (site) =>
      withBrowser(host, { reach: [site.port], browserPath: wrapper }, async (session) => {
        const page = await session.openPage();
        await page.goto(site.url, { waitUntil: 'domcontentloaded' });
        await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 2500)));
      }),
    );
    return { reached: new Set(reached), names: namesLookedUp(readFileSync(log, 'utf8')) };
  }

  /** Names of the canary that the browser's resolver looked up; what it only knows by itself is no such job. */
  function namesLookedUp(log: string): Set<string> {
    const kinds = JSON.parse(/"logEventTypes":\s*(\{[^}]*\})/.exec(log)?.[1] ?? '{}') as Record<
      string,
      number
    >;
    const jobs = Object.entries(kinds).flatMap(([kind, id]) =>
      /^(HOST_RESOLVER_MANAGER_JOB|HOST_RESOLVER_SYSTEM_TASK|DNS_TRANSACTION)/.test(kind) ? [id] : [],
    );
    expect(jobs.length).toBeGreaterThan(0);
    const lines = log
      .split('\n')
      .filter((line) => jobs.includes(Number(/"type":(\d+)\},?$/.exec(line)?.[1] ?? -1)));
    return new Set(lines.flatMap((line) => line.match(/[\w-]+\.canary\.turnout\.invalid/g) ?? []));
  }

  test('reaches nothing, even where no policy forbids it, and no name is looked up', async () => {
    const { reached: found, names } = await visit();
    expect([...found]).toEqual([]);
    expect([...names]).toEqual([]);
  });

  test('would reach all of it without the flags that confine it', async () => {
    const { reached: found, names } = await visit(
      '--no-proxy-server',
      '--webrtc-ip-handling-policy=default',
      '--force-webrtc-ip-handling-policy=default',
    );
    const paths =
      'stylesheet prefetch preload import font background image-set mask image frame object embed video'
        .concat(' poster svg-image fe-image script fetch xhr beacon events socket worker module')
        .split(' ');
    expect([...found]).toEqual(expect.arrayContaining(['tcp', 'udp', ...paths.map((path) => `/${path}`)]));
    const named = ['stylesheet', 'image', 'fetch', 'socket'].map((each) => `${each}.${name}`);
    expect([...names]).toEqual(expect.arrayContaining(named));
  });

  test('names the file that it did not get', async () => {
    const address = `127.0.0.1:${(http.address() as AddressInfo).port}`;
    const { failures } = await serveBundle(
      host,
      bundleOf(`<img src="http://${address}/image">`),
      {},
      (site) => withBrowser(host, { reach: [site.port] }, (session) => printPage(session, site.url)),
    );
    expect(failures.map((each) => each.url)).toEqual([`http://${address}/image`]);
  });

  test('is told apart from one that asks for nothing', async () => {
    const { failures, pdf } = await serveBundle(
      host,
      bundleOf('<h1>Quiet</h1>'),
      { policy: stillPolicy },
      (site) => withBrowser(host, { reach: [site.port] }, (session) => printPage(session, site.url)),
    );
    expect(failures).toEqual([]);
    expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-');
  });
});

describe('the server of a bundle', () => {
  const statusOf = (url: string, headers: Record<string, string> = {}): Promise<number> =>
    new Promise((resolve, reject) => {
      get(url, { headers }, (response: IncomingMessage) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      }).on('error', reject);
    });

  test('answers only who knows the address, and only with files of the bundle', async () => {
    await serveBundle(host, bundleOf('x'), {}, async (site) => {
      const { origin } = new URL(site.url);
      expect(await statusOf(site.url)).toBe(200);
      expect(await statusOf(site.url, { host: 'turnout.example' })).toBe(403);
      expect(await statusOf(`${origin}/index.html`)).toBe(404);
      expect(await statusOf(site.url.replace('index.html', '..%2f..%2fetc%2fpasswd'))).toBe(404);
      expect(await statusOf(site.url.replace('index.html', '%'))).toBe(404);
    });
  });

  test('is gone when its work is done', async () => {
    const url = await serveBundle(host, bundleOf('x'), {}, async (site) => site.url);
    await expect(statusOf(url)).rejects.toThrow('ECONNREFUSED');
  });
});

describe.skipIf(process.platform === 'win32')('a browser that crashes', () => {
  const folder = temporaryFolder('crash');
  afterAll(() => folder.remove());

  /** A browser whose process group is killed by what it is used for, the first `times` times. */
  async function useCrashing(times: number): Promise<{ uses: number; result: string }> {
    let uses = 0;
    const use = async (session: BrowserSession): Promise<string> => {
      uses += 1;
      const page = await session.openPage();
      if (uses <= times) await page.goto('chrome://crash');
      return await page.evaluate(() => 'alive');
    };
    const result = await withBrowser(host, { reach: [] }, use).catch((error: Error) => error.message);
    return { uses, result };
  }

  test('once is replaced by a fresh one', async () => {
    expect(await useCrashing(1)).toEqual({ uses: 2, result: 'alive' });
  });

  test('again is an error', async () => {
    const { uses, result } = await useCrashing(Number.POSITIVE_INFINITY);
    expect(uses).toBe(2);
    expect(result).toMatch(/^the browser `.+`.+, twice$/);
  });

  test('before it ever answered is passed over when there is another', async () => {
    const stub = join(folder.path, 'chromium');
    writeFileSync(stub, '#!/bin/sh\necho "install a browser first" >&2\nexit 1\n');
    chmodSync(stub, 0o755);
    symlinkSync(findBrowser(host).path, join(folder.path, 'google-chrome'));
    const crowded = {
      ...host,
      env: (name: string) => {
        if (browserVariables.some((variable) => variable === name)) return undefined;
        return name === 'PATH' ? `${folder.path}:${host.env('PATH')}` : host.env(name);
      },
    };
    expect(findBrowser(crowded).path).toBe(stub);
    const found = await withBrowser(crowded, { reach: [] }, async (session) => session.found.path);
    expect(found).not.toBe(stub);
  });
});
