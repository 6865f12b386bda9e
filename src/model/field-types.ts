import { didYouMean, renameTo } from '../diagnostics/nearest.ts';
import type { Field, FieldType } from './contract.ts';
import type { FieldGroup, FieldValue } from './deck.ts';
import {
  clockPattern,
  codeFields,
  imageFields,
  namedSizes,
  parseMinutes,
  plainItem,
  sizeFields,
  tableFields,
} from './field-parts.ts';
import { shownItems } from './list-items.ts';
import { readMedia } from './media-fields.ts';
import { entryOf, type Node } from './node.ts';
import {
  checkBounds,
  join,
  keyPath,
  lastName,
  type Reader,
  type Recursion,
  report,
  type Validation,
  wrongType,
} from './validation.ts';

/** One reader a kind of field: node in, plain value out; what is wrong goes to the diagnostics. */
export const fieldReaders: Readonly<Record<FieldType, Reader>> = {
  text: readText,
  markdown: readText,
  code: readCode,
  link: readLink,
  image: readImage,
  media: readMedia,
  table: readTable,
  list: readList,
  group: (node, field, validation, path, parts) =>
    node.kind === 'map'
      ? parts.group(node, field.fields ?? new Map(), validation, { path })
      : wrongType(
          node,
          `a map with ${[...(field.fields?.keys() ?? [])].slice(0, 3).join(', ')}`,
          validation,
          path,
        ),
  number: (node, field, validation, path) => {
    if (node.kind !== 'scalar' || typeof node.value !== 'number')
      return wrongType(node, 'a number', validation, path);
    return checkBounds(node.value, '', node.span, field, validation, path) ? node.value : undefined;
  },
  flag: (node, _field, validation, path) =>
    node.kind === 'scalar' && typeof node.value === 'boolean'
      ? node.value
      : wrongFlag(node, validation, path),
  choice: (node, field, validation, path) => {
    const options = field.options ?? [];
    if (node.kind !== 'scalar') return wrongType(node, `one of ${options.join(', ')}`, validation, path);
    if (options.includes(node.text)) return node.text;
    report(
      validation,
      'unknown-choice',
      `\`${node.text}\` is not a choice of \`${lastName(path)}\``,
      node.span,
      [didYouMean(node.text, options) ?? `choose one of: ${options.join(', ')}`],
      renameTo(node.text, options, node.span),
    );
    return undefined;
  },
  minutes: readMinutes,
  clock: (node, _field, validation, path) => {
    const match = node.kind === 'scalar' ? clockPattern.exec(node.text) : null;
    if (match === null) return wrongType(node, 'a time of day such as `"09:00"`', validation, path);
    return Number(match[1]) * 60 + Number(match[2]);
  },
  size: readSize,
  map: (node, field, validation, path, parts) => {
    if (node.kind !== 'map') return wrongType(node, 'a map of names to values', validation, path);
    const item = field.item ?? plainItem;
    for (const { key, keySpan } of node.entries) validation.spans.set(keyPath(path, key), keySpan);
    const values = node.entries.map(({ key, value }) => [
      key,
      parts.value(value, item, validation, join(path, key)),
    ]);
    return Object.fromEntries(values.filter(([, value]) => value !== undefined));
  },
  any: (node) => plainValue(node),
};

function readText(node: Node, field: Field, validation: Validation, path: string): FieldValue | undefined {
  if (node.kind !== 'scalar') {
    return wrongType(node, 'text', validation, path, quotesHint(node));
  }
  const value = (validation.fill?.(node.text, node.span) ?? node.text).trim();
  checkBounds([...value].length, 'characters', node.span, field, validation, path);
  return value;
}

