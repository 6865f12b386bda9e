import { basename, dirname, join, relative, sep } from 'node:path';
import { diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import type { Host, WritingHost } from '../host.ts';
import { decksBelow, isDeck, locateDeck } from '../read/locate.ts';
import { exitCodeOf } from './exit-code.ts';
import { dim, printReport } from './terminal.ts';

/** What the command line says of decks beside their names. */
export interface DeckOptions {
  /** Every deck of the workspace. */
  readonly all?: boolean;
  readonly output?: string;
  /** The archive that `build` makes. */
  readonly bundle?: string;
}

/**
 * Folders of the decks that a command means, each once; with none named the only one that there is.
 * Throws `no-deck`, `ambiguous-deck`, `bad-option`.
 */
export function locateDecks(host: Host, named: readonly string[], { all }: DeckOptions): string[] {
  if (all !== true) return named.length === 0 ? [locateDeck(host)] : locateEach(host, named);
  if (named.length > 0) {
    throw new TurnoutError(
      diagnose('bad-option', '`--all` is every deck, and here are names, too', {
        hints: ['take one of the two out'],
      }),
    );
  }
  const parent = basename(host.cwd) === 'slides' ? host.cwd : join(host.cwd, 'slides');
  const found = decksBelow(host, parent).map((name) => join(parent, name));
  return found.length === 0 || isDeck(host, host.cwd) ? [locateDeck(host)] : found;
}

/** Every name that is none is told at once. */
function locateEach(host: Host, named: readonly string[]): string[] {
  const faults: TurnoutError[] = [];
  const folders = named.flatMap((name) => {
    try {
      return locateDeck(host, name);
    } catch (error) {
      if (!(error instanceof TurnoutError)) throw error;
      faults.push(error);
      return [];
    }
  });
  if (faults.length > 0) throw new TurnoutError(...faults.flatMap(({ diagnostics }) => diagnostics));
  return [...new Map(folders.map((folder) => [host.realPath(folder), folder])).values()];
}

/**
 * Runs a command for each deck. One that fails does not hide the others; gives back the gravest exit code. With several
 * decks `outputName` is what the outputs of each are called.
 */
export async function eachDeck<O>(
  host: WritingHost,
  named: readonly string[],
  options: O & DeckOptions,
  run: (host: WritingHost, named: string | undefined, options: O) => Promise<number>,
): Promise<number> {
  // What needs no deck, such as a list of formats, is left to the command.
  if (named.length === 0 && options.all !== true) return run(host, undefined, options);
  const folders = locateDecks(host, named, options);
  const [only, ...others] = folders;
  if (only === undefined || others.length === 0) return run(host, only, options);
  const output = options.output ?? options.bundle ?? '';
  if (/\.(?:pdf|html?|zip)$/i.test(output)) {
    throw new TurnoutError(
      diagnose('bad-option', `\`${output}\` is one file for ${folders.length} decks`, {
        hints: ['name a folder: each is made in it'],
      }),
    );
  }
  const names = nameDecks(folders);
  let worst = 0;
  for (const folder of folders) {
    const outputName = names.get(folder) ?? basename(folder);
    try {
      worst = Math.max(worst, await run(host, folder, { ...options, outputName }));
    } catch (error) {
      if (!(error instanceof TurnoutError)) throw error;
      await printReport(error.diagnostics, host);
      process.stderr.write(`${dim(`${outputName} was not made`)}\n\n`);
      worst = Math.max(worst, exitCodeOf(error.diagnostics));
    }
  }
  return worst;
}

/** Names by which the outputs of decks are told apart: folder names, with those above where two are the same. */
export function nameDecks(folders: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const folder of folders) {
    const twins = folders.filter((each) => each !== folder && sameName(each, folder));
    names.set(folder, twins.length === 0 ? basename(folder) : longName(folder, twins));
  }
  const taken = new Set<string>();
  for (const [folder, name] of names) {
    let free = name;
    for (let count = 2; taken.has(free.toLowerCase()); count++) free = `${name}-${count}`;
    taken.add(free.toLowerCase());
    names.set(folder, free);
  }
  return names;
}

/** Also where files are told apart by more than their case. */
function sameName(a: string, b: string): boolean {
  return basename(a).toLowerCase() === basename(b).toLowerCase();
}

/** The folder's name with those above it, down from where the paths part. */
function longName(folder: string, twins: readonly string[]): string {
  const shared = [folder, ...twins].reduce(
    (above, each) => commonFolder(above, dirname(each)),
    dirname(folder),
  );
  return relative(shared, folder).split(sep).join('-');
}

function commonFolder(a: string, b: string): string {
  let folder = a;
  while (
    folder !== b &&
    !b.startsWith(folder.endsWith(sep) ? folder : folder + sep) &&
    dirname(folder) !== folder
  )
    folder = dirname(folder);
  return folder;
}
