import { basename } from 'node:path';
import { type Checked, type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Source, Span } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import type { Author, Deck, FieldGroup, FieldValue, Section, Size, Slide } from '../model/deck.ts';
import { baseEdition, type EditionRequest, editionOf } from '../model/edition.ts';
import { directionOf } from '../model/language.ts';
import { type Manuscript, type ManuscriptSection, manuscriptSlides } from '../model/manuscript.ts';
import { describeNode, entryOf, type MapNode, textOf } from '../model/node.ts';
import { type OpenChannel, openChannels, usualChannels } from '../model/notes.ts';
import { type Theme, themeIn, withFonts } from '../model/theme.ts';
import { validateGroup } from '../model/validate.ts';
import type { Validation } from '../model/validation.ts';
import { readFonts } from '../read/fonts.ts';
import type { Library } from '../read/library.ts';
import { readDeckLines } from '../read/page-line.ts';
import { profileNames } from '../read/profiles.ts';
import { authorFields, deckFields, sectionFields } from './deck-keys.ts';
import { readEditions } from './editions.ts';
import { readIgnores } from './ignores.ts';
import { findDuplicates } from './manuscript.ts';
import { withheldFrom } from './notes-withheld.ts';
import { type Context, composeSlide, type Draft } from './slide.ts';
import { fillVariables } from './variables.ts';
import { settleVariables } from './variables-read.ts';
import { findUnused } from './variables-unused.ts';
import type { Scope } from './when.ts';
import { wordsOf } from './words.ts';

interface SectionDraft {
  readonly section: ManuscriptSection;
  readonly spans: ReadonlyMap<string, Span>;
  readonly keys: FieldGroup;
  readonly slides: readonly Draft[];
}

/**
 * Makes one deck of a manuscript and its overlays: validated, with defaults and variables filled in. No value when
 * anything is wrong.
 */
export function composeDeck(
  host: Host,
  manuscript: Manuscript,
  library: Library,
  request: EditionRequest = baseEdition,
): Checked<Deck> {
  const diagnostics: Diagnostic[] = [...findDuplicates(manuscriptSlides(manuscript))];
  const settled = settleVariables(host, manuscript, request);
  diagnostics.push(...settled.diagnostics);
  const variables = settled.value ?? new Map();
  const scope: Scope = {
    variables,
    profiles: manuscript.profiles ?? [],
    knownProfiles: profileNames(host, manuscript.folder),
    lang: textOf(manuscript.map, 'lang') ?? String(deckFields.get('lang')?.default),
  };
  const words = wordsOf(scope, diagnostics);
  const validation: Validation = { diagnostics, spans: new Map(), owner: 'a deck', ...words };
  const keys = validateGroup(manuscript.map, deckFields, validation);
  const named = library.theme(request.theme ?? String(keys.theme), validation.spans.get('theme'));
  diagnostics.push(...named.diagnostics);
  // An unknown theme must not hide what is wrong on the slides.
  const theme = named.value ?? library.theme(String(deckFields.get('theme')?.default)).value;
  diagnostics.push(...readEditions(host, manuscript.folder, keys.editions, validation.spans).diagnostics);
  const fonts = readFonts(host, manuscript.folder, keys.fonts, validation.spans);
  diagnostics.push(...fonts.diagnostics);

  const context: Context = {
    host,
    folder: manuscript.folder,
    library,
    theme: named.value,
    scope,
    defaults: (keys.defaults ?? {}) as FieldGroup,
    sameness: samenessOf(scope, keys.defaults),
    diagnostics,
  };
  const sections = manuscript.sections.flatMap((section) => composeSection(section, context) ?? []);
  const deck =
    theme === undefined
      ? undefined
      : assembleDeck(
          manuscript,
          request,
          keys,
          withFonts(theme, fonts.value ?? []),
          sections,
          readAuthors(manuscript.map, validation),
          validation,
        );
  // Where a name is wrong, the one that was meant is not used, and that is no second fault.
  if (!diagnostics.some(({ code }) => code === 'unknown-variable'))
    diagnostics.push(...findUnused(host, manuscript, variables));
  // Unknown variables in it are reported above.
  const fillPrint = (text: string, span: Span): string => fillVariables(text, variables, span, []);
  const print = readDeckLines(manuscript.map, { fill: fillPrint, diagnostics });
  return {
    ...(deck === undefined ? {} : { value: print === undefined ? deck : { ...deck, print } }),
    diagnostics,
  };
}

