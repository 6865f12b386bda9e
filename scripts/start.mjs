// `npm start`: the showcase talk as a deck and as a PDF with its speaker notes.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';

const talk = 'slides/four-way-fork';
const deck = join('out', 'four-way-fork');
const pdf = join('out', 'four-way-fork-notes.pdf');

for (const args of [
  ['build', talk, '--notes', '-o', deck],
  ['pdf', talk, '--format', 'notes', '-o', pdf],
]) {
  const { status, signal } = spawnSync(process.execPath, [join(root, 'dist', 'cli.js'), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? (signal === 'SIGINT' ? 130 : 1));
}

const page = join(root, deck, 'index.html');
console.log(`
The showcase talk is ready:
  deck   ${page}
         ${pathToFileURL(page).href}
  notes  ${join(root, pdf)}
         ${pathToFileURL(join(root, pdf)).href}

Next:
  npx turnout new my-talk          a talk of your own, with comments that teach
  npx turnout preview my-talk      show it, and again at each save
  npx turnout check my-talk        every mistake in one run
  npx turnout pdf my-talk          slides as PDF; --format notes adds the speaker notes
  npx turnout --help               everything else`);
