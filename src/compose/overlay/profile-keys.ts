import { channels } from '../../model/channel.ts';
import type { Field, Fields } from '../../model/contract.ts';
import { deckFields } from '../deck-keys.ts';

const text = (description: string): Field => ({ type: 'text', description, required: false });
const tags = (description: string): Field => ({
  type: 'list',
  item: text('tag'),
  description,
  required: false,
});
const any = (description: string): Field => ({ type: 'any', description, required: false });

/** What outputs may carry: `private` notes never leave the source. */
export const carriedChannels = channels.filter((channel) => channel !== 'private');

/** Keys of `profiles/NAME.yaml` beside those of the deck. */
export const profileFields: Fields = new Map<string, Field>([
  ['about', text('one line on who this is for; `turnout profiles` shows it')],
  ['extends', any('profile or profiles that this one starts from')],
  [
    'notes',
    {
      type: 'list',
      item: { type: 'choice', options: carriedChannels, description: 'channel', required: false },
      description: 'channels of notes that outputs with notes carry',
      required: false,
    },
  ],
  ['keep', tags('only slides with one of these tags stay')],
  ['drop', tags('slides with one of these tags are left out')],
  ['changes', any('changes of slides and sections, in the order in which they are made')],
]);

/** Keys of `deck.yaml` that a profile may change. The order of sections is changed by `move`. */
export const overlaidDeckFields: Fields = new Map(
  [...deckFields].filter(([name]) => name !== 'sections' && name !== 'editions'),
);
