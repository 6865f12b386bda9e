import { type Channel, channels } from './channel.ts';
import { withoutMarkers } from './note-steps.ts';
import { countWords } from './pace.ts';

/** Channels that an output may carry. */
export type OpenChannel = Exclude<Channel, 'private'>;
export const openChannels = channels.filter((each): each is OpenChannel => each !== 'private');

/** Markdown source of a slide's notes by channel; a channel without notes has no entry. */
export type Notes = ReadonlyMap<OpenChannel, string>;

/** The channels that an output carries unless somebody says otherwise. */
export const usualChannels: readonly OpenChannel[] = ['speaker'];

/** Words that the speaker says; addresses of links and pictures are not said. */
export function spokenWords(notes: Notes): number {
  return carriedWords(notes, ['speaker']);
}

/** Words of the notes for some channels, such as those that an edition carries. */
export function carriedWords(notes: Notes, carried: readonly OpenChannel[]): number {
  return countWords(carried.map((channel) => withoutAddresses(notes.get(channel) ?? '')).join('\n'));
}

/** Markdown without what nobody reads in it: addresses of links and pictures, and markers of steps. */
export function withoutAddresses(markdown: string): string {
  return withoutMarkers(markdown).replace(/\]\([^)\s]*(?:\s+"[^"]*")?\)/g, '] ');
}
