import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { run, SetupError } from './process.mjs';

// The order is that of the product's own search in src/browser/.
const variables = ['TURNOUT_BROWSER', 'PUPPETEER_EXECUTABLE_PATH', 'CHROME_PATH'];
const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'msedge',
];
const answerMs = 15_000;

/** The first browser that answers `--version`; undefined when there is none. */
export async function findBrowser() {
  for (const variable of variables) {
    const path = process.env[variable];
    if (!path) continue;
    if (await answers(resolve(path))) return resolve(path);
    throw new SetupError(`the browser that ${variable} names does not run: ${path}`, {
      hints: [`correct ${variable}, or unset it to have a browser searched`],
    });
  }
  for (const path of [...onPath(), ...usualPlaces(), ...inPuppeteerCache()]) {
    if (await answers(path)) return path;
  }
  return undefined;
}

/** Where Puppeteer keeps its downloads. A HOME that is unset or empty falls back to the system's list of users. */
export function puppeteerCache() {
  return process.env.PUPPETEER_CACHE_DIR || join(homeFolder(), '.cache', 'puppeteer');
}

function homeFolder() {
  return homedir() || userInfo().homedir;
}

/** Some systems have a stub of that name that only tells how to install the browser, or lack libraries that it needs. */
async function answers(path) {
  if (!isProgram(path)) return false;
  // On Windows Chrome opens a window instead of answering.
  if (process.platform === 'win32') return true;
  const { code, output } = await run(path, ['--version'], { deadline: answerMs });
  return code === 0 && /\d+\.\d+/.test(output);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return commands.flatMap((command) => folders.map((folder) => join(folder, command + suffix)));
}

function usualPlaces() {
  if (process.platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    const folders = ['/Applications', join(homeFolder(), 'Applications')];
    return apps.flatMap((app) =>
      folders.map((folder) => join(folder, `${app}.app`, 'Contents', 'MacOS', app)),
    );
  }
  if (process.platform === 'win32') {
    const programs = [
      'Google/Chrome/Application/chrome.exe',
      'Chromium/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ];
    const { PROGRAMFILES, 'PROGRAMFILES(X86)': PROGRAMFILES_X86, LOCALAPPDATA } = process.env;
    const folders = [PROGRAMFILES, PROGRAMFILES_X86, LOCALAPPDATA].filter(Boolean);
    return programs.flatMap((program) => folders.map((folder) => join(folder, program)));
  }
  return ['/snap/bin/chromium', '/opt/google/chrome/chrome', '/usr/lib/chromium/chromium'];
}

/** Newest build first. The layout is <cache>/<kind>/<system>-<build>/<kind>-<system>/<program>. */
function inPuppeteerCache() {
  const testing = 'Google Chrome for Testing';
  const macProgram = join(`${testing}.app`, 'Contents', 'MacOS', testing);
  return ['chrome-headless-shell', 'chrome', 'chromium'].flatMap((kind) => {
    const home = join(puppeteerCache(), kind);
    const programs = [kind, `${kind}.exe`, 'chrome', 'chrome.exe', macProgram];
    const builds = list(home).sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
    return builds.flatMap((build) =>
      list(join(home, build)).flatMap((folder) =>
        programs.map((program) => join(home, build, folder, program)),
      ),
    );
  });
}

function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
