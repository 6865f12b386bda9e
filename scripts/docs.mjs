// `npm run docs`: writes what of the docs is made from contracts and examples. A test says when it is not current.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { root } from './paths.mjs';

const path = join(root, 'docs/layouts.md');

await build();
const { status, stdout } = spawnSync(
  process.execPath,
  [join(root, 'dist/cli.js'), 'layouts', '--format', 'markdown'],
  { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
);
if (status !== 0) process.exit(status ?? 1);
const old = readFileSync(path, 'utf8');
const parts = /^(.*<!-- begin layouts[^\n]*\n).*(<!-- end layouts -->.*)$/s.exec(old);
if (parts === null) throw new Error(`${path} has no place for the layouts`);
const text = `${parts[1]}\n${stdout}\n${parts[2]}`;
if (text === old) {
  console.log('docs/layouts.md is up to date');
} else {
  writeFileSync(path, text);
  console.log('docs/layouts.md written');
}
