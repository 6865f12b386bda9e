import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { WritingHost } from '../host.ts';
import { buildCommand } from './build-options.ts';
import type { CheckOptions } from './commands/check.ts';
import type { ImagesCommandOptions } from './commands/images.ts';
import type { PdfCommandOptions } from './commands/pdf.ts';
import { deckArgument, decksArgument } from './deck-arguments.ts';
import type { DeckOptions } from './decks.ts';
import { withEdition, withEditions } from './edition-options.ts';
import { addTelling, withDecks } from './many-options.ts';
import { editionsCommand, withMatrix } from './matrix-options.ts';
import { allowMissing, pdfCommand, seconds } from './pdf-options.ts';
import { addPresenting } from './present-options.ts';
import { addReview } from './review-options.ts';

/**
 * The command line. A command's code is loaded when it is called: help and version load no renderer and no browser.
 * Each action gives back the exit code.
 */
export function createProgram(host: WritingHost): Command {
  const program = new Command('turnout')
    .description('One talk, many audiences: YAML becomes a reveal.js deck and PDFs with speaker notes.')
    .version(readVersion(host), '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .showSuggestionAfterError(true)
    .configureHelp({ sortSubcommands: false, showGlobalOptions: false })
    .addHelpText(
      'after',
      examples([
        'turnout new my-talk',
        'turnout preview my-talk',
        'turnout build my-talk -o out',
        'turnout pdf my-talk --format notes',
      ]),
    );
  addMaking(program, host);
  addPresenting(program, host, (code) => setCode(program, code));
  addPictures(program, host);
  addLooking(program, host);
  addReview(program, host, (code) => setCode(program, code));
  addTeaching(program, host);
  return program;
}

type Action<O> = (host: WritingHost, deck: string | undefined, options: O) => Promise<number>;

/** For commands that take several decks. */
function actionForEach(program: Command, host: WritingHost) {
  return <O>(load: () => Promise<{ run: Action<O> }>) =>
    async (decks: readonly string[], options: O & DeckOptions) => {
      const { eachDeck } = await import('./decks.ts');
      setCode(program, await eachDeck(host, decks, options, (await load()).run));
    };
}

function addMaking(program: Command, host: WritingHost): void {
  const each = actionForEach(program, host);
  const action = <O>(load: () => Promise<{ run: Action<O> }>) => {
    return async (deck: string | undefined, options: O) =>
      setCode(program, await (await load()).run(host, deck, options));
  };
  program
    .command('new <folder>')
    .description('make a new deck that builds at once and explains itself')
    .addOption(
      new Option('-t, --template <name>', 'what to start from')
        .choices(['talk', 'training', 'blank'])
        .default('talk'),
    )
    .addHelpText(
      'after',
      examples(['turnout new my-talk', 'turnout new slides/onboarding --template training']),
    )
    .action(action(() => import('./commands/new.ts')));
  withMatrix(withDecks(withEditions(buildCommand(program))))
    .addHelpText(
      'after',
      `\nArguments:\n  decks  ${decksArgument}\n${examples(['turnout build', 'turnout build slides/my-talk -o public', 'turnout build my-talk --single-file -o talk.html', 'turnout build my-talk --notes --bundle talk.zip', 'turnout build --all'])}`,
    )
    .action(each(() => import('./commands/build.ts')));
  withMatrix(withDecks(withEditions(pdfCommand(program))))
    .addHelpText(
      'after',
      `\nArguments:\n  decks  ${decksArgument}\n${examples(['turnout pdf', 'turnout pdf my-talk --format notes -o my-talk-notes.pdf', 'turnout pdf my-talk --format slides,notes,handout -o public', 'turnout pdf my-talk --format handout --per-page 6 --paper letter'])}`,
    )
    .action(async (decks: readonly string[], options: PdfCommandOptions & DeckOptions) => {
      const { startPdf } = await import('./pdf-start.ts');
      setCode(program, await startPdf(host, decks, options));
    });
  withEdition(program.command('preview [deck]'))
    .description('show the deck in the browser and again at every save')
    .option('-p, --port <port>', 'port on 127.0.0.1 (default: the first free one from 4321)', port)
    .option('--open', 'open the browser')
    .option('--editor <command>', 'opens a file at its line (default: $TURNOUT_EDITOR, $VISUAL or $EDITOR)')
    .addHelpText(
      'after',
      `\nArguments:\n  deck  ${deckArgument}\n${examples(['turnout preview', 'turnout preview my-talk --open', 'turnout preview my-talk --port 5000'])}`,
    )
    .action(action(() => import('./commands/preview.ts')));
}

function addPictures(program: Command, host: WritingHost): void {
  withDecks(withEditions(program.command('images [decks...]')))
    .description('draw every slide as a picture')
    .option('-o, --output <dir>', 'folder to write to (default: out/NAME-images)')
    .addOption(new Option('-f, --format <format>', 'of the pictures').choices(['png', 'webp']).default('png'))
    .option('-w, --width <pixels>', 'width of each picture', pixels, 1920)
    .addOption(
      new Option('--steps <steps>', 'a picture of the finished slide, or one for each step')
        .choices(['final', 'all'])
        .default('final'),
    )
    .option('--contact-sheet', 'one more picture with all slides in rows')
    .option('--timeout <seconds>', 'deadline for the whole export', seconds, 120)
    .option('--browser <path>', 'browser to draw with')
    .option('--browser-url <address>', 'a browser that runs already: ws://… or http://127.0.0.1:PORT')
    .option(...allowMissing)
    .option('--strict', 'warnings fail, too')
    .addHelpText(
      'after',
      `\nArguments:\n  decks  ${decksArgument}\n${examples(['turnout images', 'turnout images my-talk --format webp --width 1280', 'turnout images my-talk -o pictures --contact-sheet'])}`,
    )
    .action(actionForEach(program, host)<ImagesCommandOptions>(() => import('./commands/images.ts')));
}

function addLooking(program: Command, host: WritingHost): void {
  const action = <O>(load: () => Promise<{ run: Action<O> }>) => {
    return async (name: string | undefined, options: O) =>
      setCode(program, await (await load()).run(host, name, options));
  };
  withDecks(withEditions(program.command('check [decks...]')))
    .description('name every mistake with file, line and what to do; needs a browser only for --fit')
    .addOption(
      new Option('--format <format>', 'how to print them')
        .choices(['human', 'short', 'json', 'github'])
        .default('human'),
    )
    .option('--fix', 'put near names right where only one can be meant')
    .option('--fit', 'lay out every slide in a browser and name what does not fit or cannot be read')
    .option('--browser <path>', 'browser to lay the slides out with')
    .option('--strict', 'warnings fail, too')
    .addHelpText(
      'after',
      `\nArguments:\n  decks  ${decksArgument}\n${examples(['turnout check', 'turnout check slides/my-talk --strict', 'turnout check --fit', 'turnout check --all --format short'])}`,
    )
    .action(async (decks: readonly string[], options: CheckOptions) =>
      setCode(program, await (await import('./commands/check.ts')).run(host, decks, options)),
    );
  addTelling(program, host, (code) => setCode(program, code));
  editionsCommand(program)
    .addHelpText(
      'after',
      `\nArguments:\n  deck  ${deckArgument}\n${examples(['turnout editions', 'turnout editions my-talk --format json', 'turnout editions my-talk --shard 2/4'])}`,
    )
    .action(action(() => import('./commands/editions.ts')));
  program
    .command('themes')
    .description('list the themes')
    .addHelpText('after', examples(['turnout themes']))
    .action(async (options: object) =>
      setCode(program, await (await import('./commands/themes.ts')).run(host, undefined, options)),
    );
  program
    .command('doctor')
    .description('look at browser, fonts, sandbox and folders, and say how to mend what is wrong')
    .option('--browser <path>', 'browser to look at')
    .addHelpText('after', examples(['turnout doctor']))
    .action(async (options: object) =>
      setCode(program, await (await import('./commands/doctor.ts')).run(host, undefined, options)),
    );
}

function addTeaching(program: Command, host: WritingHost): void {
  program
    .command('layouts [name]')
    .description('list the layouts, or show what one takes, with an example')
    .addOption(
      new Option('--format <format>', 'how to print them')
        .choices(['human', 'json', 'markdown'])
        .default('human'),
    )
    .addHelpText(
      'after',
      examples(['turnout layouts', 'turnout layouts fork', 'turnout layouts fork --format json']),
    )
    .action(async (name: string | undefined, options: { format: string }) =>
      setCode(program, await (await import('./commands/layouts.ts')).run(host, name, options)),
    );
  program
    .command('schema [deck]')
    .description('write JSON Schemas, with which editors complete and check the YAML')
    .option('-o, --output <dir>', 'folder to write to (default: .turnout/schema in the deck)')
    .addHelpText(
      'after',
      `\nArguments:\n  deck  ${deckArgument}\n${examples(['turnout schema', 'turnout schema slides/my-talk', 'turnout schema -o schemas'])}`,
    )
    .action(async (deck: string | undefined, options: { output?: string }) =>
      setCode(program, await (await import('./commands/schema.ts')).run(host, deck, options)),
    );
  program
    .command('explain-error <code>')
    .description('say what the code of a message means, with an example and how to mend it')
    .addHelpText('after', examples(['turnout explain-error wrong-type']))
    .action(async (code: string) =>
      setCode(program, await (await import('./commands/explain-error.ts')).run(host, code)),
    );
}

const codes = new WeakMap<Command, number>();

function setCode(program: Command, code: number): void {
  codes.set(program, code);
}

/** Exit code of the command that ran. */
export function codeOf(program: Command): number {
  return codes.get(program) ?? 0;
}

function examples(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}

function readVersion(host: WritingHost): string {
  return (JSON.parse(host.readText(join(host.packageRoot, 'package.json'))) as { version: string }).version;
}

function pixels(written: string): number {
  const value = Number(written);
  if (!Number.isInteger(value) || value < 16 || value > 8000)
    throw new InvalidArgumentError('It must be a whole number from 16 to 8000.');
  return value;
}

function port(written: string): number {
  const value = Number(written);
  if (!Number.isInteger(value) || value < 1 || value > 65535)
    throw new InvalidArgumentError('It must be a whole number from 1 to 65535.');
  return value;
}
