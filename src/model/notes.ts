import { type Channel, channels } from './channel.ts';
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
  return countWords(withoutAddresses(notes.get('speaker') ?? ''));
}

/** Markdown without the addresses of its links and pictures. */
export function withoutAddresses(markdown: string): string {
  return markdown.replace(/\]\([^)\s]*(?:\s+"[^"]*")?\)/g, '] ');
}
