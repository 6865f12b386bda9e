import { type Command, Option } from 'commander';
import type { WritingHost } from '../host.ts';
import type { DiffOptions } from './commands/diff.ts';
import type { ExplainOptions } from './commands/explain.ts';
import { deckArgument } from './deck-arguments.ts';
import { withEdition } from './edition-options.ts';

/** The commands that say why an edition is as it is. `done` is told the exit code. */
export function addReview(program: Command, host: WritingHost, done: (code: number) => void): void {
  explainCommand(program).action(async (what: string, deck: string | undefined, options: ExplainOptions) =>
    done(await (await import('./commands/explain.ts')).run(host, what, deck, options)),
  );
  diffCommand(program).action(
    async (first: string, second: string, deck: string | undefined, options: DiffOptions) =>
      done(await (await import('./commands/diff.ts')).run(host, [first, second], deck, options)),
  );
}

function explainCommand(program: Command): Command {
  return withEdition(program.command('explain <what> [deck]'))
    .description('say why something of an edition is as it is: each file and line that had a say')
    .addOption(new Option('--format <format>', 'how to print it').choices(['human', 'json']).default('human'))
    .addHelpText(
      'after',
      [
        '',
        'Arguments:',
        '  what  a slide by its id, gitops, or a field of it, gitops.points.0;',
        '        a section, section:mid.title; a key of deck.yaml, deck.lang',
        `  deck  ${deckArgument}`,
        '',
        'Examples:',
        '  $ turnout explain gitops --profile training',
        '  $ turnout explain gitops.title --profile training --locale es',
        '  $ turnout explain pricing --duration 20m',
      ].join('\n'),
    );
}

function diffCommand(program: Command): Command {
  return program
    .command('diff <edition> <other> [deck]')
    .description('show what differs between two editions, by slide and field')
    .addOption(
      new Option('-f, --format <format>', 'html is a page with both slides side by side')
        .choices(['text', 'json', 'html'])
        .default('text'),
    )
    .option('-o, --output <file>', 'file to write to (default: what is printed; html: out/NAME-diff-….html)')
    .option('--locale <name>', 'language of both')
    .option('--set <name=value>', 'value of a variable in both; once for each', each)
    .option('--exit-code', 'exit with 1 when they differ')
    .addHelpText(
      'after',
      [
        '',
        'Arguments:',
        '  edition  profile, or a+b for both at once; training@es in a language; base is the deck itself',
        '  other    the edition to hold against it',
        `  deck     ${deckArgument}`,
        '',
        'Examples:',
        '  $ turnout diff base training',
        '  $ turnout diff training lightning --format html',
        '  $ turnout diff base base@es -o changes.txt',
      ].join('\n'),
    );
}

const each = (written: string, earlier: readonly string[] = []): string[] => [...earlier, written];
