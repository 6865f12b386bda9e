import { basename, dirname, join, resolve } from 'node:path';
import { diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { Host } from '../host.ts';

const deckFile = 'deck.yaml';

/**
 * The folder of the deck that a command means: a deck folder, its `deck.yaml`, or a deck's name under `slides/`.
 * Left out: this folder when it is a deck, else the only deck under `slides/`.
 * Throws `no-deck` or `ambiguous-deck`.
 */
export function locateDeck(host: Host, named?: string): string {
  if (named !== undefined) return namedDeck(host, named);
  if (isDeck(host, host.cwd)) return host.cwd;
  const found = decksBelow(host, join(host.cwd, 'slides'));
  const [only] = found;
  if (only !== undefined && found.length === 1) return join(host.cwd, 'slides', only);
  if (only === undefined) {
    throw new TurnoutError(
      diagnose('no-deck', 'there is no deck here: no `deck.yaml`, and no deck under `slides/`', {
        hints: [
          '`turnout new my-talk` makes one',
          'or name the folder of your deck: `turnout build path/to/talk`',
        ],
      }),
    );
  }
  throw new TurnoutError(
    diagnose('ambiguous-deck', `there are ${found.length} decks under \`slides/\`: ${found.join(', ')}`, {
      hints: [
        `name those you mean, such as \`slides/${only}\`; \`build\`, \`pdf\`, \`images\` and \`check\` take \`--all\``,
      ],
    }),
  );
}

function namedDeck(host: Host, named: string): string {
  const path = resolve(host.cwd, named);
  if (basename(path) === deckFile && host.kind(path) === 'file') return dirname(path);
  if (isDeck(host, path)) return path;
  const slides = join(host.cwd, 'slides');
  if (isDeck(host, join(slides, named))) return join(slides, named);
  const near = didYouMean(named.replace(/^slides\//, ''), decksBelow(host, slides));
  const why = host.kind(path) === 'folder' ? 'the folder holds no `deck.yaml`' : 'there is no such folder';
  throw new TurnoutError(
    diagnose('no-deck', `\`${named}\` is not a deck: ${why}`, {
      hints: [near ?? `\`turnout new ${named}\` makes a new deck`],
    }),
  );
}

export function isDeck(host: Host, folder: string): boolean {
  return host.kind(join(folder, deckFile)) === 'file';
}

/** Names of the decks directly in a folder. */
export function decksBelow(host: Host, folder: string): string[] {
  return host.list(folder).filter((name) => isDeck(host, join(folder, name)));
}

/** The folder that holds the `slides/` in which a deck lies; undefined for a deck that lies elsewhere. */
export function workspaceOf(deckFolder: string): string | undefined {
  const parent = dirname(deckFolder);
  return basename(parent) === 'slides' ? dirname(parent) : undefined;
}

/**
 * Where templates and themes are looked for, nearest first: the deck, the workspace that holds its `slides/`,
 * the built-in ones. Without a deck: this folder and the built-in ones.
 */
export function libraryRoots(host: Host, deckFolder?: string): string[] {
  const roots = deckFolder === undefined ? [host.cwd] : [deckFolder];
  const workspace = deckFolder === undefined ? undefined : workspaceOf(deckFolder);
  if (workspace !== undefined) roots.push(workspace);
  return [...new Set([...roots, host.packageRoot].map((root) => host.realPath(root)))];
}
