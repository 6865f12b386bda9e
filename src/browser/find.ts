import { homedir, userInfo } from 'node:os';
import { isAbsolute, join, posix, resolve, win32 } from 'node:path';
import { diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import type { Host } from '../host.ts';

export interface FoundBrowser {
  readonly path: string;
  /** Where it was found, as a person says it: `TURNOUT_BROWSER`, `PATH`, `the cache of Puppeteer`. */
  readonly from: string;
}

/** In this order; the first that is set decides, so that a wrong value is never papered over. */
export const browserVariables = ['TURNOUT_BROWSER', 'PUPPETEER_EXECUTABLE_PATH', 'CHROME_PATH'] as const;

const namesOnPath = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'msedge',
];

/**
 * A Chromium to print with: the one that was asked for, else one of the system, else Puppeteer's own download.
 * Throws `browser-missing` when there is none, or when the one that was asked for is not there.
 */
export function findBrowser(
  host: Host,
  chosen?: string,
  platform: NodeJS.Platform = process.platform,
): FoundBrowser {
  const [first] = findBrowsers(host, chosen, platform);
  if (first !== undefined) return first;
  throw new TurnoutError(
    diagnose('browser-missing', 'no Chrome, Chromium or Edge was found on this machine', {
      hints: [installHint(platform), 'or set `TURNOUT_BROWSER` to the path of the one you have'],
    }),
  );
}

/** All that could be tried, best first: some systems have a `chromium` that only says how to install one. */
export function findBrowsers(
  host: Host,
  chosen?: string,
  platform: NodeJS.Platform = process.platform,
): FoundBrowser[] {
  const asked = askedFor(host, chosen);
  if (asked !== undefined) return [asked];
  const places = [
    { from: 'PATH', paths: onPath(host, platform) },
    { from: 'the usual places', paths: usualPlaces(host, platform) },
    { from: 'the cache of Puppeteer', paths: inPuppeteerCache(host) },
  ];
  return places.flatMap(({ from, paths }) =>
    [...new Set(paths)].filter((path) => host.kind(path) === 'file').map((path) => ({ path, from })),
  );
}

/** The one line that gets a browser onto this machine. */
export function installHint(platform: NodeJS.Platform = process.platform): string {
  if (platform === 'darwin') return 'install one: `brew install --cask google-chrome`';
  if (platform === 'win32') return 'install one: `winget install Google.Chrome`';
  return 'install one: `sudo apt-get install -y chromium`, or `npx @puppeteer/browsers install chrome@stable --path ~/.cache/puppeteer`';
}

function askedFor(host: Host, chosen: string | undefined): FoundBrowser | undefined {
  const named = [
    { name: 'the given path', value: chosen },
    ...browserVariables.map((name) => ({ name: `\`${name}\``, value: host.env(name) })),
  ];
  const first = named.find((each) => each.value !== undefined && each.value !== '');
  if (first?.value === undefined) return undefined;
  const path = isAbsolute(first.value) ? first.value : resolve(host.cwd, first.value);
  if (host.kind(path) === 'file') return { path, from: first.name.replaceAll('`', '') };
  const unset = first.name.startsWith('`') ? `, or unset ${first.name} to search the usual places` : '';
  throw new TurnoutError(
    diagnose(
      'browser-missing',
      `${first.name} says that the browser is \`${first.value}\`, but there is no such file`,
      {
        hints: [`give the full path of a Chrome or Chromium${unset}`],
      },
    ),
  );
}

function onPath(host: Host, platform: NodeJS.Platform): string[] {
  const windows = platform === 'win32';
  const paths = windows ? win32 : posix;
  const folders = (host.env('PATH') ?? host.env('Path') ?? '')
    .split(paths.delimiter)
    .filter(paths.isAbsolute);
  const files = namesOnPath.map((name) => (windows ? `${name}.exe` : name));
  return files.flatMap((file) => folders.map((folder) => paths.join(folder, file)));
}

function usualPlaces(host: Host, platform: NodeJS.Platform): string[] {
  if (platform === 'darwin') {
    const apps = ['/Applications', posix.join(homeFolder(host), 'Applications')];
    const names = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return names.flatMap((name) => apps.map((folder) => `${folder}/${name}.app/Contents/MacOS/${name}`));
  }
  if (platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
      (name) => host.env(name) ?? [],
    );
    const programs = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Chromium\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ];
    return programs.flatMap((program) => roots.map((root) => win32.join(root, program)));
  }
  return ['/snap/bin/chromium', '/opt/google/chrome/chrome', '/usr/lib/chromium/chromium'];
}

/**
 * What the set-up script and `npx @puppeteer/browsers install` leave behind, newest build first. The shell is made for
 * printing and starts faster than the whole browser. Layout: <cache>/<kind>/<system>-<build>/<kind>-<system>/<program>.
 */
function inPuppeteerCache(host: Host): string[] {
  const cache = host.env('PUPPETEER_CACHE_DIR') || join(homeFolder(host), '.cache', 'puppeteer');
  const testing = 'Google Chrome for Testing';
  const macProgram = join(`${testing}.app`, 'Contents', 'MacOS', testing);
  return ['chrome-headless-shell', 'chrome', 'chromium'].flatMap((kind) => {
    const programs = [kind, `${kind}.exe`, 'chrome', 'chrome.exe', macProgram];
    const builds = [...host.list(join(cache, kind))].sort((a, b) =>
      b.localeCompare(a, 'en', { numeric: true }),
    );
    return builds.flatMap((build) =>
      host
        .list(join(cache, kind, build))
        .flatMap((folder) => programs.map((program) => join(cache, kind, build, folder, program))),
    );
  });
}

/** A HOME that is unset or empty falls back to the system's list of users. */
function homeFolder(host: Host): string {
  return host.env('HOME') || host.env('USERPROFILE') || homedir() || userInfo().homedir;
}
