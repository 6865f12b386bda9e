import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { root } from '../paths.mjs';
import { puppeteerCache } from './find-browser.mjs';
import { run } from './process.mjs';
import { withProgress } from './progress.mjs';

const deadline = 15 * 60_000;
const stall = 20_000;
const self = fileURLToPath(import.meta.url);

/**
 * Downloads the Chrome that the installed Puppeteer was made for. Resolves to undefined, or to what went wrong.
 * It runs in a process of its own, because a download that hangs in a closed network can only be killed.
 */
export async function downloadBrowser() {
  if (process.env.PUPPETEER_SKIP_DOWNLOAD) return 'PUPPETEER_SKIP_DOWNLOAD is set: no browser was downloaded';
  const { code, output, why } = await withProgress('Downloading a browser for Puppeteer', (report) =>
    run(process.execPath, [self, puppeteerCache()], {
      deadline,
      stall,
      onText: (text) => {
        const percent = text.match(/^\d+ %$/gm)?.at(-1);
        if (percent !== undefined) report(percent);
      },
    }),
  );
  if (code === 0) return undefined;
  const said = output.split('\n').filter((line) => line.trim() !== '' && !/^\d+ %$/.test(line));
  return `download failed: ${why ?? said.at(-1)?.replace(/^[\s-]*(DefaultProvider: )?/, '') ?? 'no reason was given'}`;
}

async function downloadHere(cacheDir) {
  const fromPuppeteer = createRequire(createRequire(join(root, 'package.json')).resolve('puppeteer-core'));
  const load = async (name) => import(pathToFileURL(fromPuppeteer.resolve(name)).href);
  const { install, Cache, detectBrowserPlatform, getDownloadUrl } = await load('@puppeteer/browsers');
  const { PUPPETEER_REVISIONS } = await load('puppeteer-core');
  const buildId = PUPPETEER_REVISIONS.chrome;
  const platform = detectBrowserPlatform();
  const baseUrl = process.env.PUPPETEER_CHROME_DOWNLOAD_BASE_URL || undefined;
  // Puppeteer takes what a killed run left half-done for whole, or refuses. No browser was found, so nobody uses it.
  const archive = `${buildId}-${basename(getDownloadUrl('chrome', platform, buildId, baseUrl).pathname)}`;
  rmSync(join(cacheDir, 'chrome', archive), { force: true });
  rmSync(new Cache(cacheDir).installationDir('chrome', platform, buildId), { recursive: true, force: true });
  let shown = -1;
  const downloadProgressCallback = (done, total) => {
    const permille = Math.floor((1000 * done) / total);
    if (permille > shown) console.log(`${Math.floor(permille / 10)} %`);
    // Unpacking is silent, and silence is taken for a network that hangs.
    if (permille === 1000 && shown < 1000) setInterval(() => console.log('100 %'), 5_000).unref();
    shown = Math.max(shown, permille);
  };
  await install({ browser: 'chrome', buildId, platform, cacheDir, baseUrl, downloadProgressCallback });
}

if (process.argv[1] === self) {
  downloadHere(process.argv[2]).catch((error) => {
    console.log(error.message);
    process.exit(1);
  });
}
