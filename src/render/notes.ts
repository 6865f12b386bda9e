import type { Asset, Deck } from '../model/deck.ts';
import { escapeHtml, markSafe, type SafeHtml } from '../model/html.ts';
import { formatNumber } from '../model/language.ts';
import { partsOf } from '../model/note-steps.ts';
import type { OpenChannel } from '../model/notes.ts';
import type { RenderedSlide } from '../model/rendered.ts';

/** The notes of one channel as HTML. */
export interface DrawnNotes {
  readonly channel: OpenChannel;
  readonly html: SafeHtml;
  readonly assets: readonly Asset[];
}

/** The notes of a channel; where they have markers, each part stands in an element that knows its step. */
export function drawNotes(
  text: string,
  block: (text: string) => SafeHtml,
  { theme, lang }: Pick<Deck, 'theme' | 'lang'>,
): SafeHtml {
  const parts = partsOf(text);
  if (parts.every(({ marker }) => marker === undefined)) return block(text);
  const word = theme.labels.get('step') ?? 'step';
  const drawn = parts.map(({ step, marker, text: own }) => {
    const cue =
      marker === undefined
        ? ''
        : `<p class="notes-cue">${escapeHtml(word)} ${formatNumber(step, lang)}</p>\n`;
    return `<div class="notes-step" data-step="${step}">${cue}${own === '' ? '' : block(own)}</div>`;
  });
  return markSafe(`<div class="notes-steps">\n${drawn.join('\n')}\n</div>`);
}

/** The channels that a deck carries as one text: where it carries several, each under its name. */
export function joinNotes(
  drawn: readonly DrawnNotes[],
  { channels, theme }: Deck,
): Pick<RenderedSlide, 'notes' | 'noteAssets' | 'otherAssets'> {
  const carried = channels.flatMap((name) => drawn.filter(({ channel }) => channel === name));
  const heading = (name: OpenChannel): string =>
    channels.length > 1
      ? `<p class="notes-channel"><strong>${escapeHtml(theme.labels.get(`notes-${name}`) ?? name)}</strong></p>\n`
      : '';
  return {
    notes: markSafe(carried.map(({ channel, html }) => heading(channel) + html).join('\n')),
    noteAssets: carried.flatMap(({ assets }) => assets),
    otherAssets: drawn.flatMap((each) => (carried.includes(each) ? [] : each.assets)),
  };
}
