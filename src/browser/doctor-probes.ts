import { diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import type { WritingHost } from '../host.ts';
import type { Bundle } from '../model/bundle.ts';
import { type FoundBrowser, findBrowser, installHint } from './find.ts';
import { withDeadline } from './guard.ts';
import { type Sandbox, withBrowser } from './launch.ts';
import { printPage } from './print-page.ts';
import { serveBundle, stillPolicy } from './serve.ts';

/** One thing that was looked at. */
export interface Probe {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'fault';
  readonly detail: string;
  /** The one line that mends it. */
  readonly mend?: string;
}

export interface ProbeOptions {
  readonly browserPath?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for the page that is printed; defaults to 30 s. */
  readonly timeoutMs?: number | undefined;
}

/** Margin boxes, which name the pages of long notes, came with this release. */
const oldestMajor = 131;

/** Looks at browser, sandbox and shared memory, and prints one real page. Throws only when `signal` aborts. */
export async function probeBrowser(host: WritingHost, options: ProbeOptions = {}): Promise<Probe[]> {
  const still = [sandboxProbe(host), sharedMemoryProbe(host)];
  let found: FoundBrowser;
  try {
    found = findBrowser(host, options.browserPath);
  } catch (error) {
    return [faultOf('browser', error), ...still];
  }
  const began = performance.now();
  try {
    const { version, sandbox, bytes } = await printOnePage(host, options);
    const ms = Math.round(performance.now() - began);
    return [
      browserProbe(found, version),
      sandbox === 'on'
        ? { name: 'sandbox', status: 'ok', detail: 'Chromium runs with its sandbox' }
        : still[0],
      still[1],
      { name: 'printing', status: 'ok', detail: `one page (${bytes} bytes) printed in ${ms} ms` },
    ].filter((each): each is Probe => each !== undefined);
  } catch (error) {
    options.signal?.throwIfAborted();
    return [{ name: 'browser', status: 'ok', detail: whereOf(found) }, ...still, faultOf('printing', error)];
  }
}

async function printOnePage(
  host: WritingHost,
  options: ProbeOptions,
): Promise<{ version: string; sandbox: Sandbox; bytes: number }> {
  const page =
    '<!doctype html><html lang="en"><title>Probe</title><link rel="icon" href="data:,"><h1>Probe</h1></html>';
  const bundle: Bundle = { entry: 'index.html', files: new Map([['index.html', { content: page }]]) };
  const { timeoutMs = 30_000 } = options;
  const late = (): TurnoutError =>
    new TurnoutError(diagnose('print-timeout', `one page took longer than ${timeoutMs / 1000} s`));
  return withDeadline(options.signal, timeoutMs, late, (signal) =>
    serveBundle(host, bundle, { policy: stillPolicy }, (site) =>
      withBrowser(host, { browserPath: options.browserPath, signal, reach: [site.port] }, async (session) => {
        const { pdf, failures } = await printPage(session, site.url);
        const [failure] = failures;
        if (failure !== undefined) throw new Error(`the page ${failure.detail}`);
        return { version: await session.version(), sandbox: session.sandbox, bytes: pdf.length };
      }),
    ),
  );
}

function browserProbe(found: FoundBrowser, version: string): Probe {
  const detail = `${version.replace('/', ' ')}, ${whereOf(found)}`;
  const major = Number(/\/(\d+)/.exec(version)?.[1] ?? oldestMajor);
  if (major >= oldestMajor) return { name: 'browser', status: 'ok', detail };
  return {
    name: 'browser',
    status: 'warning',
    detail: `${detail}: older than ${oldestMajor}, so notes pages have no running head`,
    mend: installHint(),
  };
}

function whereOf({ path, from }: FoundBrowser): string {
  return `${path} (from ${from})`;
}

/** Chromium confines what it renders in user namespaces; root may not, and some systems keep them from everybody. */
function sandboxProbe(host: WritingHost): Probe {
  const name = 'sandbox';
  if (process.getuid?.() === 0) {
    return {
      name,
      status: 'warning',
      detail: 'Chromium has no sandbox when it runs as root',
      mend: 'run Turnout as an ordinary user when the content of a deck is not your own',
    };
  }
  if (process.platform !== 'linux') return { name, status: 'ok', detail: 'the sandbox of the system' };
  const barred = [
    { file: '/proc/sys/kernel/unprivileged_userns_clone', bad: '0' },
    { file: '/proc/sys/user/max_user_namespaces', bad: '0' },
    { file: '/proc/sys/kernel/apparmor_restrict_unprivileged_userns', bad: '1' },
  ].find(({ file, bad }) => readSetting(host, file) === bad);
  if (barred === undefined) return { name, status: 'ok', detail: 'user namespaces are allowed' };
  const key = barred.file.slice('/proc/sys/'.length).replaceAll('/', '.');
  const good = barred.bad === '1' ? '0' : key.endsWith('namespaces') ? '10000' : '1';
  return {
    name,
    status: 'warning',
    detail: `this system keeps user namespaces from ordinary users (${key} = ${barred.bad})`,
    mend: `sudo sysctl -w ${key}=${good}`,
  };
}

function readSetting(host: WritingHost, file: string): string | undefined {
  try {
    return host.readText(file).trim();
  } catch {
    return undefined;
  }
}

function sharedMemoryProbe(host: WritingHost): Probe {
  const name = 'shared memory';
  const size = process.platform === 'linux' ? host.volumeSize('/dev/shm') : undefined;
  if (size === undefined) return { name, status: 'ok', detail: 'not needed' };
  const mb = Math.round(size / 1024 / 1024);
  // Chromium is told to use temporary files instead, so a small one only costs time.
  return { name, status: 'ok', detail: `/dev/shm holds ${mb} MB; temporary files are used instead` };
}

function faultOf(name: string, error: unknown): Probe {
  const diagnostic = error instanceof TurnoutError ? error.diagnostics[0] : undefined;
  const detail = diagnostic?.message ?? (error instanceof Error ? error.message : String(error));
  // A hint that leads here would send people round in a circle.
  const mend = diagnostic?.hints.find((hint) => !hint.includes('turnout doctor')) ?? installHint();
  return { name, status: 'fault', detail, mend };
}
