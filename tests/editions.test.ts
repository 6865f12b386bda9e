import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { caseFolder, caseNames, expectFile } from './support/cases.ts';
import { turnout } from './support/cli.ts';

/** `tests/cases/editions/<name>/`: in a deck `input/` somebody types `command` and sees `expected`. */
describe('what there is to make of a deck', () => {
  for (const name of caseNames('editions')) {
    test.concurrent(name, async () => {
      const folder = caseFolder('editions', name);
      const words = readFileSync(join(folder, 'command'), 'utf8').trim().split(/\s+/);
      const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'case-of-turnout-')));
      try {
        // Outputs are named after the deck's folder.
        cpSync(join(folder, 'input'), join(scratch, 'night-trains'), { recursive: true });
        const ran = await turnout(words, join(scratch, 'night-trains'));
        expectFile(join(folder, 'expected'), `${ran.stdout}---\n${ran.stderr}exit ${ran.code}`);
      } finally {
        rmSync(scratch, { recursive: true, force: true });
      }
    });
  }
});
