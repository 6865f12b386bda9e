import { defaultSettings, type PrintSettings } from '../assemble/print-formats.ts';
import { type PrintFormat, prepareFormat } from '../assemble/print-template.ts';
import { TurnoutError } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { Host } from '../host.ts';
import type { FormatOption, Orientation } from '../model/print-format.ts';
import { libraryRoots } from '../read/locate.ts';
import { type Formats, openFormats } from '../read/print-format.ts';
import { badOption } from './bad-option.ts';
import { exitCodeOf } from './exit-code.ts';
import { dim, printLine, printReport, strong } from './terminal.ts';

/** Options of the command line that a format may take. */
export interface FormatOptions {
  readonly orientation?: Orientation;
  readonly notesSide?: string;
  readonly perPage?: string;
  readonly withNotes?: boolean;
  readonly steps?: string;
  readonly grayscale?: boolean;
}

/**
 * The formats that are named in a list such as `slides,notes`, of a deck or of this folder. Throws `bad-option` for a
 * name that is none, and whatever is wrong with a format's files.
 */
export function readFormats(host: Host, folder: string | undefined, written: string): PrintFormat[] {
  const formats = openFormats(host, libraryRoots(host, folder));
  const wanted = new Set(written.split(',').map((each) => each.trim()));
  return [...wanted].map((name) => readNamed(formats, name));
}

function readNamed(formats: Formats, name: string): PrintFormat {
  const names = formats.names();
  if (!names.includes(name)) {
    const what = name === '' ? 'an empty name in `--format`' : `there is no format \`${name}\``;
    throw badOption(what, didYouMean(name, names), `formats are \`${names.join('`, `')}\``);
  }
  const files = formats.read(name);
  if (files.value === undefined) throw new TurnoutError(...files.diagnostics);
  const { value, diagnostics } = prepareFormat(files.value);
  if (value === undefined) throw new TurnoutError(...diagnostics);
  return value;
}

/** What was asked for, as far as formats are concerned. Throws `bad-option` for an option that none of them takes. */
export function settingsFor(formats: readonly PrintFormat[], options: FormatOptions): PrintSettings {
  const chosen = new Map<FormatOption, string>();
  const choose = (option: FormatOption, value: string | undefined): void => {
    if (value !== undefined) chosen.set(option, value);
  };
  choose('per-page', options.perPage);
  choose('notes-side', options.notesSide);
  choose('with-notes', options.withNotes === true ? 'yes' : undefined);
  choose('steps', options.steps);
  for (const option of chosen.keys()) {
    if (formats.some((format) => format.options.has(option))) continue;
    const names = formats.map(({ name }) => `\`${name}\``).join(', ');
    throw badOption(
      `\`--${option}\` means nothing for ${names}`,
      '`turnout pdf --list-formats` shows which options each takes',
    );
  }
  const { orientation } = options;
  return { ...defaultSettings, orientation, options: chosen, isGray: options.grayscale === true };
}

/** Prints every format with the options that it takes; what is wrong with one is said below. */
export async function listFormats(host: Host, folder: string | undefined): Promise<number> {
  const formats = openFormats(host, libraryRoots(host, folder));
  const names = [...formats.names()].sort();
  const width = Math.max(...names.map((each) => each.length));
  const found = names.map((name) => formats.read(name));
  for (const { value } of found) {
    if (value === undefined) continue;
    printLine(`${strong(value.name.padEnd(width))}  ${value.description}`);
    for (const [option, values] of value.options)
      printLine(`${' '.repeat(width)}  ${dim(optionLine(option, values))}`);
  }
  const diagnostics = found.flatMap((each) => each.diagnostics);
  await printReport(diagnostics, host);
  return exitCodeOf(diagnostics);
}

/** The usual value is what the format has without the option. */
function optionLine(option: FormatOption, [usual = '', ...rest]: readonly string[]): string {
  if (rest.length === 1 && rest[0] === 'yes') return `--${option}`;
  return `--${option} ${[usual, ...rest].join(', ')} (default: ${usual})`;
}
