import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { caseFolder, caseNames, expectFile } from './support/cases.ts';
import { turnout } from './support/cli.ts';

/**
 * `tests/cases/errors/<code>[--variant]/input/` is a folder that somebody stands in; `command` (left out: `check`) is
 * what they type; `expected` is what they see, with the exit code in the last line.
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
        const ran = await turnout(
          command.split(/\s+/).filter((word) => word !== ''),
          scratch,
        );
        const seen = `${ran.stdout}${ran.stderr}exit ${ran.code}\n`.replaceAll(scratch, '<folder>');
        expectFile(join(folder, 'expected'), seen);
      } finally {
        rmSync(scratch, { recursive: true, force: true });
      }
    });
  }
});
