import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { caseFolder, caseNames, expectFile, repository } from './support/cases.ts';
import { turnout } from './support/cli.ts';

/**
 * `tests/cases/<stage>/<name>/command` is what somebody types who stands in `tests/decks/night-trains`, `env` what their
 * environment has, and `expected` is what they see: first what can be piped, then what goes to the terminal anyway.
 */
for (const stage of ['explain', 'diff']) {
  describe(`turnout ${stage}`, () => {
    for (const name of caseNames(stage)) {
      test.concurrent(name, async () => {
        const folder = caseFolder(stage, name);
        const words = readFileSync(join(folder, 'command'), 'utf8').trim().split(/\s+/);
        const ran = await turnout(words, join(repository, 'tests/decks/night-trains'), environmentOf(folder));
        expectFile(join(folder, 'expected'), `${ran.stdout}---\n${ran.stderr}exit ${ran.code}`);
      });
    }
  });
}

function environmentOf(folder: string): Record<string, string> {
  const file = join(folder, 'env');
  if (!existsSync(file)) return {};
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}