/** What YAML takes for a map or a list is a text without its quotes more often than not. */
function quotesHint(node: Node): string | undefined {
  const written = node.span.source.text.slice(node.span.start, node.span.end);
  if (/^[{[]/.test(written)) return `a text that begins with \`${written[0]}\` needs quotes around it`;
  return node.kind === 'map' && written.includes(': ')
    ? 'a text that holds `: ` needs quotes around it'
    : undefined;
}

function readCode(
  node: Node,
  field: Field,
  validation: Validation,
  path: string,
  parts: Recursion,
): FieldValue | undefined {
  if (node.kind === 'map') {
    // The bounds are the field's own, however its code is written.
    const { min, max } = field;
    const bounded = new Map(codeFields);
    const inner = codeFields.get('text');
    if (inner !== undefined)
      bounded.set('text', { ...inner, ...(min !== undefined && { min }), ...(max !== undefined && { max }) });
    const written = entryOf(node, 'text')?.value;
    if (written?.kind === 'map') return wrongType(written, 'code as text', validation, join(path, 'text'));
    const code = parts.group(node, bounded, validation, { path });
    return code.text === undefined ? undefined : code;
  }
  if (node.kind === 'sequence')
    return wrongType(
      node,
      'code as text',
      validation,
      path,
      'begin the code with `|` on the line of the key',
    );
  checkBounds([...node.text].length, 'characters', node.span, field, validation, path);
  return node.text.replace(/\s+$/, '');
}

function readLink(node: Node, _field: Field, validation: Validation, path: string): FieldValue | undefined {
  if (node.kind !== 'scalar') return wrongType(node, 'a link', validation, path);
  return (validation.fill?.(node.text, node.span) ?? node.text).trim();
}

function readImage(
  node: Node,
  _field: Field,
  validation: Validation,
  path: string,
  parts: Recursion,
): FieldValue | undefined {
  const isPath = node.kind === 'scalar';
  const image: FieldGroup | undefined = isPath
    ? { src: validation.fill?.(node.text, node.span) ?? node.text }
    : node.kind === 'map'
      ? parts.group(node, imageFields, validation, { path })
      : undefined;
  if (image === undefined)
    return wrongType(node, 'a picture: its path, or a map with `src` and `alt`', validation, path);
  if (typeof image.src !== 'string') return undefined;
  validation.onImage?.(image.src, validation.spans.get(join(path, 'src')) ?? node.span);
  if (
    image.alt === undefined &&
    !(node.kind === 'map' && node.entries.some((entry) => entry.key === 'alt'))
  ) {
    report(validation, 'missing-alt', `the picture \`${image.src}\` has no alternative text`, node.span, [
      isPath
        ? `write \`{ src: ${image.src}, alt: "what it shows" }\``
        : 'add `alt: what it shows`, or `alt: ""` for decoration',
    ]);
  }
  return image;
}

function readTable(
  node: Node,
  _field: Field,
  validation: Validation,
  path: string,
  parts: Recursion,
): FieldValue | undefined {
  if (node.kind !== 'map')
    return wrongType(node, 'a table: a map with `header` and `rows`', validation, path);
  const table = parts.group(node, tableFields, validation, { path });
  const columns = Array.isArray(table.header) ? table.header.length : 0;
  const rows = Array.isArray(table.rows) ? (table.rows as readonly (readonly FieldValue[])[]) : [];
  rows.forEach((row, index) => {
    if (row.length === columns) return;
    report(
      validation,
      'out-of-bounds',
      `row ${index + 1} has ${row.length} of the ${columns} cells that the header has`,
      validation.spans.get(join(join(path, 'rows'), index)) ?? node.span,
      ['give each row as many cells as the header; `""` for an empty one'],
    );
  });
  return table.header === undefined || table.rows === undefined ? undefined : table;
}

function readList(
  node: Node,
  field: Field,
  validation: Validation,
  path: string,
  parts: Recursion,
): FieldValue | undefined {
  const item = field.item ?? plainItem;
  const named = node.kind === 'scalar' ? validation.listNamed?.(node) : undefined;
  if (named === 'broken') return undefined;
  if (named !== undefined) {
    const { fill: _, ...plain } = validation;
    return readItems(named.items, node, field, plain, path, parts);
  }
  if (node.kind !== 'sequence') {
    return wrongType(
      node,
      `a list of ${plurals[item.type] ?? 'values'}`,
      validation,
      path,
      'begin each item on a line of its own with `- `',
    );
  }
  return readItems(shownItems(node.items, item, validation), node, field, validation, path, parts);
}

function readItems(
  items: readonly Node[],
  { span }: Node,
  field: Field,
  validation: Validation,
  path: string,
  parts: Recursion,
): FieldValue {
  checkBounds(items.length, 'items', span, field, validation, path);
  const item = field.item ?? plainItem;
  const values = items.map((each, index) => parts.value(each, item, validation, join(path, index)));
  return values.filter((value): value is FieldValue => value !== undefined);
}

const plurals: Partial<Record<FieldType, string>> = {
  text: 'texts',
  markdown: 'texts',
  group: 'maps',
  number: 'numbers',
  list: 'lists',
};

function readMinutes(
  node: Node,
  _field: Field,
  validation: Validation,
  path: string,
): FieldValue | undefined {
  const minutes = node.kind === 'scalar' ? parseMinutes(node.text) : undefined;
  return minutes ?? wrongType(node, 'minutes, such as `2`, `1.5` or `40m`', validation, path);
}

function readSize(
  node: Node,
  _field: Field,
  validation: Validation,
  path: string,
  parts: Recursion,
): FieldValue | undefined {
  if (node.kind === 'map') return parts.group(node, sizeFields, validation, { path });
  const named = node.kind === 'scalar' ? namedSizes[node.text] : undefined;
  return named ?? wrongType(node, '`16:9`, `4:3`, or a map with `width` and `height`', validation, path);
}

/** YAML 1.1 took `yes` and `off` for truth values, YAML 1.2 takes them for text. */
function wrongFlag(node: Node, validation: Validation, path: string): undefined {
  const written = node.kind === 'scalar' ? node.text : '';
  const meant = /^(?:yes|on|y)$/i.test(written)
    ? 'true'
    : /^(?:no|off|n)$/i.test(written)
      ? 'false'
      : undefined;
  if (meant === undefined) return wrongType(node, '`true` or `false`', validation, path);
  const fix = { span: node.span, text: meant };
  return wrongType(node, '`true` or `false`', validation, path, `write \`${meant}\``, fix);
}

/** The values alone, without their places. */
export function plainValue(node: Node): FieldValue {
  if (node.kind === 'scalar') return node.value ?? '';
  if (node.kind === 'sequence') return node.items.map(plainValue);
  return Object.fromEntries(node.entries.map((entry) => [entry.key, plainValue(entry.value)]));
}
