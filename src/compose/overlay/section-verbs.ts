import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Manuscript, ManuscriptSection, ManuscriptSlide, Trace } from '../../model/manuscript.ts';
import { type Entry, entryOf, type MapNode } from '../../model/node.ts';
import {
  type Change,
  findSection,
  type Laying,
  mapOf,
  type Named,
  newSlides,
  settingFor,
  traceOf,
  type Verb,
  withoutEffect,
} from './laying.ts';
import { placePath } from './ledger.ts';
import { newSections, slidesIn } from './new-sections.ts';
import { dropSlides, insertSections, insertSlides, putSection, takeSections } from './order.ts';
import { setFields } from './set-fields.ts';
import { isTrue, readName, withoutId, withoutKey } from './slide-verbs.ts';

/** What may be done to whole sections. A new verb is a new entry here, and one in the schema. */
export const sectionVerbs = {
  set: (manuscript, { targets, verb }, laying) => {
    const written = mapOf(verb, undefined, laying);
    if (written === undefined) return manuscript;
    const wanted = withoutSlides(withoutId(written, undefined, laying), laying);
    return eachSection(manuscript, targets, laying, (all, section) => {
      if (section.map === undefined) return all;
      const trail: Trace[] = [...section.trail];
      const setting = settingFor(laying, { kind: 'section', id: section.id }, trail);
      return putSection(all, { ...section, map: setFields(section.map, wanted, setting), trail });
    });
  },

  replace: (manuscript, { targets, verb }, laying) => {
    const written = mapOf(verb, undefined, laying);
    if (written === undefined) return manuscript;
    return eachSection(manuscript, targets, laying, (all, section) => {
      const keys = withoutId(written, section.id, laying);
      leaveOut(section, verb, laying);
      const fresh = slidesIn(keys, section.id, verb, all, laying);
      const isKept = (slide: ManuscriptSlide): boolean => fresh.some(({ id }) => id === slide.id);
      const gone = section.slides.filter((slide) => !isKept(slide)).map(({ id }) => id);
      const trace = traceOf(laying, 'replace', verb.keySpan, {
        ...(section.map === undefined ? {} : { before: section.map }),
        after: keys,
      });
      const map = withoutKey(keys, 'slides');
      const after = { ...section, map, slides: fresh, place: verb.keySpan, trail: [...section.trail, trace] };
      return putSection(dropSlides(all, gone, trace), after);
    });
  },

  drop: (manuscript, { targets, verb }, laying) => {
    if (!isTrue(verb, laying)) return manuscript;
    return eachSection(manuscript, targets, laying, (all, section, { span }) => {
      laying.ledger.remove({ kind: 'section', id: section.id }, span, laying.profile);
      for (const { id } of section.slides) laying.ledger.remove({ kind: 'slide', id }, span, laying.profile);
      const ids = section.slides.map(({ id }) => id);
      const rest = dropSlides(all, ids, traceOf(laying, 'drop', span));
      return takeSections(rest, new Set([section.id]));
    });
  },

  move: (manuscript, { targets, verb }, laying) => {
    const place = readPlace(manuscript, verb, laying);
    const moved = targets.flatMap((target) => findSection(manuscript, target, laying) ?? []);
    if (place === undefined || moved.length === 0) return manuscript;
    const ids = new Set(moved.map(({ id }) => id));
    if (ids.has(place.beside)) {
      const message = `section \`${place.beside}\` cannot be put ${place.side} itself`;
      laying.diagnostics.push(diagnose('change-target', message, { span: verb.value.span }));
      return manuscript;
    }
    const traced = moved.map((section): ManuscriptSection => {
      laying.ledger.write({ kind: 'section', id: section.id }, placePath, verb.keySpan, laying.profile);
      return { ...section, trail: [...section.trail, traceOf(laying, 'move', verb.keySpan)] };
    });
    const after = insertSections(takeSections(manuscript, ids), place.side, place.beside, traced);
    if (after.sections.every(({ id }, index) => id === manuscript.sections[index]?.id))
      laying.diagnostics.push(withoutEffect('this is its place already', verb.keySpan));
    return after;
  },

  insert: (manuscript, { targets, verb }, laying) => {
    const lists = mapOf(verb, ['first', 'last', 'before', 'after'], laying);
    const [target, ...others] = targets;
    if (lists === undefined || target === undefined) return manuscript;
    for (const { span } of others) {
      const hints = ['write an `insert` for each'];
      laying.diagnostics.push(
        diagnose('change-target', 'something is inserted at one section', { span, hints }),
      );
    }
    const section = findSection(manuscript, target, laying);
    if (section === undefined) return manuscript;
    return lists.entries.reduce((all, entry) => {
      const side = entry.key;
      if (side === 'before' || side === 'after')
        return insertSections(all, side, section.id, newSections(entry, all, laying));
      const place = { side: side === 'first' ? 'first' : 'last', section: section.id } as const;
      return insertSlides(all, place, newSlides(entry, 'insert', all, laying));
    }, manuscript);
  },
} as const satisfies Readonly<Record<string, Verb>>;

function eachSection(
  manuscript: Manuscript,
  targets: Change['targets'],
  laying: Laying,
  change: (manuscript: Manuscript, section: ManuscriptSection, target: Named) => Manuscript,
): Manuscript {
  return targets.reduce((all, target) => {
    const section = findSection(all, target, laying);
    return section === undefined ? all : change(all, section, target);
  }, manuscript);
}

/** Slides are no field: they are inserted, changed and left out one by one. */
function withoutSlides(map: MapNode, laying: Laying): MapNode {
  const entry = entryOf(map, 'slides');
  if (entry === undefined) return map;
  laying.diagnostics.push(
    diagnose('unknown-field', '`set` of a section has no field `slides`', {
      span: entry.keySpan,
      hints: ['`insert` puts slides into a section, `replace` takes the place of all of it'],
    }),
  );
  return withoutKey(map, 'slides');
}

/** What is written of a section before it is replaced has no effect, and its slides are gone. */
function leaveOut(section: ManuscriptSection, verb: Entry, { ledger, profile }: Laying): void {
  ledger.write({ kind: 'section', id: section.id }, '', verb.keySpan, profile);
  for (const { id } of section.slides) ledger.remove({ kind: 'slide', id }, verb.keySpan, profile);
}

interface SectionPlace {
  readonly side: 'before' | 'after';
  readonly beside: string;
}

function readPlace(manuscript: Manuscript, verb: Entry, laying: Laying): SectionPlace | undefined {
  const map = mapOf(verb, ['before', 'after'], laying);
  if (map === undefined) return undefined;
  const [entry, other] = map.entries;
  const named = entry === undefined ? undefined : readName(entry);
  if (entry === undefined || other !== undefined || named === undefined) {
    laying.diagnostics.push(
      diagnose('wrong-type', '`move` names one place', {
        span: other?.keySpan ?? entry?.value.span ?? verb.value.span,
        hints: ['write `before` or `after` and the id of a section'],
      }),
    );
    return undefined;
  }
  const section = findSection(manuscript, named, laying);
  if (section === undefined) return undefined;
  return { side: entry.key === 'before' ? 'before' : 'after', beside: section.id };
}
