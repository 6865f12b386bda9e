import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const runFile = promisify(execFile);
const installDeadline = 300_000;

let folder: string;
let packed: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'test-of-turnout-package-'));
  const { stdout } = await npm(['pack', '--json', '--silent', '--pack-destination', folder], root);
  // The scripts that npm runs before packing may print, too.
  const [report] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as {
    filename: string;
    files: { path: string }[];
  }[];
  packed = report?.files.map((file) => file.path) ?? [];
  await npm(['init', '--yes', '--silent'], folder);
  await npm(
    ['install', '--prefer-offline', '--no-audit', '--no-fund', join(folder, report?.filename ?? '')],
    folder,
  );
}, installDeadline);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('the packed package', () => {
  test('holds what the program needs, and nothing of the workshop', () => {
    expect(packed).toEqual(
      expect.arrayContaining(['package.json', 'LICENSE', 'dist/cli.js', 'templates/base.css']),
    );
    expect(packed.some((path) => path.startsWith('dist/client/'))).toBe(true);
    expect(packed.some((path) => path.startsWith('themes/'))).toBe(true);
    const known = /^(dist|templates|themes)\/|^(package\.json|LICENSE|[A-Z]+\.md|docs\/diagnostics\.md)$/;
    expect(packed.filter((path) => !known.test(path) || path.endsWith('/.stamp'))).toEqual([]);
  });

  test('makes, builds and prints a talk far from the clone', async () => {
    await turnout(['new', 'talk']);
    await turnout(['check', 'talk']);
    await turnout(['build', 'talk', '-o', 'page']);
    await turnout(['pdf', 'talk', '--format', 'notes', '-o', 'talk-notes.pdf']);

    expect(await readFile(join(folder, 'page', 'index.html'), 'utf8')).toMatch(/^<!doctype html>/i);
    const pdf = await readFile(join(folder, 'talk-notes.pdf'));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await stat(join(folder, 'talk', 'deck.yaml'))).isFile()).toBe(true);
    const left = (await readdir(folder)).filter(
      (name) => !/^(node_modules|package(-lock)?\.json|.*\.tgz)$/.test(name),
    );
    expect(left.sort()).toEqual(['page', 'talk', 'talk-notes.pdf']);
  }, 120_000);
});

/** Without the settings that npm hands to its scripts, which name the clone; registry, cache and proxy stay. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = /^npm_config_(registry|cache|userconfig|.*proxy)$/i;
  const inherited = Object.entries(process.env).filter(
    ([name]) => kept.test(name) || !/^(npm_|INIT_CWD$)/i.test(name),
  );
  return { ...Object.fromEntries(inherited), NODE_ENV: '', NO_COLOR: '1' };
}

function npm(args: readonly string[], cwd: string): Promise<{ stdout: string }> {
  return runFile('npm', args, { cwd, env: cleanEnvironment(), maxBuffer: 1e8 });
}

function turnout(args: readonly string[]): Promise<{ stdout: string }> {
  return runFile('npx', ['--no-install', 'turnout', ...args], { cwd: folder, env: cleanEnvironment() });
}
