// Same content, same run, alternating, medians. See docs/performance.md.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PDFDocument } from '@cantoo/pdf-lib';
import { rolldown } from 'rolldown';
import { root } from '../../scripts/paths.mjs';
import { writeContent } from './content.mjs';
import { toolsFor } from './tools.mjs';

const longestMs = 300_000;

export async function benchPdf(args) {
  const { values } = parseArgs({
    args,
    options: {
      slides: { type: 'string', default: '20,100' },
      runs: { type: 'string', default: '3' },
      only: { type: 'string' },
    },
  });
  const cache = join(root, 'node_modules/.cache/turnout-bench');
  const documentScript = await bundleDocumentScript(cache);
  const browser = execFileSync(process.execPath, [documentScript], { encoding: 'utf8' });
  const noSandbox = process.getuid?.() === 0;
  const only = values.only?.split(',');
  const tools = prepared(
    toolsFor({ root, browser, sandbox: noSandbox ? ['--no-sandbox'] : [], cache }).filter(({ name }) =>
      only === undefined ? true : only.some((each) => name.startsWith(each)),
    ),
  );
  const chromium = execFileSync(browser, ['--version'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
  console.log(`Node ${process.versions.node}, ${chromium}, ${cpus().length} cores, ${process.platform}\n`);
  console.log(
    '| Slides | Tool | Version | Median s | Runs s | Of the floor | Node peak MB | PDF KB | Pages |',
  );
  console.log('|---:|---|---|---:|---|---:|---:|---:|---:|');
  const env = { ...process.env, CHROME_PATH: browser, ...(noSandbox ? { CHROME_NO_SANDBOX: '1' } : {}) };
  for (const count of values.slides.split(',').map(Number)) {
    await benchCount(count, Number(values.runs), tools, documentScript, env);
  }
}

async function bundleDocumentScript(cache) {
  const file = join(cache, 'print-document.mjs');
  const bundle = await rolldown({
    input: join(root, 'bench/pdf/print-document.ts'),
    platform: 'node',
    external: (id) => /^[^./]/.test(id) && !id.startsWith('\0'),
  });
  await bundle.write({ file, format: 'esm', codeSplitting: false });
  await bundle.close();
  return file;
}

/** The tools that can be had, and on stderr the reason for each that cannot. */
function prepared(tools) {
  return tools.filter((tool) => {
    try {
      tool.prepare?.();
      tool.version();
      return true;
    } catch (error) {
      console.error(
        `skipped ${tool.name}: ${
          String(error.stderr ?? error.message)
            .trim()
            .split('\n')[0]
        }`,
      );
      return false;
    }
  });
}

async function benchCount(count, runs, tools, documentScript, env) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-of-turnout-'));
  try {
    const content = {
      ...writeContent(folder, count),
      document: join(folder, 'document'),
      built: join(folder, 'built'),
    };
    const node = (...args) =>
      execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    node(documentScript, content.deck, content.document, root);
    node(join(root, 'dist/cli.js'), 'build', content.deck, '-o', content.built);
    const results = new Map(tools.filter(({ most }) => !(most < count)).map((tool) => [tool, []]));
    for (let round = 0; round < runs; round++) {
      for (const [tool, measured] of results) {
        const result = await runOnce(tool, content, folder, env);
        if (typeof result === 'string') {
          console.error(`skipped ${tool.name} at ${count} slides: ${result}`);
          results.delete(tool);
        } else measured.push(result);
      }
    }
    printRows(count, results);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Seconds, memory and file of one run; a string says why there is none. */
async function runOnce(tool, content, folder, env) {
  const out = join(folder, 'out.pdf');
  const peaks = join(folder, 'peaks');
  for (const each of [out, peaks]) rmSync(each, { recursive: true, force: true });
  mkdirSync(peaks);
  const began = performance.now();
  const said = await runNode(tool.command(content, out), folder, { ...env, BENCH_PEAKS: peaks });
  const seconds = (performance.now() - began) / 1000;
  if (said !== undefined) return said;
  if (!existsSync(out)) return 'it ended well and wrote no file';
  const document = await PDFDocument.load(readFileSync(out), { updateMetadata: false });
  const memory = readdirSync(peaks).map((name) => Number(readFileSync(join(peaks, name), 'utf8')));
  return {
    seconds,
    peak: Math.max(0, ...memory) / 1024,
    bytes: statSync(out).size,
    pages: document.getPageCount(),
  };
}

function runNode(command, cwd, env) {
  const preload = join(root, 'bench/pdf/peak.mjs');
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', preload, ...command], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let last = '';
    const keep = (text) => {
      last = `${last}${text}`.slice(-2000);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    const timer = setTimeout(() => {
      last = `took longer than ${longestMs / 1000} s`;
      child.kill('SIGKILL');
    }, longestMs);
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => {
      clearTimeout(timer);
      const lines = last.trim().split('\n');
      resolve(
        code === 0
          ? undefined
          : `exit code ${code}: ${lines.find((line) => /error/i.test(line)) ?? lines.at(-1)}`,
      );
    });
  });
}

function printRows(count, results) {
  const floor = [...results].find(([{ name }]) => name === 'floor')?.[1];
  for (const [tool, measured] of results) {
    const seconds = median(measured.map((each) => each.seconds));
    const share = floor === undefined ? '' : (seconds / median(floor.map((each) => each.seconds))).toFixed(2);
    const [{ pages, bytes }] = measured;
    const each = measured.map((run) => run.seconds.toFixed(1)).join(' ');
    const peak = Math.round(Math.max(...measured.map((run) => run.peak)));
    console.log(
      `| ${count} | ${tool.name} | ${tool.version()} | ${seconds.toFixed(2)} | ${each} | ${share} | ${peak} | ${Math.round(bytes / 1024)} | ${pages} |`,
    );
  }
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
