import type { Span } from '../diagnostics/source.ts';
import { type OpenChannel, openChannels } from './notes.ts';

/** A text that an output must not carry. */
export interface Withheld {
  readonly text: string;
  /** What it belongs to: notes of a channel, private notes, or a slide that is not shown. */
  readonly kind: OpenChannel | 'private' | 'hidden';
  /** Id of the slide. */
  readonly slide: string;
  readonly span: Span;
}

/** What an export holds its files against before it writes them. */
export interface Guard {
  readonly withheld: readonly Withheld[];
  /** Texts that the output may carry: what stands in them, too, is no leak. */
  readonly carried: readonly string[];
  /** Code of libraries that stands in the output to the letter: nothing of a deck is in it. */
  readonly known?: readonly string[]; // defaults to none
}

/** How a message names what must not be there. */
export function describeWithheld({ kind, slide }: Withheld): string {
  if (kind === 'hidden') return `the slide \`${slide}\`, which is not shown`;
  return openChannels.some((each) => each === kind)
    ? `the notes of \`${slide}\` for the channel \`${kind}\``
    : `the private notes of \`${slide}\``;
}
