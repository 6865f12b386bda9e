import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { caseFolder, caseNames, expectFile } from './support/cases.ts';
import { turnout } from './support/cli.ts';

/**
 * `tests/cases/errors/<code>[--variant]/input/` is a folder that somebody stands in; `command` (left out: `check`) is
 * what they type; `expected` is what they see, with the exit code in the last line. `<port>` is one that is taken.
 */
describe('what a person sees', () => {
  for (const name of caseNames('errors')) {
    test.concurrent(name, async ({ expect: _ }) => {
      const folder = caseFolder('errors', name);
      const commandFile = join(folder, 'command');
      const command = existsSync(commandFile) ? readFileSync(commandFile, 'utf8').trim() : 'check';
      const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'case-of-turnout-')));
      try {
        if (existsSync(join(folder, 'input')))
          cpSync(join(folder, 'input'), scratch, { recursive: true, verbatimSymlinks: true });
        await withTakenPort(command.includes('<port>'), async (port) => {
          const words = command.replace('<port>', port).split(/\s+/);
          const ran = await turnout(
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
});

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
