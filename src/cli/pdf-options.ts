import { type Command, InvalidArgumentError, Option } from 'commander';

/** Options of `turnout pdf`; its code is loaded when it is called. */
export function pdfCommand(program: Command): Command {
  return program
    .command('pdf [decks...]')
    .description('print slides, notes pages, handouts or a script to read aloud')
    .option(
      '-f, --format <formats>',
      'slides, notes, handout, script or your own; several with commas',
      'slides',
    )
    .option('--list-formats', 'say which formats there are and what they take, and do nothing else')
    .option('-o, --output <path>', 'file to write; the folder for several formats (default: out)')
    .option('--range <range>', 'slides to print, such as 3-7,section:mid,id:gitops')
    .option('--paper <paper>', 'a4, letter, a5, or width x height in mm such as 200x280', 'a4')
    .addOption(
      new Option('--orientation <way>', 'how the paper lies (default: as suits the format)').choices([
        'portrait',
        'landscape',
      ]),
    )
    .addOption(
      new Option(
        '--notes, --notes-side <side>',
        'where notes pages have their notes: below or right',
      ).choices(['below', 'right']),
    )
    .option('--per-page <count>', 'slides a page of a handout: 1, 2, 3, 4, 6 or 9 (default: 3)')
    .option('--with-notes', 'a handout carries the speaker notes, too')
    .addOption(
      new Option(
        '--steps <steps>',
        'slides as they end (default), or a page for each of their steps',
      ).choices(['final', 'all']),
    )
    .option('--grayscale', 'greys instead of colours')
    .option('--ink-saving', 'a dark deck in the colours of `daylight`')
    .option('--annotate', 'carry the notes as comments on the pages of the PDF')
    .option(...allowMissing)
    .option('--no-fit', 'print although something does not fit on its slide')
    .option('--timeout <seconds>', 'deadline for the whole export', seconds, 120)
    .option('--browser <path>', 'browser to print with')
    .option('--browser-url <address>', 'a browser that runs already: ws://… or http://127.0.0.1:PORT')
    .option('--strict', 'warnings fail, too');
}

/** Of every command that makes something to look at. */
export const allowMissing: readonly [flag: string, about: string] = [
  '--allow-missing',
  'go on when a picture or font is not there or cannot be shown, with a visible blank',
];

/** A number of seconds above 0, or a fault of the command line. */
export function seconds(written: string): number {
  const value = Number(written);
  if (!(value > 0)) throw new InvalidArgumentError('It must be a number of seconds above 0.');
  return value;
}
