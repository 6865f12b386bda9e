import type { Deck, Section } from '../model/deck.ts';
import type { SafeHtml } from '../model/html.ts';
import { formatDate, formatNumber } from '../model/language.ts';
import { safeString } from './engine.ts';

type Inline = (text: string) => SafeHtml;
type Mark = (path: string, html: SafeHtml) => SafeHtml;

/** What a layout may know of the deck around its slide. */
export function deckView(deck: Deck, currentSection: string, inline: Inline, mark: Mark): object {
  const text = (value: string | undefined, path: string): object | undefined =>
    value === undefined ? undefined : safeString(mark(path, inline(value)));
  let elapsed = 0;
  const sections = deck.sections.map((section, index) => {
    const clock = clockAt(elapsed, deck);
    elapsed += section.minutes ?? 0;
    return {
      id: section.id,
      title: text(section.title, `@sections.${index}.title`),
      remark: text(section.remark, `@sections.${index}.remark`),
      minutes: section.minutes === undefined ? undefined : Math.round(section.minutes * 10) / 10,
      index: index + 1,
      clock,
      current: section.id === currentSection,
      first: section.slides[0]?.id,
    };
  });
  return {
    title: text(deck.title, '@deck.title'),
    subtitle: text(deck.subtitle, '@deck.subtitle'),
    authors: deck.authors.map((author) => ({
      name: text(author.name, '@deck.authors'),
      role: text(author.role, '@deck.authors'),
      contact: text(author.contact, '@deck.authors'),
    })),
    event: text(deck.event, '@deck.event'),
    date: deck.date === undefined ? undefined : formatDate(deck.date, deck.lang),
    lang: deck.lang,
    width: deck.size.width,
    height: deck.size.height,
    duration: deck.duration,
    sections,
  };
}

export function sectionView(section: Section, deck: Deck): object {
  return {
    id: section.id,
    title: section.title,
    remark: section.remark,
    index: deck.sections.indexOf(section) + 1,
    count: deck.sections.length,
    minutes: section.minutes,
  };
}

/** Time of day when the deck says when it starts, else time since the start: `09:13` or `0:13`. */
function clockAt(elapsed: number, { starts, lang }: Deck): string {
  const minutes = Math.round(elapsed + (starts ?? 0));
  const hours = Math.floor(minutes / 60) % 24;
  return `${formatNumber(hours, lang, starts === undefined ? 1 : 2)}:${formatNumber(minutes % 60, lang, 2)}`;
}
