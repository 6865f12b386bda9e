import { basename, join } from 'node:path';
import { type Checked, type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../diagnostics/nearest.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import type { FieldGroup, FieldValue } from '../model/deck.ts';
import { type EditionRequest, editionName } from '../model/edition.ts';
import { entryOf, type MapNode } from '../model/node.ts';
import type { OpenChannel } from '../model/notes.ts';
import { validateGroup } from '../model/validate.ts';
import type { Validation } from '../model/validation.ts';
import { readYaml } from '../read/file.ts';
import { localeNames } from '../read/locales.ts';
import { libraryRoots } from '../read/locate.ts';
import { openFormats } from '../read/print-format.ts';
import { profileNames } from '../read/profiles.ts';
import { editionsField } from './edition-keys.ts';

/** The built deck; every other format is a PDF. */
export const deckFormat = 'html';

/** An edition to be made, and what is made of it. */
export interface PlannedEdition {
  readonly request: EditionRequest;
  /** What its outputs are called, e.g. `four-way-fork-training`. Unique for each format. */
  readonly name: string;
  /** `html`, or names of print formats. */
  readonly formats: readonly string[];
}

/**
 * The editions that `deck.yaml` lists, in order. Without a list: the base and every profile, each in the deck's own and
 * every other language, in every format. `deckName` is what outputs begin with. No value when the list is wrong.
 */
export function planEditions(
  host: Host,
  folder: string,
  deckName: string = basename(folder),
): Checked<PlannedEdition[]> {
  const file = readYaml(host, join(folder, 'deck.yaml'));
  const { node } = file.value ?? {};
  const diagnostics: Diagnostic[] = [...file.diagnostics];
  if (diagnostics.length > 0) return { diagnostics };
  const entry = node?.kind === 'map' ? entryOf(node, 'editions') : undefined;
  if (entry === undefined) return { value: allEditions(host, folder, deckName), diagnostics };
  const validation: Validation = { diagnostics, spans: new Map(), owner: 'an edition' };
  const map: MapNode = { kind: 'map', entries: [entry], span: entry.value.span };
  const keys = validateGroup(map, new Map([['editions', editionsField]]), validation);
  const read = readEditions(host, folder, keys.editions, validation.spans, deckName);
  diagnostics.push(...read.diagnostics);
  return { ...(diagnostics.length > 0 || read.value === undefined ? {} : read), diagnostics };
}

/** Holds a list of editions, validated as `editionsField`, against the profiles, languages and formats that there are. */
export function readEditions(
  host: Host,
  folder: string,
  written: FieldValue | undefined,
  spans: ReadonlyMap<string, Span>,
  deckName: string = basename(folder),
): Checked<PlannedEdition[]> {
  if (!Array.isArray(written)) return { value: allEditions(host, folder, deckName), diagnostics: [] };
  const known = whatThereIs(host, folder);
  const diagnostics: Diagnostic[] = [];
  const planned = written.map((each, index) => {
    const entry = each as FieldGroup;
    const place = (key: string): Span | undefined => spans.get(`editions.${index}.${key}`);
    diagnostics.push(...faultsOf(entry, known, place));
    return {
      edition: planOne(entry, known, deckName),
      place: place('name') ?? spans.get(`editions.${index}`),
    };
  });
  diagnostics.push(...findSameOutputs(planned));
  return { value: planned.map(({ edition }) => edition), diagnostics };
}

interface Known {
  readonly profiles: readonly string[];
  readonly locales: readonly string[];
  readonly formats: readonly string[];
}

function whatThereIs(host: Host, folder: string): Known {
  const usual = [deckFormat, 'slides', 'notes', 'handout', 'script'];
  const names = openFormats(host, libraryRoots(host, folder)).names();
  return {
    profiles: profileNames(host, folder),
    locales: localeNames(host, folder),
    formats: [...new Set([...usual, ...[...names].sort()])],
  };
}

function allEditions(host: Host, folder: string, deckName: string): PlannedEdition[] {
  const { profiles, locales, formats } = whatThereIs(host, folder);
  return [[], ...profiles.map((name) => [name])].flatMap((chosen) =>
    [undefined, ...locales].map((locale) => {
      const request = { profiles: chosen, ...(locale === undefined ? {} : { locale }), set: new Map() };
      return { request, name: editionName(deckName, request), formats };
    }),
  );
}

function planOne(entry: FieldGroup, known: Known, deck: string): PlannedEdition {
  const { locale, duration, notes, name, formats } = entry;
  const request: EditionRequest = {
    profiles: namesIn(entry.profile),
    ...(typeof locale === 'string' ? { locale } : {}),
    set: new Map(),
    ...(typeof duration === 'number' ? { duration } : {}),
    ...(Array.isArray(notes) ? { notesFor: notes as OpenChannel[] } : {}),
  };
  return {
    request,
    name: typeof name === 'string' ? name : editionName(deck, request),
    formats: Array.isArray(formats) ? [...new Set(formats.map(String))] : known.formats,
  };
}

/** `a+b` as `[a, b]`. */
function namesIn(profile: FieldValue | undefined): string[] {
  return typeof profile === 'string' ? [...new Set(profile.split('+').map((name) => name.trim()))] : [];
}

function faultsOf(entry: FieldGroup, known: Known, place: (key: string) => Span | undefined): Diagnostic[] {
  const check = (what: string, names: readonly string[], there: readonly string[], key: string) =>
    names.flatMap((name, index) =>
      there.includes(name)
        ? []
        : [unknown(what, name, there, partOf(place(`${key}.${index}`) ?? place(key), name))],
    );
  const formats = Array.isArray(entry.formats) ? entry.formats.map(String) : [];
  const { name } = entry;
  const isName = typeof name !== 'string' || /^[\p{L}\p{N}][\p{L}\p{N}._+-]*$/u.test(name);
  return [
    ...check('profile', namesIn(entry.profile), known.profiles, 'profile'),
    ...check('locale', typeof entry.locale === 'string' ? [entry.locale] : [], known.locales, 'locale'),
    ...check('format', formats, known.formats, 'formats'),
    ...(isName
      ? []
      : [
          diagnose('invalid-id', `\`${name}\` cannot be the name of an edition`, {
            span: place('name'),
            hints: ['its files are called so: use letters, digits and single dashes, such as `workshop`'],
          }),
        ]),
  ];
}

/** Where one of several names stands, as in `a+b`. */
function partOf(span: Span | undefined, name: string): Span | undefined {
  if (span === undefined) return undefined;
  const start = span.source.text.indexOf(name, span.start);
  return start < 0 || start >= span.end ? span : { ...span, start, end: start + name.length };
}

function unknown(what: string, name: string, there: readonly string[], span: Span | undefined): Diagnostic {
  const hint = there.length === 0 ? `the deck has no ${what}s` : `its ${what}s are: ${there.join(', ')}`;
  return diagnose('unknown-edition', `the deck has no ${what} \`${name}\` to make an edition of`, {
    span,
    hints: [
      didYouMean(name, there) ?? hint,
      what === 'locale' ? "for the deck's own language leave `locale` out" : undefined,
    ],
    fix: span === undefined ? undefined : renameTo(name, there, span),
  });
}

interface Placed {
  readonly edition: PlannedEdition;
  readonly place: Span | undefined;
}

/** Two editions must not write to the same file: the later one would replace the earlier. */
function findSameOutputs(planned: readonly Placed[]): Diagnostic[] {
  const first = new Map<string, Span | undefined>();
  return planned.flatMap(({ edition, place }) => {
    const outputs = edition.formats.map((format) => outputOf(edition.name, format).toLowerCase());
    const taken = outputs.findIndex((output) => first.has(output));
    const other = first.get(outputs[taken] ?? '');
    for (const output of outputs) if (!first.has(output)) first.set(output, place);
    if (taken < 0) return [];
    const format = edition.formats[taken] ?? '';
    return [
      diagnose('duplicate-edition', `two editions make the same \`${outputOf(edition.name, format)}\``, {
        span: place,
        hints: ['give this one a `name`, or take the format out of one of them'],
        related: other === undefined ? [] : [{ message: 'the other one is here', span: other }],
      }),
    ];
  });
}

/** Where an output goes, below the folder of all outputs: `talk-es/index.html`, `talk-es-notes.pdf`. */
export function outputOf(name: string, format: string): string {
  if (format === deckFormat) return `${name}/index.html`;
  return `${name}${format === 'slides' ? '' : `-${format}`}.pdf`;
}
