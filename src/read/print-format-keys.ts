import type { Field, Fields } from '../model/contract.ts';
import { sides } from '../model/page-text.ts';
import { arrangementNames, orientations, type PageDesign } from '../model/print-format.ts';

const text = (description: string): Field => ({ type: 'text', description, required: false });
const flag = (description: string): Field => ({ type: 'flag', description, required: false });
const number = (description: string, min: number, max: number): Field => ({
  type: 'number',
  description,
  required: false,
  min,
  max,
});
const choice = (options: readonly string[], description: string): Field => ({
  type: 'choice',
  options,
  description,
  required: false,
});
const group = (description: string, fields: Readonly<Record<string, Field>>): Field => ({
  type: 'group',
  description,
  fields: new Map(Object.entries(fields)),
  required: false,
});

/** Above or below on a page: `print` in `deck.yaml` and print formats have the same. */
export function pageLineField(description: string): Field {
  const where = (side: string): string => (side === 'center' ? 'in the middle' : `on the ${side}`);
  return group(
    description,
    Object.fromEntries(
      sides.map((side) => [
        side,
        text(`what stands ${where(side)}: words, and fields such as \`{section}\``),
      ]),
    ),
  );
}

/** Keys of `print` in `deck.yaml`. */
export const printFields: Fields = new Map<string, Field>([
  ['header', pageLineField('what stands above, on paper')],
  ['footer', pageLineField('what stands below, on paper')],
]);

/** What pages are like unless a format says otherwise. */
export const plainDesign: PageDesign = {
  orientation: 'portrait',
  arrange: 'one',
  columns: 1,
  rows: 1,
  slide: { width: 100, height: 100 },
  gap: 9,
  caption: 0,
  margin: { top: 22, side: 20, bottom: 20 },
  notes: false,
  lines: false,
  class: '',
  header: {},
  footer: { left: [{ field: 'title' }], right: [{ field: 'page' }, ' / ', { field: 'pages' }] },
};

/** What a format, or a variant of it, may say about pages. */
export const designFields: Fields = new Map<string, Field>([
  ['orientation', choice(orientations, 'how the paper lies unless somebody asks for the other way')],
  [
    'arrange',
    choice(
      arrangementNames,
      '`one`: a slide begins a page; `grid`: columns and rows; `flow`: one after another as there is room',
    ),
  ],
  ['columns', number('slides side by side in a grid', 1, 12)],
  ['rows', number('slides one below the other in a grid', 1, 12)],
  [
    'slide',
    group('most that a slide takes of the room, or of its place in a grid', {
      width: number('per cent of the width', 5, 100),
      height: number('per cent of the height', 5, 100),
    }),
  ],
  ['gap', number('least distance between the slides of a grid, in mm', 0, 60)],
  ['caption', number('height of the line below each slide of a grid, in mm', 0, 60)],
  [
    'margin',
    group('margins of the paper in mm; narrow paper has narrower ones at the sides', {
      top: number('above', 5, 80),
      side: number('left and right', 5, 80),
      bottom: number('below', 5, 80),
    }),
  ],
  ['notes', flag('whether speaker notes are printed')],
  ['lines', flag('ruled lines to write on, where a slide of a grid leaves room')],
  ['class', text("classes of `<main>`, for the format's CSS")],
  ['header', pageLineField('what stands above')],
  ['footer', pageLineField('what stands below')],
]);

const variantFields: Fields = new Map<string, Field>([
  ['when', { type: 'map', description: 'options and the values that they must have', required: true }],
  ['refuse', text('why these options cannot be had together')],
  ...designFields,
]);

/** Keys of `templates/print/<name>.yaml`. */
export const formatFields: Fields = new Map<string, Field>([
  ['description', { ...text('what a page holds, in a line'), required: true }],
  ['page', { ...choice(['paper', 'slide'], 'paper, or pages in the size of the slides'), default: 'paper' }],
  ...designFields,
  [
    'options',
    {
      type: 'map',
      item: {
        type: 'list',
        item: text('value'),
        description: 'values, the usual one first',
        required: false,
        min: 1,
      },
      description: 'options of `turnout pdf` that the format takes, with their values',
      required: false,
    },
  ],
  [
    'variants',
    {
      type: 'list',
      item: { type: 'group', fields: variantFields, description: 'a variant', required: false },
      description: 'what differs with the options; of several that apply, the last has the last word',
      required: false,
    },
  ],
]);
