// src/cli/main.ts -> dist/cli.js and its chunks; src/client/*.ts -> dist/client/*.js, one classic script each.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { root as clone } from './paths.mjs';

const shebang = '#!/usr/bin/env node\n';
const stampName = '.stamp';

/** The source is wrong; the message shows where. */
export class BuildError extends Error {}

/** Makes dist/, unless the one that is there was made from the same files. Resolves to {isFresh}: whether it was made now. */
export async function build(root = clone) {
  const dist = join(root, 'dist');
  const inputs = hashInputs(root);
  if (isUpToDate(dist, inputs)) return { isFresh: false };
  const { rolldown } = await import('rolldown');
  const bundles = [
    bundleCli(rolldown, root),
    ...clientEntries(root).map((entry) => bundleClient(rolldown, root, entry)),
  ];
  const files = [...(await Promise.all(bundles)).flat(), ...(await precompileTemplates(rolldown, root))];
  writeDist(dist, files, inputs);
  return { isFresh: true };
}

async function bundleCli(rolldown, root) {
  const { collectLicences } = await import('./licences.mjs');
  const licences = collectLicences();
  const chunks = await generate(
    rolldown,
    {
      input: { cli: join(root, 'src/cli/main.ts') },
      cwd: root,
      platform: 'node',
      // Packages go along: to find and read their hundreds of files takes longer than what most commands do.
      plugins: [leaveOut, licences.plugin],
    },
    // No folders inside dist/: every module finds the package's root with new URL('..', import.meta.url).
    { format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', minify: false },
  );
  return [...chunks, licences.file()].map(({ path, text }) => {
    if (path !== 'cli.js') return { path, text };
    return { path, text: shebang + text.replace(/^#!.*\n/, ''), mode: 0o755 };
  });
}

const isPackage = (id) => !id.startsWith('.') && !id.startsWith('\0') && !isAbsolute(id);

/** Puppeteer loads these for Firefox, and to download and start browsers: we start Chromium ourselves. */
const neverLoaded =
  /puppeteer-core[\\/].*[\\/](?:bidi[\\/]bidi|node[\\/]LaunchOptions)\.js$|@puppeteer[\\/]browsers[\\/]/;

const leaveOut = {
  name: 'leave-out',
  load: (id) => (neverLoaded.test(id) ? 'export {};' : null),
};

async function bundleClient(rolldown, root, entry) {
  const name = basename(entry, '.ts');
  return generate(
    rolldown,
    { input: { [name]: entry }, cwd: root, platform: 'browser' },
    { format: 'iife', entryFileNames: 'client/[name].js', minify: true },
  );
}

/** The built-in templates, compiled once: their parser is loaded and run only for somebody's own. */
async function precompileTemplates(rolldown, root) {
  const entry = join(root, 'src/render/precompile.ts');
  if (!existsSync(entry)) return [];
  const [chunk] = await generate(
    rolldown,
    { input: { precompile: entry }, cwd: root, platform: 'node', external: isPackage },
    { format: 'esm', entryFileNames: '[name].mjs', codeSplitting: false },
  );
  // Beside node_modules, so that packages are found; and named for this run, so that two builds do not meet.
  const program = join(root, `.precompile-${process.pid}.mjs`);
  writeFileSync(program, chunk.text);
  try {
    const { precompileBuiltIns } = await import(pathToFileURL(program).href);
    return [{ path: 'precompiled.cjs', text: precompileBuiltIns(root) }];
  } finally {
    rmSync(program);
  }
}

async function generate(rolldown, input, output) {
  const bundle = await rolldown({ logLevel: 'warn', ...input });
  try {
    const result = await bundle.generate(output).catch((error) => {
      throw new BuildError(process.stderr.isTTY ? error.message : stripVTControlCharacters(error.message));
    });
    return result.output.map((file) => ({
      path: file.fileName,
      text: file.type === 'chunk' ? file.code : file.source,
    }));
  } finally {
    await bundle.close();
  }
}

function clientEntries(root) {
  const folder = join(root, 'src/client');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
  return names.sort().map((name) => join(folder, name));
}

/** Each file is renamed into place and old ones go last, so that a program that starts meanwhile finds a whole dist/. */
function writeDist(dist, files, inputs) {
  for (const { path, text, mode = 0o644 } of [...files].sort(
    (a, b) => (a.path === 'cli.js') - (b.path === 'cli.js'),
  )) {
    const target = join(dist, path);
    const partial = `${target}.${process.pid}.part`;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(partial, text, { mode });
    renameSync(partial, target);
  }
  const outputs = files.map((file) => file.path).sort();
  for (const stale of listFiles(dist)) if (!outputs.includes(stale)) rmSync(join(dist, stale));
  writeFileSync(join(dist, stampName), `${JSON.stringify({ inputs, outputs })}\n`);
}

function isUpToDate(dist, inputs) {
  try {
    const stamp = JSON.parse(readFileSync(join(dist, stampName), 'utf8'));
    return stamp.inputs === inputs && stamp.outputs.every((path) => existsSync(join(dist, path)));
  } catch {
    return false;
  }
}

function hashInputs(root) {
  const hash = createHash('sha256');
  const sources = ['src', 'templates/layouts', 'templates/partials'].flatMap((folder) =>
    listFiles(join(root, folder)).map((path) => join(folder, path)),
  );
  for (const path of [
    ...sources,
    'scripts/build.mjs',
    'scripts/licences.mjs',
    'tsconfig.json',
    'package.json',
    'package-lock.json',
  ]) {
    if (!existsSync(join(root, path))) continue;
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function listFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const began = performance.now();
  // Run by npm after every installation, also after one that leaves the development packages out.
  const isOptional = process.argv.includes('--if-possible');
  try {
    const { isFresh } = await build();
    console.log(
      isFresh ? `dist/ built in ${Math.round(performance.now() - began)} ms` : 'dist/ is up to date',
    );
  } catch (error) {
    if (error instanceof BuildError) {
      console.error(error.message);
      process.exitCode = 1;
    } else if (isOptional && error.code === 'ERR_MODULE_NOT_FOUND') {
      console.log('dist/ was not built: the development packages are not installed');
    } else {
      throw error;
    }
  }
}
