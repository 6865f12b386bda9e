import { diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { type RenderedDeck, renderedSlides } from '../model/rendered.ts';

/**
 * The deck with the slides that are wanted only, numbered as they were. `written` is a list such as
 * `3-7,section:mid,id:gitops`; `5-` goes to the end. Throws `bad-option` for what does not exist.
 */
export function selectSlides(rendered: RenderedDeck, written: string): RenderedDeck {
  const parts = written
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) throw badRange('`--range` names no slide');
  const wanted = new Set(parts.flatMap((part) => idsOf(rendered, part)));
  const sections = rendered.sections.map((section) => ({
    ...section,
    slides: section.slides.filter(({ slide }) => wanted.has(slide.id)),
  }));
  return { ...rendered, sections: sections.filter(({ slides }) => slides.length > 0) };
}

function idsOf(rendered: RenderedDeck, part: string): string[] {
  const named = /^(section|id):(.*)$/.exec(part);
  if (named?.[1] === 'section') return ofSection(rendered, named[2] ?? '');
  if (named?.[1] === 'id') return ofSlide(rendered, named[2] ?? '');
  const numbers = /^(\d+)(?:(-)(\d*))?$/.exec(part);
  if (numbers === null) {
    throw badRange(
      `\`${part}\` is no part of a range`,
      'write numbers as `3` or `3-7`, sections as `section:NAME`, slides as `id:NAME`, with commas between',
    );
  }
  const [, first = '', dash, last = ''] = numbers;
  return ofNumbers(rendered, Number(first), dash === undefined ? Number(first) : Number(last || Infinity));
}

function ofNumbers(rendered: RenderedDeck, from: number, to: number): string[] {
  const slides = renderedSlides(rendered);
  const count = slides.length;
  if (from < 1 || from > count || (to !== Infinity && to > count)) {
    const wrong = from < 1 || from > count ? from : to;
    throw badRange(`there is no slide ${wrong}`, `the deck has slides 1 to ${count}`);
  }
  if (to < from) throw badRange(`the range \`${from}-${to}\` ends before it begins`);
  return slides
    .filter(({ slide }) => slide.number >= from && slide.number <= to)
    .map(({ slide }) => slide.id);
}

/** A section goes by the name of its file, with or without the number in front. */
function ofSection({ sections }: RenderedDeck, name: string): string[] {
  const short = (id: string): string => id.replace(/^\d+-/, '');
  const section = sections.find(({ id }) => id === name) ?? sections.find(({ id }) => short(id) === name);
  if (section !== undefined) return section.slides.map(({ slide }) => slide.id);
  const names = sections.map(({ id }) => short(id));
  throw badRange(
    `there is no section \`${name}\``,
    didYouMean(name, names) ?? `there are \`${names.join('`, `')}\``,
  );
}

function ofSlide(rendered: RenderedDeck, id: string): string[] {
  const ids = renderedSlides(rendered).map(({ slide }) => slide.id);
  if (ids.includes(id)) return [id];
  throw badRange(`there is no slide with the id \`${id}\``, didYouMean(id, ids));
}

function badRange(message: string, hint?: string): TurnoutError {
  return new TurnoutError(diagnose('bad-option', message, { hints: [hint] }));
}
