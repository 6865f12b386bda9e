import { join } from 'node:path';
import { type Checked, diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { Source } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import { describeNode, type MapNode, textOf } from '../model/node.ts';
import { readYaml } from './file.ts';

/** `locales/LANG.yaml`: the texts of a deck in another language. */
export interface LocaleFile {
  readonly name: string;
  /** Language of its texts: its key `lang`, else its name. */
  readonly lang: string;
  readonly source: Source;
  readonly map: MapNode;
}

const ending = /\.ya?ml$/;
const folderName = 'locales';

/** Names of a deck's locales. */
export function localeNames(host: Host, folder: string): string[] {
  const files = host
    .list(join(folder, folderName))
    .filter((name) => ending.test(name) && !name.startsWith('.'));
  return [...new Set(files.map((name) => name.replace(ending, '')))];
}

/** Throws `unknown-locale` when one of these names, from the command line, is no locale of the deck. */
export function requireLocales(host: Host, folder: string, names: readonly string[]): void {
  const known = localeNames(host, folder);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new TurnoutError(
    ...unknown.map((name) =>
      diagnose('unknown-locale', `the deck has no locale \`${name}\``, {
        hints: [
          didYouMean(name, known) ??
            (known.length === 0 ? undefined : `its locales are: ${known.join(', ')}`),
          `\`turnout translate ${name}\` makes the file \`locales/${name}.yaml\``,
        ],
      }),
    ),
  );
}

/** The path of a locale's file, whether there is one or not. */
export function localePath(host: Host, folder: string, name: string): string {
  const file = host
    .list(join(folder, folderName))
    .find((each) => ending.test(each) && each.replace(ending, '') === name);
  return join(folder, folderName, file ?? `${name}.yaml`);
}

/** Throws `unknown-locale`. No value when its file does not parse. */
export function readLocale(host: Host, folder: string, name: string): Checked<LocaleFile> {
  requireLocales(host, folder, [name]);
  const { value: file, diagnostics } = readYaml(host, localePath(host, folder, name));
  if (file === undefined || diagnostics.length > 0) return { diagnostics };
  const { source, node } = file;
  if (node !== undefined && node.kind !== 'map') {
    const fault = diagnose('wrong-type', `a locale is a map of keys, this is ${describeNode(node)}`, {
      span: node.span,
      hints: [`begin with \`deck:\` or \`slides:\`; \`turnout translate ${name}\` writes what is missing`],
    });
    return { diagnostics: [fault] };
  }
  const map: MapNode = node ?? { kind: 'map', entries: [], span: { source, start: 0, end: 0 } };
  return { value: { name, lang: textOf(map, 'lang') ?? name, source, map }, diagnostics };
}
