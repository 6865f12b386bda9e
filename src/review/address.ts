import { deckFields, sectionFields, slideFields } from '../compose/deck-keys.ts';
import { diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { Fields } from '../model/contract.ts';
import type { Layout } from '../model/layout.ts';
import { type Manuscript, type ManuscriptSlide, manuscriptSlides, type Trace } from '../model/manuscript.ts';
import { type MapNode, textOf } from '../model/node.ts';
import type { Reviewed } from './edition.ts';

/** What somebody asks about: a slide, a section or the deck, all of it or a field. */
export interface Found {
  readonly kind: 'slide' | 'section' | 'deck';
  readonly id: string;
  /** Empty for all of it. */
  readonly path: string;
  readonly map: MapNode;
  readonly trail: readonly Trace[];
  readonly fields: Fields;
  readonly layout?: Layout;
}

/**
 * What `gitops.points.0`, `section:mid.title` or `deck.lang` is. Slides that the edition left out are found as they were.
 * Throws `unknown-address`.
 */
export function findAddress(written: string, reviewed: Reviewed): Found {
  const [, prefix, id = '', path = ''] = /^(?:(slide|section):)?([^.]*)(?:\.(.*))?$/s.exec(written) ?? [];
  const found = prefix === undefined && id === 'deck' ? findDeck(reviewed) : findPart(prefix, id, reviewed);
  if (found === undefined) throw unknownName(prefix, id, reviewed);
  const [first = ''] = path.split('.');
  const known = [...new Set([...found.fields.keys(), ...found.map.entries.map(({ key }) => key)])];
  if (first === '' || known.includes(first)) return { ...found, path };
  throw new TurnoutError(
    diagnose('unknown-address', `${nameOf(found)} has no field \`${first}\``, {
      hints: [didYouMean(first, known) ?? `its fields are: ${known.join(', ')}`],
    }),
  );
}

function findDeck({ manuscript: { map, trail } }: Reviewed): Found {
  return { kind: 'deck', id: '', path: '', map, trail, fields: deckFields };
}

function findPart(prefix: string | undefined, id: string, reviewed: Reviewed): Found | undefined {
  return prefix === 'section' ? findSection(id, reviewed) : findSlide(id, reviewed);
}

function findSection(id: string, { manuscript, base }: Reviewed): Found | undefined {
  const section = [...manuscript.sections, ...base.sections].find((each) => each.id === id);
  if (section?.map === undefined) return undefined;
  return { kind: 'section', id, path: '', map: section.map, trail: section.trail, fields: sectionFields };
}

function findSlide(id: string, reviewed: Reviewed): Found | undefined {
  const slide = slideIn(reviewed.manuscript, id) ?? leftOutSlide(id, reviewed);
  if (slide === undefined) return undefined;
  const layout = layoutOf(slide.map, reviewed);
  const fields = new Map([...(layout?.contract.fields ?? []), ...slideFields]);
  const found = { kind: 'slide', id, path: '', map: slide.map, trail: slide.trail, fields } as const;
  return layout === undefined ? found : { ...found, layout };
}

export function slideIn(manuscript: Manuscript, id: string): ManuscriptSlide | undefined {
  return manuscriptSlides(manuscript).find((slide) => slide.id === id);
}

/** As the base has it, or as it was when it was left out. */
function leftOutSlide(id: string, { base, manuscript }: Reviewed): ManuscriptSlide | undefined {
  const before = manuscript.dropped.get(id)?.before;
  const slide = slideIn(base, id);
  if (slide !== undefined || before?.kind !== 'map') return slide;
  return { id, idSpan: before.span, map: before, trail: [] };
}

/** That there is no such layout is told when the deck is composed. */
function layoutOf(map: MapNode, { library, manuscript }: Reviewed): Layout | undefined {
  const defaults = manuscript.map.entries.find(({ key }) => key === 'defaults')?.value;
  const usual = defaults?.kind === 'map' ? textOf(defaults, 'layout') : undefined;
  return library.layout(textOf(map, 'layout') ?? usual ?? 'bullets', map.span).value;
}

export function nameOf({ kind, id }: Pick<Found, 'kind' | 'id'>): string {
  return kind === 'deck' ? 'the deck' : `${kind} \`${id}\``;
}

function unknownName(prefix: string | undefined, id: string, { manuscript, base }: Reviewed): TurnoutError {
  const kind = prefix === 'section' ? 'section' : 'slide';
  const sections = [...base.sections, ...manuscript.sections].map((section) => section.id);
  const slides = [...manuscriptSlides(base), ...manuscriptSlides(manuscript)].map((slide) => slide.id);
  const known = kind === 'section' ? sections : [...slides, ...manuscript.dropped.keys(), 'deck'];
  const isSection = kind === 'slide' && sections.includes(id);
  const list = kind === 'section' ? `its sections are: ${[...new Set(sections)].join(', ')}` : undefined;
  return new TurnoutError(
    diagnose('unknown-address', `the deck has no ${kind} \`${id}\``, {
      hints: [
        isSection
          ? `\`${id}\` is a section: write \`section:${id}\``
          : (didYouMean(id, known) ?? list ?? '`turnout outline` lists the slides'),
      ],
    }),
  );
}
