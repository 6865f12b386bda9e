import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../../diagnostics/nearest.ts';
import { type Manuscript, manuscriptSlides, mapSlides, type Trace } from '../../model/manuscript.ts';
import { type Entry, entryOf, type MapNode, type Node, type ScalarNode, textOf } from '../../model/node.ts';
import { isNothing, type Translatable } from '../../model/translatable.ts';
import type { Library } from '../../read/library.ts';
import type { LocaleFile } from '../../read/locales.ts';
import type { ProfileFile } from '../../read/profiles.ts';
import { namingOf } from '../naming.ts';
import { layWords } from './lay-words.ts';
import { asMap, checkKeys } from './locale-keys.ts';
import { type Pick, readDeckTexts, readSectionTexts, readSlideTexts } from './translatable-fields.ts';

/** Texts of the base or of a profile with what a locale has for them: a whole slide, a section, the deck. */
export interface Translated {
  /** Where the locale's file has it: `deck`, `slides.gitops`, `profiles.training.sections.mid`. */
  readonly path: readonly string[];
  readonly words: Translatable;
  readonly written?: Node;
}

/** One locale while it is laid over a manuscript. */
export interface Translating {
  readonly locale: LocaleFile;
  readonly library: Library;
  readonly diagnostics: Diagnostic[];
  /** Everything that there is to translate, whether it is or not. */
  readonly found: Translated[];
}

/** The base in another language. Its ids stay. */
export function translateBase(manuscript: Manuscript, translating: Translating): Manuscript {
  const { map } = translating.locale;
  const pick: Pick = { has: () => true, keepsPlaces: true };
  return translateParts(manuscript, translating, { map, path: [], pick, writer: undefined });
}

/** What a profile brought, in another language; the rest is translated or meant as it is. */
export function translateProfile(
  manuscript: Manuscript,
  before: Manuscript,
  profile: ProfileFile,
  translating: Translating,
): Manuscript {
  const profiles = entryOf(translating.locale.map, 'profiles')?.value;
  const own = profiles?.kind === 'map' ? entryOf(profiles, profile.name)?.value : undefined;
  const { diagnostics } = translating;
  const map = own === undefined ? undefined : asMap(own, 'what a locale has for a profile', diagnostics);
  if (map !== undefined) checkKeys(map, ['deck', 'sections', 'slides'], 'a locale', diagnostics);
  const earlier = textsOf(before);
  return translateParts(manuscript, translating, {
    map: map ?? { kind: 'map', entries: [], span: translating.locale.map.span },
    path: ['profiles', profile.name],
    pick: { has: (node: ScalarNode) => !earlier.has(node), keepsPlaces: false },
    writer: profile.name,
  });
}

interface Part {
  /** `deck`, `sections`, `slides` as a locale has them. */
  readonly map: MapNode;
  readonly path: readonly string[];
  readonly pick: Pick;
  /** Profile that wrote the texts. */
  readonly writer: string | undefined;
}

function translateParts(manuscript: Manuscript, translating: Translating, part: Part): Manuscript {
  const trail = [...manuscript.trail];
  const deck = lay(
    { kind: 'deck', id: '', map: manuscript.map, trail },
    readDeckTexts(manuscript.map, part.pick),
    entryOf(part.map, 'deck'),
    translating,
    part,
  );
  const sections = translateSections(manuscript, translating, part);
  const slides = translateSlides({ ...manuscript, sections }, translating, part);
  return { ...slides, map: deck, trail };
}

function translateSections(
  manuscript: Manuscript,
  translating: Translating,
  part: Part,
): Manuscript['sections'] {
  const entries = entriesOf(part.map, 'sections', translating.diagnostics);
  reportLost(
    'section',
    entries,
    manuscript.sections.map(({ id }) => id),
    translating,
    part,
    manuscript,
  );
  return manuscript.sections.map((section) => {
    if (section.map === undefined) return section;
    const trail = [...section.trail];
    const words = readSectionTexts(section.map, part.pick);
    const subject: Subject = { kind: 'section', id: section.id, map: section.map, trail };
    const own = entries.find(({ key }) => key === section.id);
    return { ...section, map: lay(subject, words, own, translating, part), trail };
  });
}

