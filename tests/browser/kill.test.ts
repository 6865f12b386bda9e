import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { repository } from '../support/cases.ts';
import { commandLines } from '../support/processes.ts';
import { temporaryFolder, writeFiles } from '../support/talk.ts';

const folder = temporaryFolder('kill');
const deck = join(folder.path, 'talk');
const earlier = 'an earlier export';
const signals = ['SIGKILL', 'SIGTERM', 'SIGINT'] as const;

/** The same numbers at every run, from 0 up to 1. mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

beforeAll(() => {
  const slides = ['one', 'two', 'three'].map(
    (id) => `  - {id: ${id}, layout: statement, statement: A ${id}}`,
  );
  writeFiles(deck, {
    'deck.yaml': 'title: A talk\n',
    'sections/10-only.yaml': `title: Only\nslides:\n${slides.join('\n')}\n`,
  });
});
afterAll(() => folder.remove());

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly ms: number;
}

function start(
  args: readonly string[],
  temporary: string,
  kill?: { signal: NodeJS.Signals; ms: number },
): Promise<Ended> {
  const began = performance.now();
  const child = spawn(process.execPath, [join(repository, 'dist/cli.js'), ...args], {
    env: { ...process.env, NO_COLOR: '1', TMPDIR: temporary, TEMP: temporary, TMP: temporary },
    stdio: 'ignore',
  });
  const timer = kill === undefined ? undefined : setTimeout(() => child.kill(kill.signal), kill.ms);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, ms: performance.now() - began });
    });
  });
}

const isWholePdf = (path: string): boolean => {
  const text = readFileSync(path, 'latin1');
  return text === earlier || (text.startsWith('%PDF-') && text.trimEnd().endsWith('%%EOF'));
};

const isWholePng = (path: string): boolean => readFileSync(path, 'latin1').slice(-8, -4) === 'IEND';

describe.skipIf(process.platform === 'win32')('killed at fifteen random moments', () => {
  const outputs = [
    { command: 'pdf', seed: 1, path: 'out/talk.pdf', isWhole: isWholePdf },
    { command: 'images', seed: 2, path: 'out', isWhole: isWholePng },
  ];

  test.concurrent.each(outputs)(
    'turnout $command: leaves no process and no half file',
    async (output) => {
      const lane = join(folder.path, output.command);
      const [temporary, out] = [join(lane, 'tmp'), join(lane, 'out')];
      mkdirSync(temporary, { recursive: true });
      mkdirSync(out);
      const args = [output.command, deck, '-o', join(lane, output.path)];
      const browsers = (): string[] =>
        commandLines().filter((line) => line.includes(`${temporary}/turnout-`));
      const usual = await start(args, temporary);
      expect(usual.code).toBe(0);
      const names = readdirSync(out).sort();
      if (output.command === 'pdf') writeFileSync(join(out, 'talk.pdf'), earlier);

      const random = randomFrom(output.seed);
      let span = usual.ms;
      for (let round = 0; round < 15; round++) {
        const signal = signals[round % signals.length] ?? 'SIGKILL';
        const ms = random() * span;
        const moment = `${signal} after ${Math.round(ms)} ms`;
        const ended = await start(args, temporary, { signal, ms });
        // The first run had to wait for others: a signal that comes when all is done shows nothing.
        if (ended.code === 0) span = Math.min(span, ended.ms);
        await vi.waitFor(() => expect(browsers(), moment).toEqual([]), { timeout: 10_000 });
        for (const name of readdirSync(out).filter((each) => /\.(pdf|png)$/.test(each)))
          expect(output.isWhole(join(out, name)), `${name}, ${moment}`).toBe(true);
        // Who is asked to end ends tidily; who was killed before it could listen, or at once, cannot.
        if (signal !== 'SIGKILL' && ended.signal === null) expect(readdirSync(temporary), moment).toEqual([]);
      }

      expect((await start(args, temporary)).code).toBe(0);
      expect(readdirSync(temporary)).toEqual([]);
      expect(readdirSync(out).sort()).toEqual(names);
      expect(existsSync(join(out, names[0] ?? ''))).toBe(true);
    },
    240_000,
  );
});
