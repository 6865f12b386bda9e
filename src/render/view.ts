import type { Field, Fields, FieldType } from '../model/contract.ts';
import type { FieldGroup, FieldValue } from '../model/deck.ts';
import { markSafe, type SafeHtml } from '../model/html.ts';
import { isExternal } from '../model/link.ts';
import { type CaptionFile, captionsOf, isAudioPath } from '../model/media-fields.ts';
import { join } from '../model/validation.ts';
import type { CaptionTrack } from './captions.ts';
import { safeString } from './engine.ts';
import { highlightCode, parseLines, splitLines } from './highlight.ts';
import type { Markdown } from './markdown.ts';

/** What turning values into a template's view needs. */
export interface ViewContext {
  readonly markdown: Markdown;
  /** Address of an image in the built deck, by its path as written. */
  readonly image: (path: string) => string | undefined;
  /** What a player is told of captions. */
  readonly captions: (files: readonly CaptionFile[]) => readonly CaptionTrack[];
  /** Address of a link, or undefined when it must not be one. */
  readonly link: (href: string) => string | undefined;
  /** Told of the HTML of each text and where it came from (`points.0`); gives back what is printed. */
  readonly mark: (path: string, html: SafeHtml) => SafeHtml;
}

type View = (value: FieldValue, field: Field, context: ViewContext, path: string) => unknown;

const views: Partial<Record<FieldType, View>> = {
  text: (value, _field, { markdown, mark }, path) => safeString(mark(path, markdown.inline(String(value)))),
  markdown: (value, _field, { markdown, mark }, path) =>
    safeString(mark(path, markdown.block(String(value)))),
  list: (value, field, context, path) =>
    (value as readonly FieldValue[]).map((each, index) =>
      field.item === undefined ? each : viewOf(each, field.item, context, join(path, index)),
    ),
  group: (value, field, context, path) =>
    viewFields(value as FieldGroup, field.fields ?? new Map(), context, path),
  image: (value, _field, { image, markdown, mark }, path) => {
    const { src, alt, caption } = value as { src: string; alt?: string; caption?: string };
    return {
      src: image(src),
      alt: alt ?? '',
      ...(caption === undefined
        ? {}
        : { caption: safeString(mark(join(path, 'caption'), markdown.inline(caption))) }),
    };
  },
  media: mediaView,
  code: (value, _field, { mark }, path) => {
    const code =
      typeof value === 'string'
        ? { text: value }
        : (value as { text: string; language?: string; highlight?: string });
    const html = highlightCode(code.text, 'language' in code ? code.language : undefined);
    const lines = splitLines(html, parseLines('highlight' in code ? code.highlight : undefined));
    const place = typeof value === 'string' ? path : join(path, 'text');
    return {
      html: safeString(mark(place, html)),
      language: 'language' in code ? code.language : undefined,
      lines: lines.map((line) => ({
        ...line,
        html: safeString(mark(`${place}#${line.number}`, markSafe(line.html === '' ? ' ' : line.html))),
      })),
    };
  },
  link: (value, _field, { link }) => ({ href: link(String(value)), external: isExternal(String(value)) }),
  table: (value, _field, { markdown, mark }, path) => {
    const { header, rows, align } = value as {
      header: readonly string[];
      rows: readonly (readonly string[])[];
      align?: readonly string[];
    };
    const cells = (texts: readonly string[], row: string): object[] =>
      texts.map((text, column) => ({
        html: safeString(mark(join(row, column), markdown.inline(text))),
        align: align?.[column] ?? 'left',
      }));
    return {
      header: cells(header, join(path, 'header')),
      rows: rows.map((row, index) => cells(row, join(join(path, 'rows'), index))),
    };
  },
};

function mediaView(value: FieldValue, _field: Field, context: ViewContext, path: string): unknown {
  const media = value as FieldGroup;
  const { image, captions, markdown, mark } = context;
  const { src, poster, alt, caption, transcript } = media as Readonly<Record<string, string | undefined>>;
  const { autoplay, loop, muted, start, end } = media;
  return {
    ...{ autoplay, loop, muted, start, end },
    src: image(src ?? ''),
    alt: alt ?? '',
    audio: isAudioPath(src ?? ''),
    captions: captions(captionsOf(media)),
    ...(poster === undefined ? {} : { poster: image(poster) }),
    ...(caption === undefined
      ? {}
      : { caption: safeString(mark(join(path, 'caption'), markdown.inline(caption))) }),
    ...(transcript === undefined
      ? {}
      : { transcript: safeString(mark(join(path, 'transcript'), markdown.block(transcript))) }),
  };
}

/** The typed view of a slide's fields: safe HTML for text, plain values for the rest. */
export function viewFields(
  values: FieldGroup,
  fields: Fields,
  context: ViewContext,
  path = '',
): Record<string, unknown> {
  const view: Record<string, unknown> = {};
  for (const [name, field] of fields) {
    const value = values[name];
    if (value !== undefined && value !== '') view[name] = viewOf(value, field, context, join(path, name));
  }
  return view;
}

function viewOf(value: FieldValue, field: Field, context: ViewContext, path: string): unknown {
  return views[field.type]?.(value, field, context, path) ?? value;
}
