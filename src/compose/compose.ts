import { basename } from 'node:path';
import { type Checked, type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import type { Author, Deck, FieldGroup, FieldValue, Section, Size, Slide } from '../model/deck.ts';
import { describeNode, entryOf, type MapNode, type Node } from '../model/node.ts';
import type { Theme } from '../model/theme.ts';
import { validateGroup } from '../model/validate.ts';
import type { Validation } from '../model/validation.ts';
import type { DeckFiles, SectionFile } from '../read/deck-files.ts';
import type { Library } from '../read/library.ts';
import { authorFields, deckFields, sectionFields } from './deck-keys.ts';
import { readIgnores } from './ignores.ts';
import { type Context, composeSlide, type Draft } from './slide.ts';
import { fillVariables, type Variables } from './variables.ts';

interface SectionDraft {
  readonly file: SectionFile;
  readonly spans: ReadonlyMap<string, Span>;
  readonly keys: FieldGroup;
  readonly slides: readonly Draft[];
}

/** Makes one deck of the files: validated, with defaults and variables filled in. No value when anything is wrong. */
export function composeDeck(host: Host, files: DeckFiles, library: Library): Checked<Deck> {
  const diagnostics: Diagnostic[] = [];
  const variables = readVariables(files.map);
  const fill = (text: string, span: Span): string => fillVariables(text, variables, span, diagnostics);
  const validation: Validation = { diagnostics, spans: new Map(), owner: 'a deck', fill };
  const keys = validateGroup(files.map, deckFields, validation);
  const named = library.theme(String(keys.theme), validation.spans.get('theme'));
  diagnostics.push(...named.diagnostics);
  // An unknown theme must not hide what is wrong on the slides.
  const theme = named.value ?? library.theme(String(deckFields.get('theme')?.default)).value;

  const context: Context = {
    host,
    folder: files.folder,
    library,
    theme: named.value,
    variables,
    defaults: (keys.defaults ?? {}) as FieldGroup,
    diagnostics,
  };
  const sections = files.sections.flatMap((file) => composeSection(file, fill, context) ?? []);
  if (files.sections.length === 0 && entryOf(files.map, 'sections') === undefined)
    diagnostics.push(emptyDeck(files));
  checkIds(sections, context);
  const deck =
    theme === undefined
      ? undefined
      : assembleDeck(files, keys, theme, sections, readAuthors(files.map, validation), validation);
  return { ...(deck === undefined ? {} : { value: deck }), diagnostics };
}

function emptyDeck(files: DeckFiles): Diagnostic {
  return diagnose('empty-deck', 'the deck has no section', {
    span: { source: files.source, start: 0, end: 0 },
    hints: ['make the file `sections/10-opening.yaml` with a `title` and `slides`'],
  });
}

/** Variables are read before everything else, because every text may use them. */
function readVariables(deck: MapNode): Variables {
  const node = entryOf(deck, 'variables')?.value;
  if (node?.kind !== 'map') return new Map();
  return new Map(
    node.entries.flatMap(({ key, value }): [string, string][] =>
      value.kind === 'scalar' ? [[key, value.text]] : [],
    ),
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

function composeSection(
  file: SectionFile,
  fill: NonNullable<Validation['fill']>,
  context: Context,
): SectionDraft | undefined {
  if (file.map === undefined) return undefined;
  const { diagnostics } = context;
  const validation: Validation = { diagnostics, spans: new Map(), owner: 'a section', fill };
  const keys = validateGroup(file.map, sectionFields, validation);
  const draft = { file, keys, spans: validation.spans };
  const entry = entryOf(file.map, 'slides');
  const list = entry?.value;
  if (list === undefined || isEmpty(list)) {
    diagnostics.push(emptySection(file.id, entry?.keySpan ?? file.map.entries[0]?.keySpan ?? file.map.span));
    return { ...draft, slides: [] };
  }
  if (list.kind !== 'sequence') {
    diagnostics.push(
      diagnose('wrong-type', `\`slides\` must be a list of slides, this is ${describeNode(list)}`, {
        span: list.span,
        hints: ['begin each slide with `- layout: …`'],
      }),
    );
    return { ...draft, slides: [] };
  }
  const slides = list.items.flatMap((item, index) => {
    if (item.kind === 'map') return composeSlide(item, `${file.id}-${index + 1}`, context) ?? [];
    diagnostics.push(
      diagnose('wrong-type', `a slide is a map of keys, this is ${describeNode(item)}`, {
        span: item.span,
        hints: ['begin it with `- layout: …`'],
      }),
    );
    return [];
  });
  return { ...draft, slides };
}

function isEmpty(list: Node): boolean {
  return (
    (list.kind === 'scalar' && list.value === null) || (list.kind === 'sequence' && list.items.length === 0)
  );
}

function emptySection(id: string, span: Span): Diagnostic {
  return diagnose('empty-section', `section \`${id}\` has no slide`, {
    span,
    hints: [
      'add one under `slides:`, beginning with `- layout: statement`',
      'or take the section out of `sections` in `deck.yaml`',
    ],
  });
}

/** Ids are unique in the deck, hidden slides included: a slide must not change its meaning by being hidden. */
function checkIds(sections: readonly SectionDraft[], context: Context): void {
  const seen = new Map<string, Draft>();
  for (const draft of sections.flatMap((section) => section.slides)) {
    const earlier = seen.get(draft.id);
    if (earlier === undefined) {
      seen.set(draft.id, draft);
      continue;
    }
    context.diagnostics.push(
      diagnose('duplicate-id', `two slides have the id \`${draft.id}\``, {
        span: draft.idSpan,
        hints: [`give this one an id of its own, such as \`id: ${draft.id}-2\``],
        related: [{ message: 'the other one is here', span: earlier.idSpan }],
      }),
    );
  }
}

function assembleDeck(
  files: DeckFiles,
  keys: FieldGroup,
  theme: Theme,
  drafts: readonly SectionDraft[],
  authors: readonly Author[],
  { spans, diagnostics }: Validation,
): Deck {
  let number = 0;
  const sections = drafts.map(({ file, keys: section, slides, spans }): Section => {
    const shown = slides
      .filter((slide) => !slide.hidden)
      .map((slide): Slide => ({ ...slide, number: ++number }));
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
    name: basename(files.folder),
    folder: files.folder,
    title: String(keys.title ?? basename(files.folder)),
    ...optional('subtitle', keys.subtitle),
    authors,
    ...optional('event', keys.event),
    ...optional('date', keys.date),
    lang: String(keys.lang),
    ...optional('description', keys.description),
    keywords: (keys.keywords ?? []) as readonly string[],
    theme,
    size: keys.size as unknown as Size,
    ...optional('duration', keys.duration),
    ...optional('starts', keys.starts),
    sections: sections.filter((section) => section.slides.length > 0),
    hidden: new Set(
      drafts.flatMap(({ slides }) => slides.filter(({ hidden }) => hidden).map(({ id }) => id)),
    ),
    ignores: [
      ...readIgnores(keys.ignore, spans, undefined, diagnostics),
      ...drafts.flatMap(({ slides }) => slides.flatMap(({ ignores }) => ignores)),
    ],
    spans,
    span: { source: files.source, start: 0, end: 0 },
  };
}

/** Validation has seen to the type; `exactOptionalPropertyTypes` wants an absent key, not an undefined one. */
function optional<K extends string>(key: K, value: FieldValue | undefined): { [key in K]?: never } {
  return value === undefined ? {} : ({ [key]: value } as unknown as { [key in K]?: never });
}
