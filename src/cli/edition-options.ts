import type { Command } from 'commander';
import { readDuration } from './duration.ts';

/** What the command line says of editions, as it was written. */
export interface EditionOptions {
  readonly profile?: string;
  readonly locale?: string;
  readonly set?: readonly string[];
  /** Minutes. */
  readonly duration?: number;
  readonly notesFor?: string;
  /** Whether pictures and fonts may be missing. */
  readonly allowMissing?: boolean;
  /** What outputs are called when the deck is one of several. */
  readonly outputName?: string;
}

const each = (written: string, earlier: readonly string[] = []): string[] => [...earlier, written];
const listed = (written: string, earlier?: string): string =>
  earlier === undefined ? written : `${earlier},${written}`;

/** Options of commands that make outputs: several editions in one run. */
export function withEditions(command: Command): Command {
  const about = 'edition for an audience: one or several with commas, a+b for both at once, all';
  return withValues(
    command
      .option('--profile <names>', about, listed)
      .option('--locale <names>', 'language: one or several with commas, all', listed),
  );
}

/** Options of commands that show one thing. */
export function withEdition(command: Command): Command {
  return withValues(
    command
      .option('--profile <name>', 'edition for an audience; a+b for both at once')
      .option('--locale <name>', 'language: a file of `locales/`'),
  );
}

function withValues(command: Command): Command {
  return command
    .option('--set <name=value>', 'value of a variable; once for each', each)
    .option('--duration <time>', 'the best edition that fits, such as 20m', readDuration)
    .option('--notes-for <channels>', 'whose notes go along: speaker, instructor, participant');
}
