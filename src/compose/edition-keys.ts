import { channels } from '../model/channel.ts';
import type { Field, Fields } from '../model/contract.ts';

const text = (description: string, example: string): Field => ({
  type: 'text',
  description,
  required: false,
  example,
});

/** Keys of an item of `editions` in `deck.yaml`. */
export const editionFields: Fields = new Map<string, Field>([
  ['profile', text('for whom; several at once as `a+b`; the base unless given', 'training')],
  ['locale', text("in which language; the deck's own unless given", 'es')],
  [
    'formats',
    {
      type: 'list',
      item: text('`html`, or a format of `turnout pdf`', 'notes'),
      description: 'what is made; every format unless given',
      required: false,
    },
  ],
  ['duration', { type: 'minutes', description: 'the best edition that fits', required: false }],
  [
    'notes',
    {
      type: 'list',
      item: {
        type: 'choice',
        // `private` notes never leave the source.
        options: channels.filter((channel) => channel !== 'private'),
        description: 'channel',
        required: false,
      },
      description: 'whose notes go along; the HTML carries none unless given',
      required: false,
    },
  ],
  ['name', text('what its files are called; made of deck, profile and language unless given', 'workshop')],
]);

/** `editions` of `deck.yaml`. */
export const editionsField: Field = {
  type: 'list',
  item: { type: 'group', fields: editionFields, description: 'an edition', required: false },
  description: 'what `--matrix` makes; every profile in every language and format unless given',
  required: false,
};
