// From the rename of a saved file to the painted slide, in Chromium: the tools take turns, medians and 95th percentiles.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from 'puppeteer-core';
import { root } from '../../scripts/paths.mjs';
import { writeContent } from './content.mjs';
import { startTool, toolsFor } from './tools.mjs';

const longestMs = 30_000;
/** A person's next save is not in the middle of the last one. */
const restMs = 400;

export async function benchPreview(args) {
  const { values } = parseArgs({
    args,
    options: {
      slides: { type: 'string', default: '300' },
      saves: { type: 'string', default: '40' },
      only: { type: 'string' },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'bench-of-turnout-'));
  const browserPath =
    process.env.TURNOUT_BROWSER ?? execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
  const browser = await launch({
    executablePath: browserPath,
    pipe: true,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-dev-shm-usage',
      '--no-first-run',
    ],
  });
  const running = [];
  try {
    const content = writeContent(folder, Number(values.slides));
    for (const tool of toolsFor({
      cache: join(root, 'node_modules/.cache/turnout-bench'),
      only: values.only?.split(','),
    })) {
      const started = await startTool(tool, content).catch((error) =>
        console.error(`skipped ${tool.name}: ${error.message}`),
      );
      if (started === undefined) continue;
      running.push({ tool, ...started, page: await openPage(browser, tool, started.url), times: [] });
    }
    const before = loadavg()[0];
    for (let save = 0; save < Number(values.saves); save++) {
      for (const each of running) each.times.push(await timeSave(each, content, save));
    }
    report(running, Number(values.slides), await browser.version(), [before, loadavg()[0]]);
  } finally {
    await browser.close();
    for (const { end } of running) end();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function openPage(browser, tool, url) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 720 });
  await page.evaluateOnNewDocument(watchForText);
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForFunction(
    (text) => document.body.textContent.includes(text),
    { timeout: longestMs, polling: 100 },
    tool.shown,
  );
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  return page;
}

/** Runs in each page: when a word is on screen, the title of `painted` says since when, in ms of the system's clock. */
function watchForText() {
  const look = () => {
    const wanted = window.sessionStorage.getItem('wanted');
    const there = wanted !== null && document.body?.textContent.includes(wanted);
    if (!there || window.sessionStorage.getItem(wanted) !== null) return;
    window.sessionStorage.setItem(wanted, 'seen');
    // The frame that has it is drawn after this one's callbacks; a task after those comes when it is painted.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () =>
        window.sessionStorage.setItem(wanted, String(performance.timeOrigin + performance.now()));
      port2.postMessage('');
    });
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
  document.addEventListener('DOMContentLoaded', look);
}

async function timeSave({ tool, page }, content, save) {
  const word = `Save${save}of${tool.name.replace(/\W/g, '')}`;
  await page.bringToFront();
  await page.evaluate((wanted) => window.sessionStorage.setItem('wanted', wanted), word);
  const { file, text } = tool.edit(content, word);
  writeFileSync(`${file}.new~`, text);
  await new Promise((resolve) => setTimeout(resolve, restMs));
  const began = performance.timeOrigin + performance.now();
  renameSync(`${file}.new~`, file);
  const painted = await page.waitForFunction(
    (wanted) => {
      const at = window.sessionStorage.getItem(wanted);
      return at !== null && at !== 'seen' && at;
    },
    { timeout: longestMs, polling: 30 },
    word,
  );
  return Number(await painted.jsonValue()) - began;
}

function report(running, slides, chromium, load) {
  const about = [`Node ${process.versions.node}`, chromium, `${cpus().length} cores`, process.platform];
  console.log(`${about.join(', ')}, load ${load.map((each) => each.toFixed(1)).join(' to ')}\n`);
  console.log('| Slides | Tool | Version | Saves | Median ms | 95 % ms | Fastest | Slowest |');
  console.log('|---:|---|---|---:|---:|---:|---:|---:|');
  for (const { tool, times } of running) {
    const sorted = [...times].sort((a, b) => a - b);
    const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
    const cells = [slides, tool.name, tool.version(), times.length, at(0.5), at(0.95), at(0), at(1)];
    console.log(`| ${cells.join(' | ')} |`);
  }
}
