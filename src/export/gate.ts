import { type Diagnostic, diagnose, sortDiagnostics } from '../diagnostics/diagnostic.ts';
import type { Host } from '../host.ts';
import type { BundleFile } from '../model/bundle.ts';
import { describeWithheld, type Guard, type Withheld } from '../model/withheld.ts';
import { textsInDataUrls } from './gate-data-urls.ts';
import { lettersOf, withoutTags } from './gate-letters.ts';
import { PhraseBook } from './gate-phrases.ts';
import { readableParts } from './gate-pictures.ts';

const markup = /\.(?:html?|svg|xml|xhtml)$/i;

/**
 * What must not be in files that are about to be written, by what it is and where it is: one error for each text that is
 * withheld. Nothing is written then. `guard` is undefined for what was not made of a deck.
 */
export function gateFiles(
  host: Host,
  files: ReadonlyMap<string, BundleFile>,
  guard: Guard | undefined,
): Diagnostic[] {
  const book = bookOf(guard);
  if (book === undefined) return [];
  return leaks([...files], ([path, file]) => [path, findInFile(host, path, withoutKnown(file, guard), book)]);
}

/** The same for texts that were read out of a file, such as a PDF. */
export function gateTexts(path: string, texts: readonly string[], guard: Guard | undefined): Diagnostic[] {
  const book = bookOf(guard);
  return book === undefined ? [] : leaks(texts, (text) => [path, book.find(lettersOf(text, 'plain'))]);
}

function bookOf(guard: Guard | undefined): PhraseBook | undefined {
  return guard === undefined || guard.withheld.length === 0 ? undefined : new PhraseBook(guard);
}

function leaks<T>(
  parts: readonly T[],
  find: (part: T) => readonly [string, ReadonlySet<Withheld>],
): Diagnostic[] {
  const seen = new Set<string>();
  const found = parts.flatMap((part) => {
    const [path, texts] = find(part);
    return [...texts].flatMap((withheld) => {
      const what = describeWithheld(withheld);
      const key = `${path}\n${what}`;
      return seen.has(key) || !seen.add(key) ? [] : [leak(path, what, withheld)];
    });
  });
  return sortDiagnostics(found);
}

function leak(path: string, what: string, { span, kind }: Withheld): Diagnostic {
  return diagnose('withheld-text', `\`${path}\` would carry text of ${what}`, {
    span,
    hints: [
      'nothing was written; look for these words in layouts, styles, pictures and their metadata, other fields',
      kind === 'private' || kind === 'hidden'
        ? undefined
        : `to carry them: \`--notes-for ${kind}\` with an output that has notes`,
    ],
  });
}

/** The file without code that is known to the letter: more than half of a small deck. */
function withoutKnown(file: BundleFile, guard: Guard | undefined): BundleFile {
  if (guard?.known === undefined || 'copyOf' in file || typeof file.content !== 'string') return file;
  const content = guard.known.reduce((text, known) => {
    const start = known === '' ? -1 : text.indexOf(known);
    return start < 0 ? text : `${text.slice(0, start)} ${text.slice(start + known.length)}`;
  }, file.content);
  return { content };
}

function findInFile(host: Host, path: string, file: BundleFile, book: PhraseBook): Set<Withheld> {
  const content = 'copyOf' in file ? host.readBytes(file.copyOf) : file.content;
  if (typeof content === 'string') return findInText(path, content, book);
  const found = new Set<Withheld>();
  for (const part of readableParts(path, content)) {
    const bytes = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
    for (const each of findInText(path, bytes.toString('utf8'), book)) found.add(each);
  }
  return found;
}

/** As it is written, and as it is read: between tags. What is encoded in it is looked at, too. */
function findInText(path: string, text: string, book: PhraseBook): Set<Withheld> {
  const encoded = textsInDataUrls(text);
  const readings = [
    text,
    ...(markup.test(path) ? [withoutTags(text)] : []),
    ...encoded.flatMap((each) => [each, withoutTags(each)]),
  ];
  const found = new Set<Withheld>();
  for (const reading of readings) {
    for (const each of book.find(lettersOf(reading, 'code'))) found.add(each);
  }
  return found;
}
