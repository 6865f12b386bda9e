import { type Command, InvalidArgumentError, Option } from 'commander';
import type { WritingHost } from '../host.ts';
import type { PresentCommandOptions } from './commands/present.ts';
import type { RehearsalOptions } from './commands/rehearsal.ts';
import { deckArgument } from './deck-arguments.ts';
import { withEdition } from './edition-options.ts';

/** The commands of the talk itself. `done` is told the exit code. */
export function addPresenting(program: Command, host: WritingHost, done: (code: number) => void): void {
  presentCommand(program).action(async (deck: string | undefined, options: PresentCommandOptions) =>
    done(await (await import('./commands/present.ts')).run(host, deck, options)),
  );
  rehearsalCommand(program).action(async (deck: string | undefined, options: RehearsalOptions) =>
    done(await (await import('./commands/rehearsal.ts')).run(host, deck, options)),
  );
}

function presentCommand(program: Command): Command {
  return withEdition(program.command('present [deck]'))
    .description('give the talk: presenter view, audience window, remote on a phone, followers')
    .option('-p, --port <port>', 'port on 127.0.0.1 (default: the first free one from 4321)', port)
    .option('--remote', 'let a phone lead the talk, and another one look on: prints links and a QR code')
    .option('--follow', 'let participants follow on their own devices: prints a link and a QR code')
    .option('--host <address>', 'address for phones and participants (default: the one in the local network)')
    .option('--guest-port <port>', 'port for them (default: the first free one from 5321)', port)
    .option('--rehearse', 'write down times by slide and step')
    .option('-o, --output <file>', 'with --rehearse: file for them (default: out/rehearsals/NAME-date.json)')
    .option('--no-open', 'open no window')
    .option('--browser <path>', 'browser to open the windows with')
    .option('--fullscreen', 'the audience window fills its screen, where the browser can place it')
    .addHelpText(
      'after',
      [
        '',
        'Arguments:',
        `  deck  ${deckArgument}`,
        '',
        'Examples:',
        '  $ turnout present',
        '  $ turnout present my-talk --profile training --duration 45m',
        '  $ turnout present my-talk --remote --follow',
        '  $ turnout present --rehearse my-talk',
      ].join('\n'),
    );
}

function rehearsalCommand(program: Command): Command {
  return withEdition(program.command('rehearsal [deck]'))
    .description('show the times of rehearsals against the plan, and take them over')
    .option('--runs <dir>', 'folder with the files of `present --rehearse`', 'out/rehearsals')
    .addOption(new Option('--format <format>', 'how to print it').choices(['human', 'json']).default('human'))
    .option('--apply', 'show the measured minutes as changes to the YAML, and make them when you agree')
    .option('--yes', 'with --apply: make them without a question')
    .addHelpText(
      'after',
      [
        '',
        'Arguments:',
        `  deck  ${deckArgument}`,
        '',
        'Examples:',
        '  $ turnout rehearsal',
        '  $ turnout rehearsal my-talk --format json',
        '  $ turnout rehearsal my-talk --apply',
      ].join('\n'),
    );
}

function port(written: string): number {
  const value = Number(written);
  if (!Number.isInteger(value) || value < 1 || value > 65535)
    throw new InvalidArgumentError('It must be a whole number from 1 to 65535.');
  return value;
}
