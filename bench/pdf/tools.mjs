// What is measured, and how each is called. Peers are installed with npm, without their install scripts.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** `most`: slides beyond which it is not run, because it would take many minutes. */
export function toolsFor(place) {
  return [...ownTools(place), ...peers(place)];
}

function versionIn(manifest) {
  return JSON.parse(readFileSync(manifest, 'utf8')).version;
}

function ownTools({ root, browser, sandbox }) {
  const turnout = (format) => ({
    name: `Turnout ${format}`,
    version: () => versionIn(join(root, 'package.json')),
    command: ({ deck }, out) => [
      ...[join(root, 'dist/cli.js'), 'pdf', deck],
      ...['--format', format, '-o', out, '--timeout', '600'],
    ],
  });
  const floor = {
    name: 'floor',
    version: () => versionIn(join(root, 'node_modules/puppeteer-core/package.json')),
    command: ({ document }, out) => [
      ...[join(root, 'bench/pdf/floor.mjs'), addressOf(document), out],
      ...[browser, ...sandbox],
    ],
  };
  return [floor, turnout('slides'), turnout('notes')];
}

function peers({ browser, sandbox, cache }) {
  const peer = (name, packages, command, most) => ({
    name,
    most,
    prepare: () => install(cache, name, packages),
    version: () => versionIn(join(cache, name, 'node_modules', packages[0], 'package.json')),
    command: (content, out) => [join(cache, name, 'node_modules/.bin', name), ...command(content, out)],
  });
  const revealMd = ({ revealMd: source }, out) => [
    ...[source, '--print', out, '--puppeteer-chromium-executable', browser],
    `--puppeteer-launch-args=${sandbox.join(' ') || '--no-first-run'}`,
  ];
  const decktape = ({ built }, out) => [
    ...['--chrome-path', browser, ...sandbox.map((flag) => `--chrome-arg=${flag}`)],
    ...['reveal', addressOf(built), out],
  ];
  const slidev = ({ slidev: source }, out) => [
    ...['export', source, '--output', out, '--executable-path', browser, '--timeout', '300000'],
  ];
  return [
    peer('marp', ['@marp-team/marp-cli'], ({ marp }, out) => [marp, '--pdf', '--pdf-notes', '-o', out]),
    peer('reveal-md', ['reveal-md'], revealMd, 100),
    peer('decktape', ['decktape'], decktape, 20),
    peer('slidev', ['@slidev/cli', '@slidev/theme-default', 'playwright-chromium'], slidev, 20),
  ];
}

function addressOf(folder) {
  return pathToFileURL(join(folder, 'index.html')).href;
}

function install(cache, name, packages) {
  const folder = join(cache, name);
  if (packages.every((each) => existsSync(join(folder, 'node_modules', each, 'package.json')))) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(
    npm,
    ['install', '--loglevel=error', '--ignore-scripts', '--no-audit', '--no-fund', ...packages],
    {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 300_000,
      shell: process.platform === 'win32',
    },
  );
}
