import type { Contract, Field, Fields } from '../model/contract.ts';

/**
 * What a template can name: an object's members, a list's items, or nothing further.
 * `unknown` is what a partial is handed: it is drawn in many scopes.
 */
export type Shape =
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, Shape> }
  | { readonly kind: 'list'; readonly item: Shape }
  | { readonly kind: 'leaf' }
  | { readonly kind: 'unknown' };

export const unknown: Shape = { kind: 'unknown' };
export const leaf: Shape = { kind: 'leaf' };

/** A map with these members. */
export function object(members: Readonly<Record<string, Shape>>): Shape {
  return { kind: 'object', members: new Map(Object.entries(members)) };
}

/** Members that hold nothing further. */
export function leaves(...names: readonly string[]): Readonly<Record<string, Shape>> {
  return Object.fromEntries(names.map((name) => [name, leaf]));
}

export const list = (item: Shape): Shape => ({ kind: 'list', item });

/** What `surroundings.ts` and `render.ts` put around a slide. */
const surroundings = {
  slide: object(leaves('id', 'number', 'total', 'steps', 'title', 'progress')),
  section: object(leaves('id', 'title', 'remark', 'index', 'count', 'minutes')),
  deck: object({
    ...leaves('title', 'subtitle', 'event', 'date', 'lang', 'width', 'height', 'duration'),
    authors: list(object(leaves('name', 'role', 'contact'))),
    sections: list(object(leaves('id', 'title', 'remark', 'minutes', 'index', 'clock', 'current', 'first'))),
  }),
};

/** The furniture sees what is around a slide and none of its fields. */
export const surroundingShape: Shape = object(surroundings);

/** What a layout's template sees. */
export function templateShape(contract: Contract): Shape {
  return object({ ...membersOf(contract.fields), ...surroundings });
}

function membersOf(fields: Fields): Record<string, Shape> {
  return Object.fromEntries([...fields].map(([name, field]) => [name, shapeOf(field)]));
}

const mediaLeaves = [
  ...['src', 'poster', 'alt', 'caption', 'transcript', 'audio'],
  ...['autoplay', 'loop', 'muted', 'start', 'end'],
];

/** The views of `view.ts`, by kind of field; what is not here prints as it is. */
const views: Partial<Record<Field['type'], (field: Field) => Shape>> = {
  list: (field) => list(field.item === undefined ? leaf : shapeOf(field.item)),
  group: (field) => object(membersOf(field.fields ?? new Map())),
  image: () => object(leaves('src', 'alt', 'caption')),
  media: () =>
    object({
      ...leaves(...mediaLeaves),
      captions: list(object(leaves('src', 'language', 'label', 'first'))),
    }),
  code: () => object({ ...leaves('html', 'language'), lines: list(object(leaves('number', 'html', 'lit'))) }),
  link: () => object(leaves('href', 'external')),
  table: () => {
    const cell = object(leaves('html', 'align'));
    return object({ header: list(cell), rows: list(list(cell)) });
  },
};

function shapeOf(field: Field): Shape {
  return views[field.type]?.(field) ?? leaf;
}

/** A text that is the same for the same shape: templates that were checked against one need not be checked again. */
export function shapeKey(shape: Shape): string {
  if (shape.kind === 'object') {
    const members = [...shape.members].map(([name, member]) => `${name}${shapeKey(member)}`);
    return `{${members.sort().join(',')}}`;
  }
  return shape.kind === 'list' ? `[${shapeKey(shape.item)}]` : shape.kind === 'leaf' ? '' : '*';
}
