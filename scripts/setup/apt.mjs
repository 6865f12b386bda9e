import { run } from './process.mjs';
import { withProgress } from './progress.mjs';

const updateDeadline = 4 * 60_000;
const installDeadline = 15 * 60_000;
const options = [
  'Acquire::Retries=1',
  'Acquire::http::Timeout=20',
  'Acquire::https::Timeout=20',
  'DPkg::Lock::Timeout=120',
];

/** Installs the `chromium` package. Resolves to undefined, or to what went wrong. */
export async function installWithApt() {
  const update = await withProgress('Updating package lists (apt-get update)', () =>
    aptGet(['update'], updateDeadline),
  );
  // Lists of an earlier update, or of the mirrors that did answer, may be enough.
  const install = await withProgress('Installing the chromium package (apt-get install)', (report) =>
    aptGet(['install', '-y', '--no-install-recommends', 'chromium'], installDeadline, report),
  );
  if (install.code === 0) return undefined;
  const reasons = [update, install].flatMap((result) => [result.why, ...errorLines(result.output)]);
  return reasons.filter(Boolean).slice(-6).join('\n');
}

function aptGet(args, deadline, report) {
  const settings = [...options, ...(report === undefined ? [] : ['APT::Status-Fd=3'])];
  return run('apt-get', [...settings.flatMap((setting) => ['-o', setting]), ...args], {
    deadline,
    env: { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
    statusPipe: report !== undefined,
    onStatus: (text) => {
      const progress = lastProgress(text);
      if (progress !== undefined) report(progress);
    },
  });
}

/** apt writes lines such as `dlstatus:3:27.5:Retrieving file 3 of 90` and `pmstatus:chromium:83.1:Unpacking chromium`. */
function lastProgress(text) {
  const [, kind, percent] = [...text.matchAll(/^(dl|pm)status:[^:]*:([\d.]+):/gm)].at(-1) ?? [];
  if (kind === undefined) return undefined;
  return `${kind === 'dl' ? 'downloading' : 'unpacking'} ${Math.round(Number(percent))} %`;
}

const errorLines = (output) => output.split('\n').filter((line) => /^(E|W|Err):?/.test(line));