function translateSlides(manuscript: Manuscript, translating: Translating, part: Part): Manuscript {
  const entries = entriesOf(part.map, 'slides', translating.diagnostics);
  const ids = manuscriptSlides(manuscript).map(({ id }) => id);
  reportLost('slide', entries, ids, translating, part, manuscript);
  const { layout: usual } = namingOf(manuscript.map, translating.library, [], new Map());
  return mapSlides(manuscript, (slide) => {
    const layout = textOf(slide.map, 'layout') ?? usual;
    const fields = translating.library.layout(layout, slide.map.span).value?.contract.fields;
    // That there is no such layout is told when the slide is composed.
    if (fields === undefined) return slide;
    const trail = [...slide.trail];
    const words = readSlideTexts(slide.map, fields, part.pick);
    const subject: Subject = { kind: 'slide', id: slide.id, map: slide.map, trail };
    const own = entries.find(({ key }) => key === slide.id);
    return { ...slide, map: lay(subject, words, own, translating, part), trail };
  });
}

interface Subject {
  readonly kind: 'deck' | 'section' | 'slide';
  /** Empty for the deck. */
  readonly id: string;
  readonly map: MapNode;
  readonly trail: Trace[];
}

function lay(
  { kind, id, map, trail }: Subject,
  words: Translatable | undefined,
  entry: Entry | undefined,
  { locale, diagnostics, found }: Translating,
  { path, writer }: Part,
): MapNode {
  const written = entry === undefined || isNothing(entry.value) ? undefined : entry.value;
  if (words !== undefined) {
    const own = kind === 'deck' ? ['deck'] : [`${kind}s`, id];
    found.push({ path: [...path, ...own], words, ...(written === undefined ? {} : { written }) });
  }
  if (written === undefined) return map;
  const owner = kind === 'deck' ? 'the deck' : `${kind} \`${id}\``;
  const by = `locale \`${locale.name}\``;
  if (words !== undefined) {
    const result = layWords(words, written, { by, owner, writer, diagnostics, trail });
    return result.kind === 'map' ? result : map;
  }
  const message =
    writer === undefined
      ? `${owner} has no text to translate`
      : `profile \`${writer}\` writes no text of ${owner}`;
  diagnostics.push(
    diagnose('locale-left-over', message, {
      span: entry?.keySpan ?? written.span,
      hints: [
        writer === undefined
          ? 'take the entry out'
          : 'take the entry out, or translate the text of the base outside of `profiles`',
      ],
    }),
  );
  return map;
}

function entriesOf(map: MapNode, key: string, diagnostics: Diagnostic[]): readonly Entry[] {
  const value = entryOf(map, key)?.value;
  if (value === undefined || isNothing(value)) return [];
  return asMap(value, `\`${key}\` of a locale`, diagnostics)?.entries ?? [];
}

/** Names entries of slides and sections that are not there. */
function reportLost(
  kind: 'slide' | 'section',
  entries: readonly Entry[],
  known: readonly string[],
  { diagnostics }: Translating,
  { writer }: Part,
  manuscript: Manuscript,
): void {
  // What could not be read may hold it; that is told already.
  if (manuscript.sections.some(({ map }) => map === undefined)) return;
  for (const { key, keySpan } of entries.filter((entry) => !known.includes(entry.key))) {
    const where = writer === undefined ? 'the deck' : `profile \`${writer}\``;
    diagnostics.push(
      diagnose('locale-left-over', `${where} has no ${kind} \`${key}\``, {
        span: keySpan,
        fix: renameTo(key, known, keySpan),
        hints: [
          didYouMean(key, known),
          writer === undefined
            ? 'take the entry out; what a profile inserts belongs under `profiles`'
            : 'take the entry out',
        ],
      }),
    );
  }
}

/** All values of a manuscript. */
function textsOf({ map, sections }: Manuscript): ReadonlySet<Node> {
  const found = new Set<Node>();
  const add = (node: Node): void => {
    if (node.kind === 'scalar') found.add(node);
    else if (node.kind === 'sequence') for (const item of node.items) add(item);
    else for (const { value } of node.entries) add(value);
  };
  add(map);
  for (const section of sections) {
    if (section.map !== undefined) add(section.map);
    for (const slide of section.slides) add(slide.map);
  }
  return found;
}