/** Two that are the same text make the same of every slide. */
function samenessOf({ variables, ...scope }: Scope, defaults: FieldValue | undefined): string {
  return JSON.stringify([scope, [...variables], defaults ?? null], (key, value: unknown) =>
    key === 'source' ? (value as Source).path : value,
  );
}

function readAuthors(deck: MapNode, validation: Validation): Author[] {
  const node = entryOf(deck, 'authors')?.value;
  if (node?.kind !== 'sequence') return [];
  return node.items.flatMap((item): Author[] => {
    if (item.kind === 'scalar') return [{ name: validation.fill?.(item.text, item.span) ?? item.text }];
    if (item.kind === 'map') {
      const author = validateGroup(item, authorFields, { ...validation, owner: 'an author' });
      return typeof author.name === 'string' ? [author as unknown as Author] : [];
    }
    validation.diagnostics.push(
      diagnose('wrong-type', `an author is a name or a map with \`name\`, this is ${describeNode(item)}`, {
        span: item.span,
      }),
    );
    return [];
  });
}

function composeSection(section: ManuscriptSection, context: Context): SectionDraft | undefined {
  if (section.map === undefined) return undefined;
  const { diagnostics } = context;
  const words = wordsOf(context.scope, diagnostics);
  const validation: Validation = { diagnostics, spans: new Map(), owner: 'a section', ...words };
  const keys = validateGroup(section.map, sectionFields, validation, { place: section.place });
  const slides = section.slides.flatMap((slide) => composeSlide(slide, context) ?? []);
  return { section, keys, spans: validation.spans, slides };
}

function assembleDeck(
  manuscript: Manuscript,
  request: EditionRequest,
  keys: FieldGroup,
  theme: Theme,
  drafts: readonly SectionDraft[],
  authors: readonly Author[],
  { spans, diagnostics }: Validation,
): Deck {
  let number = 0;
  const sections = drafts.map(({ section: file, keys: section, slides, spans }): Section => {
    const shown = slides
      .filter((slide) => !slide.hidden)
      .map(({ secret: _, ...slide }): Slide => ({ ...slide, number: ++number }));
    const sum = shown.reduce((total, slide) => total + (slide.minutes ?? 0), 0);
    const minutes = typeof section.minutes === 'number' ? section.minutes : sum > 0 ? sum : undefined;
    return {
      id: file.id,
      title: String(section.title ?? file.id),
      ...optional('remark', section.remark),
      ...(minutes === undefined ? {} : { minutes }),
      slides: shown,
      span: file.span,
      spans,
    };
  });
  return {
    name: basename(manuscript.folder),
    folder: manuscript.folder,
    edition: editionOf(request),
    title: String(keys.title ?? basename(manuscript.folder)),
    ...optional('subtitle', keys.subtitle),
    authors,
    ...optional('event', keys.event),
    ...optional('date', keys.date),
    lang: String(keys.lang),
    dir: directionOf(String(keys.lang)),
    ...optional('description', keys.description),
    keywords: (keys.keywords ?? []) as readonly string[],
    theme: themeIn(theme, String(keys.lang)),
    size: keys.size as unknown as Size,
    ...optional('duration', keys.duration),
    ...optional('starts', keys.starts),
    sections: sections.filter((section) => section.slides.length > 0),
    hidden: new Set(
      drafts.flatMap(({ slides }) => slides.filter(({ hidden }) => hidden).map(({ id }) => id)),
    ),
    dropped: manuscript.dropped,
    channels: channelsOf(manuscript, request),
    withheld: withheldFrom(drafts.flatMap(({ slides }) => slides)),
    ignores: [
      ...readIgnores(keys.ignore, spans, undefined, diagnostics),
      ...drafts.flatMap(({ slides }) => slides.flatMap(({ ignores }) => ignores)),
    ],
    spans,
    span: { source: manuscript.source, start: 0, end: 0 },
  };
}

function channelsOf(manuscript: Manuscript, { notesFor }: EditionRequest): readonly OpenChannel[] {
  const wanted: readonly string[] = notesFor ?? manuscript.notes ?? usualChannels;
  return openChannels.filter((each) => wanted.includes(each));
}

/** Validation has seen to the type; `exactOptionalPropertyTypes` wants an absent key, not an undefined one. */
function optional<K extends string>(key: K, value: FieldValue | undefined): { [key in K]?: never } {
  return value === undefined ? {} : ({ [key]: value } as unknown as { [key in K]?: never });
}
