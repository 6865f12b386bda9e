import { type Command, Option } from 'commander';
import type { WritingHost } from '../host.ts';
import type { StatusOptions } from './commands/status.ts';
import type { TranslateOptions } from './commands/translate.ts';
import { decksArgument } from './deck-arguments.ts';
import type { DeckOptions } from './decks.ts';
import { withEdition } from './edition-options.ts';

export function withDecks(command: Command): Command {
  return command.option('--all', 'every deck under slides/');
}

type Run<O> = (host: WritingHost, deck: string | undefined, options: O) => Promise<number>;

/** With several decks each has its name above it, where it does not get into what is piped on. */
function named<O>(run: Run<O>): Run<O> {
  return async (host, deck, options) => {
    const { outputName } = options as { readonly outputName?: string };
    if (outputName !== undefined) process.stderr.write(`${outputName}\n`);
    return run(host, deck, options);
  };
}

/** Commands that tell of one deck after the other. `done` is told the gravest exit code. */
export function addTelling(program: Command, host: WritingHost, done: (code: number) => void): void {
  const each =
    <O>(load: () => Promise<{ run: Run<O> }>) =>
    async (decks: readonly string[], options: O & DeckOptions) => {
      const { eachDeck } = await import('./decks.ts');
      done(await eachDeck(host, decks, options, named((await load()).run)));
    };
  profilesCommand(program).action(each(() => import('./commands/profiles.ts')));
  translateCommand(program).action(
    async (language: string, decks: readonly string[], options: TranslateOptions & DeckOptions) => {
      const [{ eachDeck }, { run }] = await Promise.all([
        import('./decks.ts'),
        import('./commands/translate.ts'),
      ]);
      const one: Run<TranslateOptions> = (_, deck, own) => run(host, language, deck, own);
      done(await eachDeck(host, decks, options, named(one)));
    },
  );
  statusCommand(program).action(each<StatusOptions>(() => import('./commands/status.ts')));
  outlineCommand(program).action(each(() => import('./commands/outline.ts')));
}

function profilesCommand(program: Command): Command {
  return withDecks(program.command('profiles [decks...]'))
    .description('list the profiles of the deck: for whom, what they start from, slides and minutes')
    .addHelpText('after', helpOf(['turnout profiles', 'turnout profiles slides/my-talk']));
}

function translateCommand(program: Command): Command {
  return withDecks(program.command('translate <language> [decks...]'))
    .description("write the places that a language's file lacks, and mark what the deck changed since")
    .option('--accept', 'translations that are marked as stale still hold')
    .option('--dry-run', 'say what there is to do, and write nothing')
    .addHelpText(
      'after',
      helpOf(['turnout translate es', 'turnout translate pt-BR slides/my-talk --dry-run']),
    );
}

function statusCommand(program: Command): Command {
  return withDecks(program.command('status [decks...]'))
    .description('list the changes of profiles whose slides were edited since somebody agreed to them')
    .option('--accept [profile]', 'the changes fit the deck as it is now: of one profile, or of all')
    .addOption(formats('human', 'json'))
    .option('--strict', 'changes to look at fail')
    .addHelpText(
      'after',
      helpOf(['turnout status', 'turnout status --accept training', 'turnout status --strict']),
    );
}

function outlineCommand(program: Command): Command {
  return withDecks(withEdition(program.command('outline [decks...]')))
    .description('list sections and slides with minutes, clock, words of notes and pace')
    .addOption(formats('human', 'json', 'markdown'))
    .addHelpText(
      'after',
      helpOf([
        'turnout outline',
        'turnout outline my-talk --duration 20m',
        'turnout outline my-talk --format markdown',
      ]),
    );
}

function formats(usual: string, ...others: readonly string[]): Option {
  return new Option('--format <format>', 'how to print it').choices([usual, ...others]).default(usual);
}

function helpOf(examples: readonly string[]): string {
  const lines = examples.map((line) => `  $ ${line}`).join('\n');
  return `\nArguments:\n  decks  ${decksArgument}\n\nExamples:\n${lines}`;
}
