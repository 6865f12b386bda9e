import type { Stop } from './moves.ts';
import type { PlannedSlide } from './plan.ts';
import { stepsOf, wordsOf } from './steps.ts';

/** A slide as the presenter view knows it. */
export interface Sheet extends Stop, PlannedSlide {
  readonly number: number;
  readonly title: string;
  /** The notes' elements; undefined when it has none. */
  readonly notes: Element | undefined;
  /** The box that is drawn. */
  readonly box: Element;
  /** Everything that can be searched, in lower case. */
  readonly text: string;
}

export interface Chapter {
  readonly id: string;
  readonly title: string;
  readonly sheets: readonly Sheet[];
}

/** The slides of the page, in order. */
export function readSheets(slides: Element): Sheet[] {
  return [...slides.querySelectorAll<HTMLElement>(':scope > section')].map((section, index) => {
    const box = section.querySelector(':scope > .slide') ?? section;
    const notes = section.querySelector(':scope > aside.notes') ?? undefined;
    const title = section.getAttribute('aria-label') ?? section.id;
    const seconds = Number(section.dataset.timing);
    const words = [title, wordsOf(box), notes === undefined ? '' : wordsOf(notes)];
    return {
      id: section.id,
      number: index + 1,
      title,
      section: section.dataset.section ?? '',
      ms: section.dataset.timing === undefined ? undefined : seconds * 1000,
      steps: stepsOf(box).length,
      notes,
      box,
      text: words.join(' ').toLowerCase(),
    };
  });
}

/** Sections with their slides; the first slide of each carries its title. */
export function readChapters(slides: Element, sheets: readonly Sheet[]): Chapter[] {
  const chapters: { id: string; title: string; sheets: Sheet[] }[] = [];
  for (const sheet of sheets) {
    const last = chapters.at(-1);
    if (last?.id === sheet.section) last.sheets.push(sheet);
    else {
      const section = [...slides.children].find(({ id }) => id === sheet.id);
      const title = section?.getAttribute('data-section-title') ?? sheet.title;
      chapters.push({ id: sheet.section, title, sheets: [sheet] });
    }
  }
  return chapters;
}

/** Slides for a search: by number, else every word somewhere in title, slide or notes; titles come first. */
export function findSheets(sheets: readonly Sheet[], asked: string): Sheet[] {
  const words = asked
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [...sheets];
  const number = Number(asked.trim());
  const numbered = sheets.filter((sheet) => sheet.number === number);
  const found = sheets.filter((sheet) => words.every((word) => sheet.text.includes(word)));
  const isTitled = ({ title }: Sheet): boolean => words.every((word) => title.toLowerCase().includes(word));
  return [...new Set([...numbered, ...found.filter(isTitled), ...found])];
}
