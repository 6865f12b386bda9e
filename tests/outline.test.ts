import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { caseFolder, caseNames, expectFile } from './support/cases.ts';
import { turnout } from './support/cli.ts';

/**
 * `tests/cases/outline/<name>/input/` is a folder that somebody stands in, `command` is what they type, and `expected`
 * is what they see: first what can be piped, then what goes to the terminal anyway.
 */
describe('what a speaker sees of a talk', () => {
  for (const name of caseNames('outline')) {
    test.concurrent(name, async () => {
      const folder = caseFolder('outline', name);
      const words = readFileSync(join(folder, 'command'), 'utf8').trim().split(/\s+/);
      const ran = await turnout(words, join(folder, 'input'));
      expectFile(join(folder, 'expected'), `${ran.stdout}---\n${ran.stderr}exit ${ran.code}`);
    });
  }
});
