import { spawn } from 'node:child_process';

/** Opens an address in the person's own browser. `onFailure` is told when the system has no way to do that. */
export function openInBrowser(
  url: string,
  onFailure: () => void,
  platform: NodeJS.Platform = process.platform,
): void {
  const [command, ...args] = openers[platform] ?? ['xdg-open'];
  const child = spawn(command ?? '', [...args, url], { stdio: 'ignore', detached: true, windowsHide: true });
  child.once('error', onFailure);
  child.once('exit', (code) => {
    if (code !== 0) onFailure();
  });
  // The browser lives on when the preview ends.
  child.unref();
}

const openers: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  // The empty word is the title that `start` would otherwise take the address for.
  win32: ['cmd', '/c', 'start', ''],
};
