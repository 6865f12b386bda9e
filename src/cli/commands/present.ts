import { basename, isAbsolute, join } from 'node:path';
import { displayPath } from '../../diagnostics/path.ts';
import type { WritingHost } from '../../host.ts';
import { type EditionRequest, editionName } from '../../model/edition.ts';
import type { Right } from '../../present/access.ts';
import { type Present, startPresent } from '../../present/present.ts';
import { openWindows } from '../../present/windows.ts';
import { locateDeck } from '../../read/locate.ts';
import { badOption } from '../bad-option.ts';
import type { EditionOptions } from '../edition-options.ts';
import { editionOf } from '../editions.ts';
import { dim, printLine, printReport, strong } from '../terminal.ts';
import { Log, stopSignal } from './preview.ts';

export interface PresentCommandOptions extends EditionOptions {
  readonly port?: number;
  readonly remote?: boolean;
  readonly follow?: boolean;
  readonly host?: string;
  readonly guestPort?: number;
  readonly rehearse?: boolean;
  /** File of the rehearsal; left out: named for deck and date. */
  readonly output?: string;
  readonly open: boolean;
  readonly browser?: string;
  readonly fullscreen?: boolean;
}

export async function run(
  host: WritingHost,
  named: string | undefined,
  options: PresentCommandOptions,
): Promise<number> {
  const folder = locateDeck(host, named);
  const edition = editionOf(host, folder, options);
  const file = rehearsalFile(host, folder, edition, options);
  const stopped = stopSignal();
  const log = new Log(host);
  let wrong = 0;
  const present = await startPresent(host, folder, {
    edition,
    port: options.port,
    guests: guestsOf(options),
    host: options.host,
    guestPort: options.guestPort,
    rehearsal: file === undefined ? undefined : { file, deck: basename(folder) },
    ...(options.fullscreen === true ? { fullscreen: true } : {}),
    onBuild: log.add,
    onFault: (diagnostics) => void printReport(diagnostics, host),
    onWrong: (address) => sayWrong(++wrong, address),
  });
  printLine(`${strong(`${present.url}?presenter`)}  ${displayPath(folder, host.cwd)}: ${await log.start()}`);
  await printLinks(present);
  if (file !== undefined) printLine(dim(`times are written to ${displayPath(file, host.cwd)}`));
  printLine(dim('every save is shown at once; Ctrl-C stops'));
  const onFailure = (): void => printLine('no window could be opened: open the address by hand');
  const windows = options.open
    ? openWindows(host, { url: present.url, browser: options.browser, onFailure })
    : undefined;
  await stopped;
  windows?.close();
  await present.close();
  printLine(`\npresenting stopped, ${freePorts(present)}`);
  return 0;
}

function guestsOf({ remote, follow }: PresentCommandOptions): Right[] {
  return [
    ...(remote === true ? (['control', 'look'] as const) : []),
    ...(follow === true ? (['follow'] as const) : []),
  ];
}

/**
 * `out/rehearsals/NAME-2026-11-23-140500.json`, in the local time of the person who rehearses, unless a file is named.
 * Undefined when nobody rehearses; throws `bad-option` when a file is named all the same.
 */
function rehearsalFile(
  host: WritingHost,
  folder: string,
  edition: EditionRequest,
  { rehearse, output }: PresentCommandOptions,
): string | undefined {
  if (rehearse !== true) {
    if (output === undefined) return undefined;
    throw badOption('`--output` names the file of a rehearsal', 'add `--rehearse`, or leave it out');
  }
  if (output !== undefined) return isAbsolute(output) ? output : join(host.cwd, output);
  const now = host.now();
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('');
  return join(host.cwd, 'out/rehearsals', `${editionName(basename(folder), edition)}-${day}-${time}.json`);
}

const names: Readonly<Record<Right, string>> = {
  control: 'remote ',
  look: 'look on',
  follow: 'follow ',
};
/** Links that somebody points a camera at. */
const withCode: readonly Right[] = ['control', 'follow'];

async function printLinks({ links }: Present): Promise<void> {
  if (links.size === 0) return;
  const { renderUnicodeCompact } = await import('uqr');
  for (const [right, link] of links) {
    printLine(`${names[right]}  ${strong(link)}`);
    if (!withCode.includes(right)) continue;
    const code = renderUnicodeCompact(link, { ecc: 'L', border: 4 });
    printLine(code.split('\n').map(whiteOnBlack).join('\n'));
  }
  printLine(dim('the links hold until you stop; whoever has the first one leads the talk'));
}

/** A code that is light on dark cannot be read by every camera, so no terminal's own colours are used. */
function whiteOnBlack(line: string): string {
  return process.stdout.isTTY === true ? `\u001b[97;40m${line}\u001b[0m` : line;
}

/** The first one, and then each tenfold: nobody can fill the terminal. */
function sayWrong(count: number, address: string): void {
  if (!/^10*$/.test(String(count))) return;
  const what =
    count === 1 ? 'a request without a token that holds' : `${count} requests without a token that holds`;
  printLine(dim(`${what}; the last one from ${address}`));
}

function freePorts({ port, guestPort }: Present): string {
  return guestPort === undefined
    ? `port ${port} is free again`
    : `ports ${port} and ${guestPort} are free again`;
}
