import { join } from 'node:path';
import type { Host } from '../host.ts';

/** What a browser needs to find its libraries, fonts and language. Tokens and keys of the person stay with us. */
const allowed = [
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'LANGUAGE',
  'LC_ALL',
  'LC_CTYPE',
  'TZ',
  'LD_LIBRARY_PATH',
  'FONTCONFIG_PATH',
  'FONTCONFIG_FILE',
  'XDG_CACHE_HOME',
  'XDG_DATA_HOME',
  'XDG_DATA_DIRS',
  'XDG_RUNTIME_DIR',
  'CHROME_DEVEL_SANDBOX',
  'SystemRoot',
  'SystemDrive',
  'windir',
  'ComSpec',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMFILES',
  'PROGRAMFILES(X86)',
  'PROGRAMDATA',
  'TEMP',
  'TMP',
];

/**
 * The environment of the browser: an allow-list, with what it writes sent into `folder`.
 * On macOS the folder's path is too long to hold the browser's socket, so the system's stays.
 */
export function browserEnvironment(
  host: Host,
  folder: string,
  platform: NodeJS.Platform = process.platform,
): Record<string, string> {
  const kept = allowed.flatMap((name) => {
    const value = host.env(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  // Beside the profile, not above it: a profile inside this folder would get its cache in the person's home.
  const config = join(folder, 'config');
  const own = platform === 'linux' ? { TMPDIR: folder, XDG_CONFIG_HOME: config } : temporary(host);
  return { ...Object.fromEntries(kept), ...own };
}

function temporary(host: Host): Record<string, string> {
  const folder = host.env('TMPDIR');
  return folder === undefined ? {} : { TMPDIR: folder };
}
