import type { Field, Fields, FieldType } from '../model/contract.ts';
import type { FieldGroup, FieldValue } from '../model/deck.ts';
import { markSafe } from '../model/html.ts';
import { isExternal } from '../model/link.ts';
import { highlightCode, parseLines, splitLines } from './highlight.ts';
import type { Markdown } from './markdown.ts';
import { safeString } from './templates.ts';

/** What turning values into a template's view needs. */
export interface ViewContext {
  readonly markdown: Markdown;
  /** Address of an image in the built deck, by its path as written. */
  readonly image: (path: string) => string | undefined;
  /** Address of a link, or undefined when it must not be one. */
  readonly link: (href: string) => string | undefined;
}

type View = (value: FieldValue, field: Field, context: ViewContext) => unknown;

const views: Partial<Record<FieldType, View>> = {
  text: (value, _field, { markdown }) => safeString(markdown.inline(String(value))),
  markdown: (value, _field, { markdown }) => safeString(markdown.block(String(value))),
  list: (value, field, context) =>
    (value as readonly FieldValue[]).map((each) =>
      field.item === undefined ? each : viewOf(each, field.item, context),
    ),
  group: (value, field, context) => viewFields(value as FieldGroup, field.fields ?? new Map(), context),
  image: (value, _field, { image, markdown }) => {
    const { src, alt, caption } = value as { src: string; alt?: string; caption?: string };
    return {
      src: image(src),
      alt: alt ?? '',
      ...(caption === undefined ? {} : { caption: safeString(markdown.inline(caption)) }),
    };
  },
  code: (value) => {
    const code =
      typeof value === 'string'
        ? { text: value }
        : (value as { text: string; language?: string; highlight?: string });
    const html = highlightCode(code.text, 'language' in code ? code.language : undefined);
    const lines = splitLines(html, parseLines('highlight' in code ? code.highlight : undefined));
    return {
      html: safeString(html),
      language: 'language' in code ? code.language : undefined,
      lines: lines.map((line) => ({
        ...line,
        html: safeString(markSafe(line.html === '' ? ' ' : line.html)),
      })),
    };
  },
  link: (value, _field, { link }) => ({ href: link(String(value)), external: isExternal(String(value)) }),
  table: (value, _field, { markdown }) => {
    const { header, rows, align } = value as {
      header: readonly string[];
      rows: readonly (readonly string[])[];
      align?: readonly string[];
    };
    const cells = (texts: readonly string[]): object[] =>
      texts.map((text, column) => ({
        html: safeString(markdown.inline(text)),
        align: align?.[column] ?? 'left',
      }));
    return { header: cells(header), rows: rows.map(cells) };
  },
};

/** The typed view of a slide's fields: safe HTML for text, plain values for the rest. */
export function viewFields(
  values: FieldGroup,
  fields: Fields,
  context: ViewContext,
): Record<string, unknown> {
  const view: Record<string, unknown> = {};
  for (const [name, field] of fields) {
    const value = values[name];
    if (value !== undefined && value !== '') view[name] = viewOf(value, field, context);
  }
  return view;
}

function viewOf(value: FieldValue, field: Field, context: ViewContext): unknown {
  return views[field.type]?.(value, field, context) ?? value;
}
