import { describe, expect, test } from 'vitest';
import { findBrowser, findBrowsers, installHint } from '../../src/browser/find.ts';
import { TurnoutError } from '../../src/diagnostics/diagnostic.ts';
import type { Host } from '../../src/host.ts';
import { memoryHost } from '../support/memory-host.ts';

/** A machine with these programs and this environment. */
function machine(programs: readonly string[], env: Readonly<Record<string, string>> = {}): Host {
  const files = Object.fromEntries(programs.map((path) => [path, '']));
  return { ...memoryHost(files), env: (name) => env[name] };
}

function faultOf(work: () => unknown): TurnoutError {
  try {
    work();
  } catch (error) {
    if (error instanceof TurnoutError) return error;
  }
  throw new Error('there was no fault');
}

describe('where a browser is looked for', () => {
  const cache = '/home/ada/.cache/puppeteer';
  const rows: {
    name: string;
    programs: string[];
    env?: Record<string, string>;
    platform?: NodeJS.Platform;
  }[] = [
    {
      name: 'the variable comes first',
      programs: ['/opt/mine', '/usr/bin/chromium'],
      env: { TURNOUT_BROWSER: '/opt/mine', PATH: '/usr/bin' },
    },
    {
      name: 'an empty variable is none',
      programs: ['/usr/bin/chromium'],
      env: { TURNOUT_BROWSER: '', PATH: '/usr/bin' },
    },
    {
      name: 'Chromium before Chrome, wherever on the PATH',
      programs: ['/b/chromium', '/a/google-chrome'],
      env: { PATH: '/a:/b' },
    },
    {
      name: 'no relative folders of the PATH',
      programs: ['/usr/bin/google-chrome', '/work/bin/chromium'],
      env: { PATH: 'bin:/usr/bin' },
    },
    {
      name: 'the usual place of macOS',
      programs: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
      platform: 'darwin',
    },
    {
      name: 'the newest build of the cache',
      programs: [
        `${cache}/chrome/linux-140.0.1/chrome-linux64/chrome`,
        `${cache}/chrome/linux-99.0.1/chrome-linux64/chrome`,
      ],
      env: { HOME: '/home/ada' },
    },
    {
      name: 'the shell before the whole browser',
      programs: [
        `${cache}/chrome-headless-shell/linux-139.0.1/chrome-headless-shell-linux64/chrome-headless-shell`,
        `${cache}/chrome/linux-140.0.1/chrome-linux64/chrome`,
      ],
      env: { HOME: '/home/ada' },
    },
  ];

  test.each(rows)('$name', ({ programs, env, platform }) => {
    expect(findBrowser(machine(programs, env), undefined, platform ?? 'linux').path).toBe(programs[0]);
  });

  test('all that could be tried, once each', () => {
    const programs = ['/usr/bin/chromium', '/opt/google/chrome/chrome'];
    const found = findBrowsers(machine(programs, { PATH: '/usr/bin:/usr/bin' }), undefined, 'linux');
    expect(found.map((each) => each.path)).toEqual(programs);
  });
});

describe('a browser that is not there', () => {
  test.each(['linux', 'darwin', 'win32'] as const)(
    'is missed on %s with the line that gets one',
    (platform) => {
      const { diagnostics } = faultOf(() => findBrowser(machine([]), undefined, platform));
      expect(diagnostics.map((each) => each.code)).toEqual(['browser-missing']);
      expect(diagnostics[0]?.hints[0]).toBe(installHint(platform));
    },
  );

  test('is an error that names the variable, even when there are others', () => {
    const host = machine(['/usr/bin/chromium'], { CHROME_PATH: '/nowhere', PATH: '/usr/bin' });
    expect(faultOf(() => findBrowser(host)).message).toBe(
      '`CHROME_PATH` says that the browser is `/nowhere`, but there is no such file',
    );
  });
});
