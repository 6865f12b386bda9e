import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, truncateSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { caseFolder, caseNames, expectFile } from './support/cases.ts';
import { turnout, turnoutProcess } from './support/cli.ts';

/** One for each exit code, and one that ends by a deadline; `cli.test.ts` has the rest of what a process of its own is. */
const inProcesses = ['wrong-type', 'bad-option', 'port-taken', 'browser-missing', 'print-timeout'];

/**
 * `tests/cases/errors/<code>[--variant]/input/` is a folder that somebody stands in; `command` (left out: `check`) is
 * what they type; `expected` is what they see, with the exit code in the last line. `<port>` is one that is taken.
 * `sizes` has a line for each file that is larger than what is kept of it here: `assets/film.mp4 17000000`.
 */
describe('what a person sees', () => {
  for (const name of caseNames('errors')) {
    test(name, async () => {
      const folder = caseFolder('errors', name);
      const commandFile = join(folder, 'command');
      const command = existsSync(commandFile) ? readFileSync(commandFile, 'utf8').trim() : 'check';
      const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'case-of-turnout-')));
      try {
        if (existsSync(join(folder, 'input')))
          cpSync(join(folder, 'input'), scratch, { recursive: true, verbatimSymlinks: true });
        for (const [path, size] of largeFiles(folder)) truncateSync(join(scratch, path), size);
        await withTakenPort(command.includes('<port>'), async (port) => {
          const words = command.replace('<port>', port).split(/\s+/);
          const run = inProcesses.includes(name) ? turnoutProcess : turnout;
          const ran = await run(
            words.filter((word) => word !== ''),
            scratch,
          );
          const seen = `${ran.stdout}${ran.stderr}exit ${ran.code}\n`
            .replaceAll(scratch, '<folder>')
            // Only root is told so.
            .replace('the browser runs without its sandbox\n', '');
          expectFile(join(folder, 'expected'), port === '' ? seen : seen.replaceAll(port, '<port>'));
        });
      } finally {
        rmSync(scratch, { recursive: true, force: true });
      }
    });
  }

  test('there are cases in processes of their own', () => {
    expect(caseNames('errors')).toEqual(expect.arrayContaining(inProcesses));
  });
});

function largeFiles(folder: string): [path: string, size: number][] {
  const sizes = join(folder, 'sizes');
  if (!existsSync(sizes)) return [];
  const lines = readFileSync(sizes, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [path = '', size = ''] = line.split(' ');
    return [path, Number(size)];
  });
}

async function withTakenPort(isWanted: boolean, use: (port: string) => Promise<void>): Promise<void> {
  if (!isWanted) return use('');
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    await use(String((server.address() as AddressInfo).port));
  } finally {
    server.close();
  }
}
