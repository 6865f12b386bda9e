import { join } from 'node:path';
import { type Probe, probeBrowser } from '../../browser/doctor-probes.ts';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { displayPath } from '../../diagnostics/path.ts';
import type { WritingHost } from '../../host.ts';
import { openLibrary } from '../../read/library.ts';
import { isDeck, libraryRoots } from '../../read/locate.ts';
import { interruptible } from '../interrupt.ts';
import { printLine, startProgress, strong } from '../terminal.ts';

export interface DoctorOptions {
  readonly browser?: string;
}

/** Looks at everything that an export needs and says, for each fault, the one line that mends it. */
export async function run(
  host: WritingHost,
  _named: string | undefined,
  options: DoctorOptions,
): Promise<number> {
  const progress = startProgress();
  progress.step('printing one page to try the browser');
  const browser = await interruptible((signal) =>
    probeBrowser(host, { browserPath: options.browser, signal }),
  ).finally(progress.end);
  const probes = [...versionProbes(host), ...browser, fontProbe(host), ...folderProbes(host)];
  const width = Math.max(...probes.map((probe) => probe.name.length));
  for (const probe of probes) {
    printLine(`${marks[probe.status]}  ${strong(probe.name.padEnd(width))}  ${probe.detail}`);
    if (probe.mend !== undefined) printLine(`${' '.repeat(width + 11)}mend: ${probe.mend}`);
  }
  const faults = probes.filter((probe) => probe.status === 'fault').length;
  printLine(
    faults === 0 ? '\nall is well' : `\n${faults} ${faults === 1 ? 'thing needs' : 'things need'} mending`,
  );
  return faults === 0 ? 0 : 3;
}

const marks: Readonly<Record<Probe['status'], string>> = {
  ok: 'ok     ',
  warning: 'warning',
  fault: 'FAULT  ',
};

function versionProbes(host: WritingHost): Probe[] {
  const { version } = JSON.parse(host.readText(join(host.packageRoot, 'package.json'))) as {
    version: string;
  };
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isOld = major < 20 || (major === 20 && minor < 19);
  return [
    { name: 'turnout', status: 'ok', detail: version },
    {
      name: 'node',
      status: isOld ? 'fault' : 'ok',
      detail: process.versions.node,
      ...(isOld ? { mend: 'install Node 20.19 or newer from https://nodejs.org' } : {}),
    },
  ];
}

/** Themes bring their fonts as files: what the system has does not matter, what lies beside the theme does. */
function fontProbe(host: WritingHost): Probe {
  const library = openLibrary(host, libraryRoots(host, isDeck(host, host.cwd) ? host.cwd : undefined));
  const themes = library.themeNames().map((name) => ({ name, read: library.theme(name) }));
  const broken = themes.filter(({ read }) => hasErrors(read.diagnostics)).map(({ name }) => name);
  const faces = themes.flatMap(({ read }) => read.value?.faces ?? []);
  const empty = faces.filter((face) => host.size(face.file) === 0);
  if (broken.length > 0 || empty.length > 0) {
    const detail =
      broken.length > 0 ? `theme ${broken.join(', ')} cannot be read` : `${empty[0]?.file} is empty`;
    return {
      name: 'fonts',
      status: 'fault',
      detail,
      mend: '`turnout themes` names the file; install Turnout again if it is a built-in one',
    };
  }
  const files = new Set(faces.map((face) => face.file));
  return {
    name: 'fonts',
    status: 'ok',
    detail: `${files.size} font files of ${themes.length} themes, used from disk`,
  };
}

function folderProbes(host: WritingHost): Probe[] {
  const folders = [
    { name: 'output', path: join(host.cwd, 'out'), mend: 'write elsewhere: `-o some/folder`' },
    { name: 'temporary', path: host.tempRoot, mend: 'set TMPDIR to a folder that this user may write to' },
  ];
  return folders.map(({ name, path, mend }): Probe => {
    const isWritable = host.isWritable(path);
    const shown = displayPath(path, host.cwd);
    return {
      name,
      status: isWritable ? 'ok' : 'fault',
      detail: isWritable ? `\`${shown}\` can be written to` : `\`${shown}\` cannot be written to`,
      ...(isWritable ? {} : { mend }),
    };
  });
}
