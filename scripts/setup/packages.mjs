import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.mjs';
import { run, SetupError } from './process.mjs';
import { withProgress } from './progress.mjs';

const deadline = 10 * 60_000;

/** Runs `npm ci` unless node_modules already holds what package-lock.json asks for. */
export async function bringPackages() {
  if (isInstalled(root)) return;
  const result = await withProgress('Installing packages (npm ci)', () => npmCi());
  if (result.code === 0) return;
  const reason = result.why === undefined ? '' : ` (${result.why})`;
  throw new SetupError(`\`npm ci\` failed${reason}`, {
    output: result.output,
    hints: ['see that the npm registry can be reached (`npm ping`), then run the command again'],
  });
}

/**
 * npm writes node_modules/.package-lock.json as the last act of every installation, so a broken-off one has none.
 * Packages for other systems are optional and absent from it.
 */
export function isInstalled(folder) {
  const wanted = readLock(join(folder, 'package-lock.json'));
  const present = readLock(join(folder, 'node_modules', '.package-lock.json'));
  if (present === undefined) return false;
  return Object.entries(wanted ?? {}).every(([path, entry]) => {
    if (path === '') return true;
    const found = present[path];
    if (found === undefined) return entry.optional === true;
    return (
      found.version === entry.version && found.integrity === entry.integrity && existsSync(join(folder, path))
    );
  });
}

function readLock(path) {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function npmCi() {
  // Development and optional packages are named, because NODE_ENV=production or a person's settings may leave them out.
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  args.push(
    '--loglevel=error',
    '--fetch-timeout=60000',
    '--fetch-retries=2',
    '--fetch-retry-maxtimeout=10000',
  );
  const options = { deadline, cwd: root };
  const npmCli = process.env.npm_execpath;
  if (npmCli?.endsWith('npm-cli.js')) return run(process.execPath, [npmCli, ...args], options);
  return process.platform === 'win32'
    ? run('cmd', ['/c', 'npm', ...args], options)
    : run('npm', args, options);
}
