import { join as joinPath, sep } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import type { Field, Fields } from '../model/contract.ts';
import type { Deck, FieldGroup, FieldValue, Slide } from '../model/deck.ts';
import { drawnLetters, type RenderedSlide } from '../model/rendered.ts';
import { type FontFace, type FontRole, familiesOf, fontRoles, parseRange } from '../model/theme.ts';
import { join } from '../model/validation.ts';
import { parseCoverage } from '../read/font-file.ts';
import type { Check } from './subject.ts';

/** What another machine would draw with a font of its own, or as an empty box. */
export const glyphsCheck: Check = {
  codes: ['missing-glyph'],
  needs: 'slides',
  run: ({ host, rendered: { deck, sections } }) => {
    const fonts = new Fonts(host, deck);
    return sections.flatMap((section) => section.slides.flatMap((slide) => faultsOf(slide, deck, fonts)));
  },
};

/** Not drawn, or drawn by every face: blanks, controls, joiners, variation selectors, and the letters of ASCII. */
const needsNone = /[\s\x20-\x7e\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** Which characters the faces of a deck draw. Files are opened only for characters that come up. */
class Fonts {
  readonly #host: Host;
  readonly #builtIn: string;
  readonly #faces: ReadonlyMap<FontRole, readonly FontFace[]>;
  readonly #ranges = new Map<FontFace, [number, number][]>();
  readonly #coverage = new Map<string, ReadonlySet<number>>();
  readonly #known = new Map<string, boolean>();

  constructor(host: Host, { theme }: Deck) {
    this.#host = host;
    this.#builtIn = joinPath(host.packageRoot, 'themes', sep);
    this.#faces = new Map(
      fontRoles.map((role) => {
        const families = familiesOf(theme, role);
        return [role, theme.faces.filter(({ family }) => families.includes(family))];
      }),
    );
  }

  draws(character: string, role: FontRole): boolean {
    const key = `${role} ${character}`;
    const earlier = this.#known.get(key);
    if (earlier !== undefined) return earlier;
    const point = character.codePointAt(0) ?? 0;
    const faces = this.#faces.get(role) ?? [];
    // A theme without fonts of its own leaves the choice to the machine.
    const drawn = faces.length === 0 || faces.some((face) => this.#covers(face, point));
    this.#known.set(key, drawn);
    return drawn;
  }

  #covers(face: FontFace, point: number): boolean {
    const ranges = this.#ranges.get(face) ?? parseRange(face.range);
    this.#ranges.set(face, ranges);
    if (!ranges.some(([from, to]) => point >= from && point <= to)) return false;
    // What comes with Turnout says exactly what it draws, and a test holds it to that: no need to open the file.
    if (face.file.startsWith(this.#builtIn)) return true;
    const coverage = this.#coverage.get(face.file) ?? this.#read(face.file);
    this.#coverage.set(face.file, coverage);
    return coverage.has(point);
  }

  #read(file: string): ReadonlySet<number> {
    return parseCoverage(this.#host.readBytes(file)) ?? new Set();
  }
}

interface Text {
  readonly text: string;
  readonly path: string;
  readonly roles: readonly FontRole[];
}

const words: readonly FontRole[] = ['text', 'display'];

function faultsOf(rendered: RenderedSlide, deck: Deck, fonts: Fonts): Diagnostic[] {
  const { slide } = rendered;
  // Most slides end here, and taking the tags out of them costs more than all else in this check.
  const foreign = new Set(`${rendered.html}${rendered.notes}`.match(/[^\0-\x7e]/gu));
  if (
    [...foreign].every((each) => needsNone.test(each) || fontRoles.every((role) => fonts.draws(each, role)))
  )
    return [];
  const rare = [...drawnLetters(rendered)].filter(
    (character) => !needsNone.test(character) && fontRoles.some((role) => !fonts.draws(character, role)),
  );
  if (rare.length === 0) return [];
  const texts = [
    ...textsOf(slide.fields, slide.layout.contract.fields),
    { text: [...slide.notes.values()].join('\n'), path: 'notes', roles: ['text'] as const },
  ];
  const found = texts.map((each) => ({
    ...each,
    characters: rare.filter(
      (character) =>
        each.text.includes(character) && each.roles.some((role) => !fonts.draws(character, role)),
    ),
  }));
  // Written as an entity, or in the words of the deck around the slide.
  const rest = rare.filter(
    (character) =>
      !texts.some(({ text }) => text.includes(character)) &&
      words.some((role) => !fonts.draws(character, role)),
  );
  return [
    ...found
      .filter(({ characters }) => characters.length > 0)
      .map(({ path, characters }) => fault(characters, slide, path, slide.spans.get(path) ?? slide.span)),
    ...rest.map((character) => {
      const [path, span] = around(character, deck) ?? [undefined, slide.span];
      return fault([character], path === undefined ? slide : undefined, path, span);
    }),
  ];
}

function textsOf(values: FieldGroup, fields: Fields, at = ''): Text[] {
  return [...fields].flatMap(([name, field]) => {
    const value = values[name];
    return value === undefined ? [] : textOf(value, field, join(at, name));
  });
}

/** Strings of a value that are drawn. A picture's source and a link's target are not. */
function textOf(value: FieldValue, field: Field, path: string): Text[] {
  if (typeof value === 'string') {
    const roles: readonly FontRole[] = field.type === 'code' ? ['mono'] : words;
    return ['text', 'markdown', 'code'].includes(field.type) ? [{ text: value, path, roles }] : [];
  }
  if (typeof value !== 'object') return [];
  if (Array.isArray(value)) {
    const { item } = field;
    if (item === undefined) return [];
    return value.flatMap((each, index) => textOf(each, item, join(path, index)));
  }
  if (field.fields !== undefined) return textsOf(value as FieldGroup, field.fields, path);
  // Code with a language, a picture with a caption, a table: values that are made of texts.
  const roles: readonly FontRole[] = field.type === 'code' ? ['mono'] : words;
  const drawn = Object.entries(value as FieldGroup).filter(([key]) => !['src', 'alt', 'file'].includes(key));
  return [{ text: JSON.stringify(Object.fromEntries(drawn)), path, roles }];
}

/** The place in the deck's own texts where a character stands that layouts print on a slide. */
function around(character: string, deck: Deck): [string, Span] | undefined {
  const { title, subtitle, event, date } = deck;
  const own: Record<string, string | undefined> = { title, subtitle, event, date };
  own.authors = deck.authors.map(({ name, role, contact }) => `${name}${role}${contact}`).join('');
  const key = Object.keys(own).find((each) => own[each]?.includes(character));
  if (key !== undefined) return [key, deck.spans.get(key) ?? deck.span];
  for (const { title: heading, remark, spans, span } of deck.sections) {
    if (heading.includes(character)) return ['title', spans.get('title') ?? span];
    if (remark?.includes(character) === true) return ['remark', spans.get('remark') ?? span];
  }
  return undefined;
}

function fault(
  characters: readonly string[],
  slide: Slide | undefined,
  path: string | undefined,
  span: Span,
): Diagnostic {
  const named = characters
    .slice(0, 12)
    .map((each) => `\`${each}\` U+${(each.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
  const more = characters.length > 12 ? ` and ${characters.length - 12} more` : '';
  const place = [slide === undefined ? undefined : `slide \`${slide.id}\``, path && `\`${path}\``];
  return diagnose(
    'missing-glyph',
    `no font of the deck draws ${named.join(', ')}${more} (${place.filter(Boolean).join(', ')})`,
    {
      span,
      hints: [
        `name a font that has them under \`fonts\` in \`deck.yaml\`, such as \`- package: "${packageFor(characters)}"\``,
      ],
    },
  );
}

/** Packages that draw what themes lack, for the hint. Chinese and Korean have letters of their own. */
const packages: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Hangul}/u, 'noto-sans-kr'],
  [/\p{Script=Bopomofo}/u, 'noto-sans-tc'],
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u, 'noto-sans-jp'],
  [/\p{Script=Arabic}/u, 'ibm-plex-sans-arabic'],
  [/\p{Script=Hebrew}/u, 'noto-sans-hebrew'],
  [/\p{Script=Devanagari}/u, 'noto-sans-devanagari'],
  [/\p{Script=Thai}/u, 'noto-sans-thai'],
  [/\p{Emoji_Presentation}/u, 'noto-emoji'],
  [/[\p{Sm}\u2190-\u22ff]/u, 'noto-sans-math'],
  [/\p{S}/u, 'noto-sans-symbols-2'],
];

function packageFor(characters: readonly string[]): string {
  const found = packages.find(([script]) => characters.some((character) => script.test(character)));
  return `@fontsource/${found?.[1] ?? 'noto-sans'}`;
}
