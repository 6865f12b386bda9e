import type { Manuscript, ManuscriptSection, ManuscriptSlide, Trace } from '../../model/manuscript.ts';

/** A place among slides: beside one of them, or at an end of a section. */
export type Place =
  | { readonly side: 'before' | 'after'; readonly slide: string }
  | { readonly side: 'first' | 'last'; readonly section: string };

export function insertSlides(
  manuscript: Manuscript,
  place: Place,
  added: readonly ManuscriptSlide[],
): Manuscript {
  return {
    ...manuscript,
    dropped: without(
      manuscript.dropped,
      added.map(({ id }) => id),
    ),
    sections: manuscript.sections.map((section) => {
      const at = indexIn(section, place);
      return at === undefined ? section : { ...section, slides: section.slides.toSpliced(at, 0, ...added) };
    }),
  };
}

function indexIn(section: ManuscriptSection, place: Place): number | undefined {
  if ('section' in place) {
    if (place.section !== section.id) return undefined;
    return place.side === 'first' ? 0 : section.slides.length;
  }
  const index = section.slides.findIndex(({ id }) => id === place.slide);
  if (index < 0) return undefined;
  return place.side === 'before' ? index : index + 1;
}

export function takeSlides(manuscript: Manuscript, ids: ReadonlySet<string>): Manuscript {
  return {
    ...manuscript,
    sections: manuscript.sections.map((section) => ({
      ...section,
      slides: section.slides.filter(({ id }) => !ids.has(id)),
    })),
  };
}

/** The same, and the manuscript remembers why. */
export function dropSlides(manuscript: Manuscript, ids: readonly string[], trace: Trace): Manuscript {
  return {
    ...takeSlides(manuscript, new Set(ids)),
    dropped: new Map([...manuscript.dropped, ...ids.map((id): [string, Trace] => [id, trace])]),
  };
}

export function putSlide(manuscript: Manuscript, changed: ManuscriptSlide): Manuscript {
  const sections = manuscript.sections.map((section) =>
    section.slides.some(({ id }) => id === changed.id)
      ? { ...section, slides: section.slides.map((slide) => (slide.id === changed.id ? changed : slide)) }
      : section,
  );
  return { ...manuscript, sections };
}

export function putSection(manuscript: Manuscript, changed: ManuscriptSection): Manuscript {
  return {
    ...manuscript,
    sections: manuscript.sections.map((section) => (section.id === changed.id ? changed : section)),
  };
}

export function insertSections(
  manuscript: Manuscript,
  side: 'before' | 'after',
  beside: string,
  added: readonly ManuscriptSection[],
): Manuscript {
  const index = manuscript.sections.findIndex(({ id }) => id === beside);
  const at = side === 'before' ? index : index + 1;
  const ids = added.flatMap(({ slides }) => slides.map(({ id }) => id));
  return {
    ...manuscript,
    dropped: without(manuscript.dropped, ids),
    sections: manuscript.sections.toSpliced(at, 0, ...added),
  };
}

export function takeSections(manuscript: Manuscript, ids: ReadonlySet<string>): Manuscript {
  return { ...manuscript, sections: manuscript.sections.filter(({ id }) => !ids.has(id)) };
}

function without(dropped: ReadonlyMap<string, Trace>, ids: readonly string[]): ReadonlyMap<string, Trace> {
  return new Map([...dropped].filter(([id]) => !ids.includes(id)));
}
