import { textsIn } from '../model/guard.ts';
import type { Withheld } from '../model/withheld.ts';
import type { Draft } from './slide.ts';

/** What no output of the deck may carry: private notes, and everything on slides that are not shown. */
export function withheldFrom(slides: readonly Draft[]): Withheld[] {
  return slides.flatMap(({ id, hidden, secret, fields, assets, notes, span, spans }): Withheld[] => {
    const place = spans.get('notes.private') ?? span;
    const secrets: Withheld[] =
      secret === '' ? [] : [{ text: secret, kind: 'private', slide: id, span: place }];
    if (!hidden) return secrets;
    // The path of a picture is no words; another slide may show it behind its own.
    const texts = [...textsIn(fields).filter((text) => !assets.has(text)), ...notes.values()];
    return [...secrets, ...texts.map((text): Withheld => ({ text, kind: 'hidden', slide: id, span }))];
  });
}
