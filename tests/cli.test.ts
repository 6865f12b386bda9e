import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProgram } from '../src/cli/program.ts';
import { createNodeHost } from '../src/host-node.ts';
import { repository } from './support/cases.ts';
import { turnout, turnoutProcess } from './support/cli.ts';
import { temporaryFolder } from './support/talk.ts';

const folder = temporaryFolder('cli');
beforeAll(() => {
  for (const name of ['built', 'here'])
    cpSync(join(repository, 'tests/decks/night-trains'), join(folder.path, name, 'night-trains'), {
      recursive: true,
    });
});
afterAll(() => folder.remove());

/** Commands that other tests start as processes: they use a browser, or do not end by themselves. */
const elsewhere = ['pdf', 'images', 'preview', 'present', 'doctor'];

const lines = [
  '',
  '--version',
  '--help',
  'help pdf',
  'chek',
  'new talk',
  'build -o out',
  'rehearsal',
  'check --strict --format json',
  'profiles',
  'translate es',
  'status',
  'outline',
  'editions',
  'themes',
  'explain welcome',
  'diff base training',
  'layouts timeline',
  'schema',
  'explain-error wrong-type',
];

describe('the built program says the same as its sources, from a process of its own', () => {
  test.each(lines)('turnout %s', async (line) => {
    const words = line.split(' ').filter((word) => word !== '');
    const [built, here] = await Promise.all([
      turnoutProcess(words, join(folder.path, 'built/night-trains')),
      turnout(words, join(folder.path, 'here/night-trains')),
    ]);
    expect({ ...built, stdout: built.stdout.replaceAll('/built/', '/here/') }).toEqual(here);
    expect(built.stdout + built.stderr).not.toBe('');
  });

  test('every command is among these', () => {
    const names = createProgram(createNodeHost()).commands.map((command) => command.name());
    const seen = [...elsewhere, ...lines.map((line) => line.split(' ')[0] ?? '')];
    expect(names.filter((name) => !seen.includes(name))).toEqual([]);
  });
});

test('a reader that has seen enough is no fault', async () => {
  const child = spawn(
    process.execPath,
    [join(repository, 'dist/cli.js'), 'layouts', '--format', 'markdown'],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stdout.destroy();
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect([code, said]).toEqual([0, '']);
});
