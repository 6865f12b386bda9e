import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
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

describe('a page that would like to reach something else', () => {
  let canary: Server;
  let address: string;
  const asked: string[] = [];

  beforeAll(async () => {
    canary = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
    address = `127.0.0.1:${(canary.address() as AddressInfo).port}`;
  });
  afterAll(() => void canary.close());

  /** Everything a page can try without a click. */
  const attempts = (): string => `
    <img src="http://${address}/image"><iframe src="http://${address}/frame"></iframe>
    <link rel="stylesheet" href="http://${address}/style"><link rel="preload" as="image" href="http://${address}/preload">
    <style>body{background:url(http://${address}/background)}</style>
    <script>
      fetch('http://${address}/fetch', {mode: 'no-cors'}).catch(() => {});
      navigator.sendBeacon('http://${address}/beacon');
      new WebSocket('ws://${address}/socket');
      new Worker(URL.createObjectURL(new Blob(["fetch('http://${address}/worker',{mode:'no-cors'}).catch(()=>{})"])));
    </script>`;

  test('reaches nothing, even where no policy forbids it', async () => {
    const { failures } = await serveBundle(host, bundleOf(attempts()), {}, (site) =>
      withBrowser(host, { reach: [site.port] }, (session) => printPage(session, site.url)),
    );
    expect(asked).toEqual([]);
    expect(failures.map((each) => each.url)).toContain(`http://${address}/image`);
  });

  test('would reach all of it if its port were allowed', async () => {
    await serveBundle(host, bundleOf(attempts()), {}, (site) =>
      withBrowser(host, { reach: [site.port, Number(address.split(':')[1])] }, (session) =>
        printPage(session, site.url),
      ),
    );
    expect(asked).toEqual(expect.arrayContaining(['/image', '/frame', '/style', '/background', '/fetch']));
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
