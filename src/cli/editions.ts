import { didYouMean } from '../diagnostics/nearest.ts';
import type { Host } from '../host.ts';
import { type Channel, channels } from '../model/channel.ts';
import type { EditionRequest } from '../model/edition.ts';
import { localeNames, requireLocales } from '../read/locales.ts';
import { profileNames, requireProfiles } from '../read/profiles.ts';
import { badOption } from './bad-option.ts';
import type { EditionOptions } from './edition-options.ts';

/** The editions that a command line asks for; the base when it asks for none. Throws `bad-option`, `unknown-…`. */
export function editionsOf(host: Host, folder: string, options: EditionOptions): EditionRequest[] {
  const notesFor = channelsOf(options.notesFor);
  const shared = {
    set: valuesOf(options.set ?? []),
    ...(options.duration === undefined ? {} : { duration: options.duration }),
    ...(notesFor === undefined ? {} : { notesFor }),
    ...(options.allowMissing === true ? { allowsMissing: true } : {}),
  };
  const locales = localesOf(host, folder, options.locale);
  return profilesOf(host, folder, options.profile).flatMap((profiles) =>
    locales.map((locale) => ({ profiles, ...(locale === undefined ? {} : { locale }), ...shared })),
  );
}

/** The same for a command that shows one edition. */
export function editionOf(host: Host, folder: string, options: EditionOptions): EditionRequest {
  const [edition, other] = editionsOf(host, folder, options);
  if (edition !== undefined && other === undefined) return edition;
  throw badOption(
    'this command shows one edition at a time',
    'name one profile, or several as `a+b`, and one locale',
  );
}

/** `a,b+c` as `[[a], [b, c]]`; `all` as each profile by itself. */
function profilesOf(host: Host, folder: string, written: string | undefined): (readonly string[])[] {
  if (written === undefined) return [[]];
  const known = profileNames(host, folder);
  const isAll = (name: string): boolean => name === 'all' && !known.includes('all');
  const editions = written.split(',').flatMap((one) => {
    const names = one.split('+').map((name) => name.trim());
    if (names.includes(''))
      throw badOption('an empty name in `--profile`', 'write `--profile a,b` or `--profile a+b`');
    return names.length === 1 && isAll(names[0] ?? '') ? known.map((name) => [name]) : [[...new Set(names)]];
  });
  if (editions.length === 0)
    throw badOption('the deck has no profiles', 'a profile is a file such as `profiles/training.yaml`');
  requireProfiles(host, folder, [...new Set(editions.flat())]);
  return [...new Map(editions.map((names) => [names.join('+'), names])).values()];
}

/** `es,de` as both; `all` as each; undefined for the deck's own language. */
function localesOf(host: Host, folder: string, written: string | undefined): (string | undefined)[] {
  if (written === undefined) return [undefined];
  const known = localeNames(host, folder);
  const names = written.split(',').flatMap((one) => {
    const name = one.trim();
    if (name === '') throw badOption('an empty name in `--locale`', 'write `--locale es,de`');
    return name === 'all' ? known : [name];
  });
  if (names.length === 0)
    throw badOption('the deck has no locales', '`turnout translate es` makes the file `locales/es.yaml`');
  requireLocales(host, folder, names);
  return [...new Set(names)];
}

export function valuesOf(written: readonly string[]): Map<string, string> {
  return new Map(
    written.map((one): [string, string] => {
      const at = one.indexOf('=');
      if (at > 0) return [one.slice(0, at).trim(), one.slice(at + 1)];
      throw badOption(`\`--set ${one}\` gives no value`, 'write `--set name=value`');
    }),
  );
}

function channelsOf(written: string | undefined): readonly Channel[] | undefined {
  if (written === undefined) return undefined;
  const open = channels.filter((channel) => channel !== 'private');
  return [...new Set(written.split(',').map((name) => name.trim()))].map((name) => {
    const channel = open.find((one) => one === name);
    if (channel !== undefined) return channel;
    const what =
      name === 'private' ? '`private` notes never leave their file' : `there are no notes for \`${name}\``;
    throw badOption(what, didYouMean(name, open) ?? `notes are for: ${open.join(', ')}`);
  });
}
