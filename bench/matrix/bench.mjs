// Many editions at once against one: a whole process each, alternating, because machines are busy in different ways.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../scripts/paths.mjs';
import { watchTree } from './cpu.mjs';

const profiles = ['', 'internal', 'lightning', 'training'];
const locales = ['', 'es'];

export async function benchMatrix(args) {
  const { values } = parseArgs({
    args,
    options: {
      runs: { type: 'string', default: '3' },
      formats: { type: 'string', default: 'html,slides,notes' },
    },
  });
  const formats = values.formats.split(',');
  const folder = mkdtempSync(join(tmpdir(), 'bench-of-turnout-'));
  try {
    writeTalk(folder, formats);
    const count = profiles.length * locales.length * formats.length;
    console.log(`Node ${process.versions.node}, ${cpus().length} cores, ${process.platform}\n`);
    console.log(`| Run | One: s | One: CPU s | ${count}: s | ${count}: CPU s | Times one | CPU | Again: s |`);
    console.log('|---:|---:|---:|---:|---:|---:|---:|---:|');
    for (let run = 1; run <= Number(values.runs); run++) {
      rmSync(join(folder, 'out'), { recursive: true, force: true });
      // Before and after: what else the machine does changes meanwhile.
      const before = await runOne(folder);
      const many = await runNode(folder, ['build', 'talk', '--matrix']);
      const after = await runOne(folder);
      const again = await runNode(folder, ['build', 'talk', '--matrix']);
      const one = { wall: (before.wall + after.wall) / 2, cpu: (before.cpu + after.cpu) / 2 };
      const figures = [
        one.wall,
        one.cpu,
        many.wall,
        many.cpu,
        many.wall / one.wall,
        many.cpu / one.cpu,
        again.wall,
      ];
      console.log(`| ${run} | ${figures.map((each) => each.toFixed(1)).join(' | ')} |`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The showcase with a list of editions. */
function writeTalk(folder, formats) {
  const talk = join(folder, 'talk');
  cpSync(join(root, 'slides/four-way-fork'), talk, { recursive: true });
  const entries = profiles.flatMap((profile) =>
    locales.map((locale) => {
      const chosen = [
        ...(profile === '' ? [] : [`profile: ${profile}`]),
        ...(locale === '' ? [] : [`locale: ${locale}`]),
        `formats: [${formats.join(', ')}]`,
      ];
      return `  - { ${chosen.join(', ')} }\n`;
    }),
  );
  const deck = readFileSync(join(talk, 'deck.yaml'), 'utf8').replace(/^editions:\n(?:[ #-].*\n|\n)*/m, '');
  writeFileSync(join(talk, 'deck.yaml'), `${deck}\neditions:\n${entries.join('')}`);
}

function runOne(folder) {
  return runNode(folder, ['pdf', 'talk', '--format', 'notes', '-o', 'one.pdf']);
}

function runNode(cwd, args) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(process.execPath, [join(root, 'dist/cli.js'), ...args], {
      cwd,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const tree = watchTree(child.pid);
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said = `${said}${text}`.slice(-2000);
    });
    child.once('error', reject);
    child.once('close', (code) => {
      const wall = (performance.now() - began) / 1000;
      const cpu = tree.end();
      if (code === 0) resolve({ wall, cpu });
      else reject(new Error(`turnout ${args.join(' ')} ended with ${code}:\n${said}`));
    });
  });
}
