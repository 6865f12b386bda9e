import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ran, turnout } from '../support/cli.ts';
import { readPdf } from '../support/pdf.ts';
import { temporaryFolder, writeFiles } from '../support/talk.ts';

const files = {
  'deck.yaml': [
    'title: Night trains',
    'editions:',
    '  - formats: [html, slides, notes]',
    '  - profile: crew',
    '    formats: [html, slides]',
    '  - profile: wide',
    '    formats: [slides]',
    '',
  ].join('\n'),
  'sections/10-only.yaml': [
    'title: Only',
    'slides:',
    '  - id: plan',
    '    layout: bullets',
    '    title: The plan',
    '    points: [One, Two]',
    '    notes: Good evening to everybody on this train.',
    '  - id: last',
    '    layout: statement',
    '    statement: The train leaves',
    '    notes: Thank you for travelling.',
    '',
  ].join('\n'),
  'profiles/crew.yaml': 'changes:\n  - slide: plan\n    set: { title: The plan of the crew }\n',
  'profiles/wide.yaml': `changes:\n  - slide: last\n    set: { statement: ${'Trains leave at night '.repeat(60)} }\n`,
};

describe('a matrix of editions, one of which does not fit', () => {
  const folder = temporaryFolder('matrix');
  afterAll(() => folder.remove());
  const at = (...path: string[]): string => join(folder.path, 'night', ...path);
  const make = (...more: string[]): Promise<Ran> => turnout(['build', '--matrix', ...more], at());
  /** What became of each output. */
  const states = ({ stdout }: Ran): Record<string, string> =>
    Object.fromEntries(
      stdout.split('\n').flatMap((line) => {
        const [, name, format, state] = /^(\S+) +(\S+) .* (made|unchanged|failed)$/.exec(line) ?? [];
        return name === undefined ? [] : [[`${name} ${format}`, state ?? '']];
      }),
    );
  const all = (state: string): Record<string, string> => ({
    'night html': state,
    'night slides': state,
    'night notes': state,
    'night-crew html': state,
    'night-crew slides': state,
    'night-wide slides': 'failed',
  });
  let first: Ran;

  beforeAll(async () => {
    writeFiles(at(), files);
    first = await make();
  }, 120_000);

  test('the others are made, and the exit code is that of the failure', async () => {
    expect(states(first), first.stderr).toEqual(all('made'));
    expect(first.code).toBe(1);
    expect(first.stderr).toContain('error[fit-overflow]');
    expect(first.stdout).toContain('6 outputs: 5 made, 1 failed');
    expect(readdirSync(at('out')).filter((name) => name.endsWith('.pdf'))).toEqual([
      'night-crew.pdf',
      'night-notes.pdf',
      'night.pdf',
    ]);
    const [base, crew] = [await readPdf(at('out/night.pdf')), await readPdf(at('out/night-crew.pdf'))];
    expect(base.pages.map(({ text }) => text).join(' ')).not.toContain('of the crew');
    expect(crew.pages[0]?.text).toContain('The plan of the crew');
    expect(readFileSync(at('out/night-crew/index.html'), 'utf8')).not.toContain('Good evening');
  });

  test('what is the same stays as it is, byte for byte', async () => {
    const before = readFileSync(at('out/night.pdf'));
    const again = await make();
    expect(states(again), again.stderr).toEqual(all('unchanged'));
    expect(again.code).toBe(1);
    expect(readFileSync(at('out/night.pdf')).equals(before)).toBe(true);
  }, 60_000);

  test('what was altered or taken away is made again, and what a change touches', async () => {
    appendFileSync(at('out/night.pdf'), '%');
    rmSync(at('out/night-crew/index.html'));
    writeFileSync(at('profiles/wide.yaml'), 'title: Wide trains\n');
    const mended = await make();
    expect(states(mended), mended.stderr).toEqual({
      ...all('unchanged'),
      'night slides': 'made',
      'night-crew html': 'made',
      'night-wide slides': 'made',
    });
    expect(mended.code).toBe(0);
  }, 60_000);

  test('parts make together what the whole makes', async () => {
    const parts = [await make('-o', 'parts', '--shard', '1/2'), await make('-o', 'parts', '--shard', '2/2')];
    expect(parts.map((part) => Object.keys(states(part)).length)).toEqual([3, 3]);
    const again = await make('-o', 'parts');
    expect(again.stdout).toContain('6 outputs: 6 unchanged');
  }, 120_000);
});
