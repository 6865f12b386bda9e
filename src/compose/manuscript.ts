import { type Checked, type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Manuscript, ManuscriptSection, ManuscriptSlide } from '../model/manuscript.ts';
import { describeNode, type Entry, entryOf, type MapNode, type Node } from '../model/node.ts';
import type { DeckFiles, SectionFile } from '../read/deck-files.ts';
import type { Library } from '../read/library.ts';
import { type Naming, namingOf } from './naming.ts';
import { useSection, writeItems } from './use.ts';

/** The files as a manuscript: every slide gets the id that it keeps in all editions. */
export function writeManuscript(files: DeckFiles, library: Library): Checked<Manuscript> {
  const diagnostics: Diagnostic[] = [];
  const { folder, source, map, uses } = files;
  const naming = namingOf(map, library, diagnostics, uses);
  const sections = files.sections.map((file) => writeSection(file, naming));
  if (sections.length === 0 && entryOf(map, 'sections') === undefined) {
    diagnostics.push(
      diagnose('empty-deck', 'the deck has no section', {
        span: { source, start: 0, end: 0 },
        hints: ['make the file `sections/10-opening.yaml` with a `title` and `slides`'],
      }),
    );
  }
  return { value: { folder, source, map, sections, uses, trail: [], dropped: new Map() }, diagnostics };
}

function writeSection(file: SectionFile, naming: Naming): ManuscriptSection {
  const { id, source, span, map, use } = file;
  const section = { id, source, span, trail: [] };
  if (map === undefined) return { ...section, place: span, slides: [] };
  const place = map.entries[0]?.keySpan ?? map.span;
  const own = { ...section, map: withoutKey(map, 'slides'), place };
  if (use !== undefined) return useSection({ ...own, slides: [] }, use, naming);
  const entry = entryOf(map, 'slides');
  return { ...own, slides: writeSlides(entry, id, entry?.keySpan ?? place, naming) };
}

/** The slides under a section's `slides`; `place` is where it is told that there are none. */
export function writeSlides(
  entry: Entry | undefined,
  section: string,
  place: Span,
  naming: Naming,
): ManuscriptSlide[] {
  const list = entry?.value;
  if (list === undefined || isEmpty(list)) {
    naming.diagnostics.push(emptySection(section, place));
    return [];
  }
  if (list.kind !== 'sequence') {
    naming.diagnostics.push(
      diagnose('wrong-type', `\`slides\` must be a list of slides, this is ${describeNode(list)}`, {
        span: list.span,
        hints: ['begin each slide with `- layout: …`'],
      }),
    );
    return [];
  }
  return writeItems(list.items, (index) => `${section}-${index + 1}`, naming);
}

function withoutKey(map: MapNode, key: string): MapNode {
  return { ...map, entries: map.entries.filter((entry) => entry.key !== key) };
}

function isEmpty(list: Node): boolean {
  return (
    (list.kind === 'scalar' && list.value === null) || (list.kind === 'sequence' && list.items.length === 0)
  );
}

function emptySection(id: string, span: Span): Diagnostic {
  return diagnose('empty-section', `section \`${id}\` has no slide`, {
    span,
    hints: [
      'add one under `slides:`, beginning with `- layout: statement`',
      'or take the section out of `sections` in `deck.yaml`',
    ],
  });
}

/** Ids are unique in the deck, hidden slides included: a slide must not change its meaning by being hidden. */
export function findDuplicates(slides: readonly ManuscriptSlide[]): Diagnostic[] {
  const seen = new Map<string, ManuscriptSlide>();
  const wasPut = (slide: ManuscriptSlide, verb: string): boolean =>
    slide.trail.some((trace) => trace.verb === verb);
  const ageOf = (slide: ManuscriptSlide): number =>
    wasPut(slide, 'insert') ? 2 : wasPut(slide, 'use') ? 1 : 0;
  // Of a slide of the deck and one that came later or from elsewhere, that one is to blame, wherever it stands.
  const byAge = [...slides].sort((a, b) => ageOf(a) - ageOf(b));
  return byAge.flatMap((slide) => {
    const earlier = seen.get(slide.id);
    if (earlier === undefined) {
      seen.set(slide.id, slide);
      return [];
    }
    return [
      diagnose('duplicate-id', `two slides have the id \`${slide.id}\``, {
        span: slide.idSpan,
        hints: [
          bringsSeveral(slide)
            ? 'take the slides that you want one by one, each with `#` and its id'
            : `give this one an id of its own, such as \`id: ${slide.id}-2\``,
        ],
        related: [{ message: 'the other one is here', span: earlier.idSpan }],
      }),
    ];
  });
}

/** Whether it came with all slides of a file: then there is no place for an id of its own. */
function bringsSeveral({ trail }: ManuscriptSlide): boolean {
  const use = trail.findLast(({ verb }) => verb === 'use');
  return use !== undefined && !use.by.includes('#');
}
