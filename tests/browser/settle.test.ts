import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { withBrowser } from '../../src/browser/launch.ts';
import { type PrintedPages, type PrintPageOptions, printPage } from '../../src/browser/print-page.ts';
import { serveBundle } from '../../src/browser/serve.ts';
import { createNodeHost } from '../../src/host-node.ts';
import type { BundleFile } from '../../src/model/bundle.ts';

const host = createNodeHost();

interface Printed extends PrintedPages {
  /** The bundle's files that failed, or their addresses, with what was wrong and where they are shown. */
  readonly told: readonly (readonly [string | undefined, string, readonly string[]])[];
}

async function print(
  body: string,
  files: Readonly<Record<string, string>> = {},
  options: PrintPageOptions = {},
  reach: readonly number[] = [],
): Promise<Printed> {
  const page = `<!doctype html><title>Page</title><link rel="icon" href="data:,">${body}`;
  const all = new Map<string, BundleFile>([['index.html', { content: page }]]);
  for (const [path, content] of Object.entries(files)) all.set(path, { content });
  return serveBundle(host, { entry: 'index.html', files: all }, {}, (site) =>
    withBrowser(host, { reach: [site.port, ...reach] }, async (session) => {
      const printed = await printPage(session, site.url, options);
      const told = printed.failures.map(
        ({ url, detail, sections }) =>
          [url === undefined ? url : (site.fileOf(url) ?? url), detail, sections] as const,
      );
      return { ...printed, told };
    }),
  );
}

const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>';

describe('a page is not printed while', () => {
  test('a picture is missing or torn, wherever it is named', async () => {
    const { told, pdf } = await print(
      `<section id="a"><img src="gone.png"><img src="torn.png" loading="lazy"></section>
       <section id="b"><div style="background:url(torn.png)"></div><svg><image href="torn-too.png"/></svg></section>`,
      { 'torn.png': 'no picture', 'torn-too.png': 'no picture' },
    );
    expect(told).toEqual([
      ['gone.png', 'was answered with status 404', ['a']],
      ['torn.png', 'is not an image that can be shown', ['a', 'b']],
      ['torn-too.png', 'is not an image that can be shown', ['b']],
    ]);
    expect(pdf.length).toBe(0);
  });

  test('a font that it uses cannot be used', async () => {
    const face = (name: string): string => `@font-face{font-family:${name};src:url(${name}.woff2)}`;
    const { told } = await print(
      `<style>${face('torn')}${face('unused')}body{font-family:torn}</style><section id="a">Words</section>`,
      { 'torn.woff2': 'no font', 'unused.woff2': 'no font' },
    );
    expect(told).toEqual([['torn.woff2', 'is not a font that can be used (torn normal)', []]]);
  });

  test('something does not come, and that is named', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    try {
      const [picture, font] = ['never.png', 'never.woff2'].map((name) => `http://127.0.0.1:${port}/${name}`);
      const style = `<style>@font-face{font-family:Far;src:url(${font})}body{font-family:Far}</style>`;
      const both = await print(`${style}Words<img src="${picture}">`, {}, { loadMs: 1_000 }, [port]);
      expect([...both.told].sort()).toEqual([
        [picture, 'was still not there after 1 s', []],
        [font, 'was still not there after 1 s', []],
      ]);
      expect(both.pdf.length).toBe(0);
    } finally {
      silent.closeAllConnections();
      silent.close();
    }
  });

  test('a script of it does not end', async () => {
    const { told, pdf } = await print('<script>for (;;);</script>', {}, { loadMs: 1_000 });
    expect(told).toEqual([[undefined, 'the page did not load within 1 s', []]]);
    expect(pdf.length).toBe(0);
  });

  test('a script of it fails', async () => {
    const { told } = await print('<script>throw new Error("torn")</script>');
    expect(told).toEqual([[undefined, 'a script failed: torn', []]]);
  });
});

describe('a page is printed', () => {
  test('when all that it names is there', async () => {
    const { told, pdf } = await print('<section id="a"><img src="a.svg" loading="lazy"></section>', {
      'a.svg': picture,
    });
    expect(told).toEqual([]);
    expect(pdf.length).toBeGreaterThan(0);
  });

  test('with what is missing, when that is asked for', async () => {
    const { told, pdf } = await print('<img src="gone.png">', {}, { allowFailures: true });
    expect(told).toEqual([['gone.png', 'was answered with status 404', []]]);
    expect(pdf.length).toBeGreaterThan(0);
  });
});
