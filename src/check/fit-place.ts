import { basename } from 'node:path';
import type { Span } from '../diagnostics/source.ts';
import type { Field, Fields } from '../model/contract.ts';
import type { Deck, FieldValue, Section, Slide } from '../model/deck.ts';
import { join } from '../model/validation.ts';

/** Where a fault belongs in the YAML, and what it is called in a message. */
export interface Place {
  readonly span: Span;
  readonly name: string;
  /** The layout's field; undefined for what comes from the deck or from the layout itself. */
  readonly field?: Field | undefined;
}

/** What is looked at: a slide of a section of a deck. */
export interface Subject {
  readonly deck: Deck;
  readonly section: Section;
  readonly slide: Slide;
}

/**
 * Finds what the marks of the page name: `points.0`, `code#3` (a line of it), `@deck.title`, `@sections.2.title`,
 * `src:assets/x.png`. Texts without a mark are the layout's own, or the section's title in the furniture.
 */
export function findPlace(subject: Subject, mark: string | undefined, words: string): Place {
  const { slide, section } = subject;
  if (mark?.startsWith('src:')) return findPicture(slide, decodeURIComponent(mark.slice('src:'.length)));
  if (mark?.startsWith('@')) return findAround(subject, mark);
  if (mark !== undefined) return findField(slide, mark);
  const isTitle = words.endsWith('…')
    ? section.title.startsWith(words.slice(0, -1))
    : words === section.title;
  if (isTitle) return findAround(subject, '@section.title');
  return { span: slide.span, name: words === '' ? `slide \`${slide.id}\`` : `the text \`${words}\`` };
}

function findField(slide: Slide, mark: string): Place {
  const [path = '', line] = mark.split('#');
  const span = nearestSpan(slide.spans, path) ?? slide.span;
  const field = fieldAt(slide.layout.contract.fields, path);
  if (line === undefined) return { span, name: `\`${path}\``, field };
  return {
    span: lineSpan(span, String(valueAt(slide.fields, path) ?? ''), Number(line)),
    name: `line ${line} of \`${path}\``,
    field,
  };
}

/** The place of `points.0.title`, else of what holds it. */
function nearestSpan(spans: ReadonlyMap<string, Span>, path: string): Span | undefined {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length--) {
    const span = spans.get(parts.slice(0, length).join('.'));
    if (span !== undefined) return span;
  }
  return undefined;
}

/** Code stands in the YAML line by line; one that was written otherwise is pointed at as a whole. */
function lineSpan(span: Span, code: string, line: number): Span {
  const lines = code.split('\n').slice(0, line);
  let at = span.start;
  for (const [index, text] of lines.entries()) {
    const wanted = text.trim();
    const found = span.source.text.indexOf(wanted, at);
    if (found < 0 || found + wanted.length > span.end) return span;
    if (index === line - 1) return { source: span.source, start: found, end: found + wanted.length };
    at = found + wanted.length;
  }
  return span;
}

function findAround({ deck, section, slide }: Subject, mark: string): Place {
  const [owner, first = '', second] = mark.split('.');
  if (owner === '@deck') return { span: deck.spans.get(first) ?? deck.span, name: `the deck's \`${first}\`` };
  const named = owner === '@sections' ? deck.sections[Number(first)] : section;
  const key = second ?? first;
  return {
    span: named?.spans.get(key) ?? named?.span ?? slide.span,
    name: `\`${key}\` of section \`${named?.id ?? section.id}\``,
  };
}

/** `href`: its path in the built deck. */
export function findPicture(slide: Slide, href: string): Place {
  const name = `the picture \`${href}\``;
  const { background } = slide;
  if (background !== undefined && 'image' in background && background.image.href === href) {
    return { span: slide.spans.get('background') ?? slide.span, name };
  }
  const path = picturePath(slide.fields, '', slide, href);
  if (path !== undefined) {
    return {
      span: slide.spans.get(join(path, 'src')) ?? nearestSpan(slide.spans, path) ?? slide.span,
      name,
    };
  }
  const start = slide.span.source.text.indexOf(basename(href), slide.span.start);
  const isInSlide = start >= 0 && start < slide.span.end;
  const end = start + basename(href).length;
  return { span: isInSlide ? { source: slide.span.source, start, end } : slide.span, name };
}

function picturePath(
  value: FieldValue | undefined,
  path: string,
  slide: Slide,
  href: string,
): string | undefined {
  if (typeof value !== 'object') return undefined;
  const { src } = value as { readonly src?: unknown };
  if (typeof src === 'string' && slide.assets.get(src)?.href === href) return path;
  for (const [key, part] of Object.entries(value)) {
    const found = picturePath(part as FieldValue, join(path, key), slide, href);
    if (found !== undefined) return found;
  }
  return undefined;
}

function valueAt(value: FieldValue | undefined, path: string): FieldValue | undefined {
  return path
    .split('.')
    .reduce<FieldValue | undefined>(
      (at, key) =>
        typeof at === 'object' ? (at as Readonly<Record<string, FieldValue | undefined>>)[key] : undefined,
      value,
    );
}

function fieldAt(fields: Fields, path: string): Field | undefined {
  const [first = '', ...rest] = path.split('.');
  return rest.reduce<Field | undefined>(
    (field, key) => (/^\d+$/.test(key) ? field?.item : field?.fields?.get(key)) ?? field,
    fields.get(first),
  );
}
