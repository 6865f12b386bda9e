import { readFileSync } from 'node:fs';
import { installWithApt } from './apt.mjs';
import { downloadBrowser } from './download.mjs';
import { findBrowser } from './find-browser.mjs';
import { SetupError } from './process.mjs';

/** The path of a browser that runs: one of the system, else Puppeteer's download, else Debian's package. */
export async function bringBrowser() {
  const present = await findBrowser();
  if (present !== undefined) return present;
  const debian = isDebian();
  for (const bring of [downloadBrowser, ...(debian && isRoot() ? [installWithApt] : [])]) {
    const failure = await bring();
    const found = await findBrowser();
    if (found !== undefined) return found;
    console.log(indent(failure ?? 'it does not run here: system libraries are missing'));
  }
  throw new SetupError('no Chromium or Chrome was found, and none could be installed', {
    hints: [howTo(debian), 'or set TURNOUT_BROWSER to the path of a Chromium or Chrome'],
  });
}

function howTo(debian) {
  if (debian) return `${isRoot() ? '' : 'sudo '}apt-get install -y chromium`;
  if (process.platform === 'darwin') return 'brew install --cask google-chrome';
  if (process.platform === 'win32') return 'winget install Google.Chrome';
  return "install your system's `chromium` package";
}

const indent = (text) => text.replace(/^/gm, '  ');

const isRoot = () => process.getuid?.() === 0;

function isDebian() {
  if (process.platform !== 'linux') return false;
  try {
    return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}
