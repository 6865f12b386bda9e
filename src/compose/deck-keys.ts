import { type Field, type Fields, priorities } from '../model/contract.ts';
import { fontRoles } from '../model/theme.ts';
import { printFields } from '../read/print-format-keys.ts';
import { editionsField } from './edition-keys.ts';

const text = (description: string, required = false): Field => ({ type: 'text', description, required });
const optional = (type: Field['type'], description: string): Field => ({
  type,
  description,
  required: false,
});

/** How reveal.js may change slides; `none` is the default because it cannot be late. */
const transition: Field = {
  type: 'choice',
  options: ['none', 'fade', 'slide', 'convex', 'concave', 'zoom'],
  description: 'how the slide comes in',
  required: false,
};

/** Code to reason, for warnings that are not wanted. */
const ignore: Field = {
  type: 'map',
  item: {
    type: 'text',
    description: 'why the warning does not apply',
    required: false,
    example: 'the speaker pauses here',
  },
  description: 'codes of warnings that are not wanted, each with the reason',
  required: false,
};

/** A font for scripts that the theme does not draw. */
export const fontFields: Fields = new Map<string, Field>([
  ['package', { ...text('installed font package'), example: '@fontsource/noto-sans-jp' }],
  ['file', text("woff2, woff, ttf or otf file in the deck's folder")],
  ['family', text('CSS family name; as the package or the file says unless given')],
  ['weight', text('CSS weight; the weights `400` and `700` of a package unless given')],
  ['style', text('`normal` or `italic`')],
  ['range', text('CSS unicode-range that the font is for')],
  [
    'for',
    {
      type: 'choice',
      options: [...fontRoles],
      description: 'the only use of the font; all three unless given',
      required: false,
    },
  ],
]);

/** The layout of slides when neither they nor `defaults` name one. */
export const fallbackLayout = 'bullets';

const layout = text('layout of the slide');
const steps = optional('flag', 'parts appear one by one');
const background = optional(
  'any',
  'a colour role such as `surface`, or a picture: `{ image: assets/x.jpg, alt: … }`',
);

/** Keys of `deck.yaml`. */
export const deckFields: Fields = new Map<string, Field>([
  ['title', text('title of the talk', true)],
  ['subtitle', text('line under the title')],
  [
    'authors',
    {
      type: 'list',
      item: optional('any', 'a name, or `{ name, role, contact }`'),
      description: 'who speaks',
      required: false,
    },
  ],
  ['event', text('where the talk is given')],
  ['date', text('date; `2026-06-11` is printed in the form of the language, other text as written')],
  ['lang', { ...text('language, e.g. `en` or `pt-BR`'), default: 'en' }],
  ['description', text('one or two sentences about the talk')],
  ['keywords', { type: 'list', item: text('keyword'), description: 'for the PDF', required: false }],
  ['theme', { ...text('theme of the deck'), default: 'night-line' }],
  [
    'fonts',
    {
      type: 'list',
      item: { type: 'group', fields: fontFields, description: 'a font', required: false },
      description: 'fonts for scripts that the theme does not draw',
      required: false,
    },
  ],
  [
    'size',
    {
      ...optional('size', '`16:9`, `4:3`, or width and height in px'),
      default: { width: 1280, height: 720 },
    },
  ],
  ['duration', optional('minutes', 'how long the talk is')],
  ['starts', optional('clock', 'time of day at which it begins')],
  ['variables', optional('any', 'names to use as `{{name}}` in texts and in conditions')],
  [
    'print',
    { type: 'group', fields: printFields, description: 'what stands around printed pages', required: false },
  ],
  ['ignore', ignore],
  ['editions', editionsField],
  [
    'sections',
    {
      type: 'list',
      item: {
        type: 'any',
        description: 'name of a section, or `use` and a file of another deck',
        required: false,
      },
      description: 'sections in order',
      required: false,
    },
  ],
  [
    'defaults',
    {
      type: 'group',
      fields: new Map<string, Field>([
        ['layout', layout],
        ['transition', transition],
        ['background', text('a colour role such as `surface`')],
        ['steps', steps],
      ]),
      description: 'what slides have unless they say otherwise',
      required: false,
    },
  ],
]);

export const authorFields: Fields = new Map<string, Field>([
  ['name', text('name', true)],
  ['role', text('what they do')],
  ['contact', text('how to reach them')],
]);

/** Keys of a section file. */
export const sectionFields: Fields = new Map<string, Field>([
  ['title', text('title of the section', true)],
  ['remark', text('short remark for the departure board')],
  ['minutes', optional('minutes', 'planned time')],
  ['slides', optional('any', 'slides in order')],
]);

/** Keys that every slide has, whatever its layout. */
export const slideFields: Fields = new Map<string, Field>([
  ['id', text('unique name of the slide')],
  ['layout', layout],
  ['when', optional('any', 'condition under which the slide is in the deck')],
  [
    'notes',
    optional(
      'any',
      'what the speaker says, `[step]` at the beginning of a line opens the next step; or a map of channels',
    ),
  ],
  ['minutes', optional('minutes', 'planned time')],
  [
    'priority',
    {
      type: 'choice',
      options: priorities,
      description: 'how much it matters when time is short; `should` unless the layout says otherwise',
      required: false,
    },
  ],
  ['background', background],
  ['transition', transition],
  ['steps', steps],
  ['hidden', optional('flag', 'left out of the deck')],
  [
    'tags',
    {
      type: 'list',
      item: text('tag'),
      description: 'words by which profiles keep or drop slides',
      required: false,
    },
  ],
  ['ignore', ignore],
]);

export const backgroundFields: Fields = new Map<string, Field>([
  ['image', text("path of the picture in the deck's folder", true)],
  ['alt', text('what it shows; `""` for decoration')],
]);
