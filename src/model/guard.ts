import { type Deck, type FieldValue, slidesOf } from './deck.ts';
import type { OpenChannel } from './notes.ts';
import type { Guard, Withheld } from './withheld.ts';

/** The guard of an output that carries some channels of notes; none where it has no notes. */
export function guardOf(deck: Deck, carries: readonly OpenChannel[]): Guard {
  const slides = slidesOf(deck);
  const withheld = slides.flatMap(({ id, notes, spans, span }) =>
    [...notes].flatMap(([kind, text]): Withheld[] =>
      carries.includes(kind)
        ? []
        : [{ text, kind, slide: id, span: spans.get(`notes.${kind}`) ?? spans.get('notes') ?? span }],
    ),
  );
  const notes = slides.flatMap((slide) => carries.flatMap((each) => slide.notes.get(each) ?? []));
  const { title, subtitle, event, date, description } = deck;
  const about = [title, subtitle, event, date, description].filter((text) => text !== undefined);
  const sections = deck.sections.flatMap((section) => [section.title, section.remark ?? '']);
  const credits = deck.authors.map(({ name, role, contact }) => [name, role, contact].join(' '));
  return {
    withheld: [...deck.withheld, ...withheld],
    carried: [
      ...slides.map((slide) => textsIn(slide.fields).join(' ')),
      ...notes,
      ...about,
      ...sections,
      sections.join(' '),
      ...credits,
      deck.keywords.join(' '),
    ],
  };
}

/** Every text of a slide's fields, in order. */
export function textsIn(value: FieldValue | undefined): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object') return [];
  return (Array.isArray(value) ? value : Object.values(value)).flatMap((each: FieldValue | undefined) =>
    textsIn(each),
  );
}
