import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { turnout } from '../support/cli.ts';
import { readPdf } from '../support/pdf.ts';
import { temporaryFolder, writeFiles } from '../support/talk.ts';

const folder = temporaryFolder('print-fit');
afterAll(() => folder.remove());

const deck = join(folder.path, 'full');
const target = join(folder.path, 'full.pdf');
const words = 'a point with quite a number of words that go on and on and then go on some more ';

beforeAll(() => {
  writeFiles(deck, {
    'deck.yaml': 'title: Full\n',
    'sections/10-only.yaml': [
      'title: Only',
      'slides:',
      '  - id: full',
      '    layout: bullets',
      '    title: Full',
      '    points:',
      ...Array.from({ length: 6 }, (_, index) => `      - ${index} ${words.repeat(3)}`),
    ].join('\n'),
  });
});

test.each(['slides', 'notes', 'handout', 'script', 'notes,slides'])(
  'what does not fit is not printed as %s, and the old file stays',
  async (formats) => {
    writeFileSync(target, 'an earlier export');
    const output = formats.includes(',') ? folder.path : target;
    const ran = await turnout(['pdf', deck, '-f', formats, '-o', output], folder.path);
    expect(ran.stderr).toContain('error[fit-overflow]: `points`');
    expect(ran.stderr).toContain('10-only.yaml:');
    expect(ran.code).toBe(1);
    expect(ran.stdout).toBe('');
    expect(readFileSync(target, 'utf8')).toBe('an earlier export');
  },
);

test('is printed when somebody says so', async () => {
  const ran = await turnout(['pdf', deck, '--no-fit', '-o', target], folder.path);
  expect(ran.code, ran.stderr).toBe(0);
  expect((await readPdf(target)).pages.length).toBe(1);
});
