import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { repository } from '../support/cases.ts';
import { turnoutProcess } from '../support/cli.ts';
import { commandLines } from '../support/processes.ts';
import { temporaryFolder } from '../support/talk.ts';

const folder = temporaryFolder('interrupt');
/** Temporary folders of the runs below, and of nobody else. */
const temporary = join(folder.path, 'tmp');
const target = join(folder.path, 'talk.pdf');
const earlier = 'an earlier export';
const args = ['pdf', join(repository, 'slides/four-way-fork'), '-o', target];

beforeAll(() => {
  mkdirSync(temporary);
});
afterAll(() => folder.remove());

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly pid: number;
}

/** Starts an export and sends it a signal as soon as it says `moment` on stderr. */
async function interrupt(signal: NodeJS.Signals, moment: string): Promise<Ended> {
  writeFileSync(target, earlier);
  const child: ChildProcess = spawn(process.execPath, [join(repository, 'dist/cli.js'), ...args], {
    env: { ...process.env, NO_COLOR: '1', TMPDIR: temporary, TEMP: temporary, TMP: temporary },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const before = said;
    said += text;
    if (said.includes(moment) && !before.includes(moment)) child.kill(signal);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, by) => resolve({ code, signal: by, pid: child.pid ?? 0 }));
  });
}

/** Command lines of processes that work in the temporary folder: every Chromium names its profile there. */
function browsersLeft(): string[] {
  return commandLines().filter((line) => line.includes(`${temporary}/turnout-`));
}

function expectUntouched(): void {
  expect(readFileSync(target, 'utf8')).toBe(earlier);
  expect(readdirSync(folder.path).filter((name) => name.includes('.part'))).toEqual([]);
}

describe.skipIf(process.platform === 'win32')('an export that is ended from outside', () => {
  const moments = ['starting the browser', 'loading pages', 'printing'];

  for (const moment of moments) {
    test(`by SIGINT while ${moment} leaves nothing behind`, async () => {
      const { code } = await interrupt('SIGINT', moment);
      expect(code).toBe(130);
      expect(readdirSync(temporary)).toEqual([]);
      await vi.waitFor(() => expect(browsersLeft()).toEqual([]), { timeout: 10_000 });
      expectUntouched();
    });
  }

  test('by SIGTERM leaves nothing behind', async () => {
    const { code } = await interrupt('SIGTERM', 'loading pages');
    expect(code).toBe(143);
    expect(readdirSync(temporary)).toEqual([]);
    await vi.waitFor(() => expect(browsersLeft()).toEqual([]), { timeout: 10_000 });
    expectUntouched();
  });

  test('by SIGKILL leaves no browser, and the next run sweeps its folder', async () => {
    const { signal, pid } = await interrupt('SIGKILL', 'loading pages');
    expect(signal).toBe('SIGKILL');
    await vi.waitFor(() => expect(browsersLeft()).toEqual([]), { timeout: 10_000 });
    expectUntouched();
    expect(readdirSync(temporary).filter((name) => name.startsWith(`turnout-${pid}-`))).toHaveLength(1);

    const partial = join(folder.path, `talk.pdf.${pid}.part`);
    writeFileSync(partial, 'half a file');
    const next = await turnoutProcess(args, folder.path, {
      TMPDIR: temporary,
      TEMP: temporary,
      TMP: temporary,
    });
    expect(next.code, next.stderr).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(folder.path).sort()).toEqual(['talk.pdf', 'tmp']);
    expect(readFileSync(target).subarray(0, 5).toString()).toBe('%PDF-');
  });
});
