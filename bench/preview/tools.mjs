// Each tool's watch mode, how it is started, and what a save of one slide's text is for it.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { root } from '../../scripts/paths.mjs';

/** The slide that is edited; it is the one on screen. */
const edited = 17;
const readyMs = 90_000;

export function toolsFor({ cache, only }) {
  const peer = (name, packages, command, path, overrides = {}) => ({
    name,
    shown: `Point 1 of slide ${edited}`,
    prepare: () => install(cache, name, packages, overrides),
    version: () => versionIn(join(cache, name, 'node_modules', packages[0], 'package.json')),
    command: (content, port) => [
      join(cache, name, 'node_modules/.bin', name),
      ...command(content[name], port),
    ],
    cwd: (content) => content[name].folder,
    path,
    edit: (content, word) => editOf(content[name], word),
  });
  const tools = [
    {
      name: 'turnout',
      shown: `Point 1 of slide ${edited}`,
      prepare: () => {},
      version: () => versionIn(join(root, 'package.json')),
      command: ({ deck }, port) => [join(root, 'dist/cli.js'), 'preview', deck, '--port', String(port)],
      cwd: ({ deck }) => deck,
      path: `/#/slide-number-${edited}`,
      edit: ({ sections }, word) => editOf(sections[0], word),
    },
    peer('marp', ['@marp-team/marp-cli'], ({ folder }) => ['--server', folder], `/deck.md#${edited}`),
    peer(
      'reveal-md',
      ['reveal-md'],
      ({ file }, port) => [file, '--watch', '--disable-auto-open', '--port', String(port)],
      `/deck.md#/${edited - 1}`,
    ),
    peer(
      'slidev',
      ['@slidev/cli', '@slidev/theme-default'],
      ({ file }, port) => [file, '--port', String(port), '--open', 'false'],
      `/${edited}`,
      // Its newest release asks for one of its parts in a version that was never published.
      { unocss: '66.1.0', '@unocss/extractor-mdc': '66.1.0' },
    ),
  ];
  return tools.filter(({ name }) => only === undefined || only.includes(name));
}

function editOf({ file, text }, word) {
  return { file, text: text.replace(`Point 2 of slide ${edited} `, `Point 2 of slide ${edited} ${word} `) };
}

function versionIn(manifest) {
  return JSON.parse(readFileSync(manifest, 'utf8')).version;
}

/** Starts the tool and waits until it answers. `end` stops it with all that it started. */
export async function startTool(tool, content) {
  tool.prepare();
  const port = await freePort();
  const child = spawn(process.execPath, tool.command(content, port), {
    cwd: tool.cwd(content),
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, PORT: String(port) },
  });
  const end = () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  const url = `http://localhost:${port}${tool.path}`;
  for (const until = Date.now() + readyMs; ; ) {
    const isThere = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isThere) return { url, end };
    if (Date.now() > until || child.exitCode !== null) {
      end();
      throw new Error(`it does not answer at ${url}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function install(cache, name, packages, overrides) {
  const folder = join(cache, name);
  if (packages.every((each) => existsSync(join(folder, 'node_modules', each, 'package.json')))) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, overrides }));
  const flags = ['--loglevel=error', '--ignore-scripts', '--no-audit', '--no-fund'];
  execFileSync('npm', ['install', ...flags, ...packages], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 300_000,
  });
}
