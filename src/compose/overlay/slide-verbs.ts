import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Manuscript, ManuscriptSlide, Trace } from '../../model/manuscript.ts';
import { describeNode, type Entry, entryOf, isSameValue, type MapNode } from '../../model/node.ts';
import {
  type Change,
  findSection,
  findSlide,
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
import { dropSlides, insertSlides, type Place, putSlide, takeSlides } from './order.ts';
import { setFields } from './set-fields.ts';

/** What may be done to slides. A new verb is a new entry here, and one in the schema. */
export const slideVerbs = {
  set: (manuscript, { targets, verb }, laying) => {
    const written = mapOf(verb, undefined, laying);
    if (written === undefined) return manuscript;
    const wanted = withoutId(written, undefined, laying);
    return eachSlide(manuscript, targets, laying, (all, slide) => {
      const trail: Trace[] = [...slide.trail];
      const setting = settingFor(laying, { kind: 'slide', id: slide.id }, trail);
      const map = setFields(slide.map, wanted, setting);
      return putSlide(all, { ...slide, map, trail });
    });
  },

  replace: (manuscript, { targets, verb }, laying) => {
    const written = mapOf(verb, undefined, laying);
    if (written === undefined) return manuscript;
    return eachSlide(manuscript, targets, laying, (all, slide) => {
      const map = withoutId(written, slide.id, laying);
      if (isSameValue(map, withoutKey(slide.map, 'id'))) {
        laying.diagnostics.push(withoutEffect(`slide \`${slide.id}\` is this already`, verb.keySpan));
        return all;
      }
      laying.ledger.write({ kind: 'slide', id: slide.id }, '', verb.keySpan, laying.profile);
      const trace = traceOf(laying, 'replace', verb.keySpan, { before: slide.map, after: map });
      return putSlide(all, { ...slide, map, trail: [...slide.trail, trace] });
    });
  },

  drop: (manuscript, { targets, verb }, laying) => {
    if (!isTrue(verb, laying)) return manuscript;
    return eachSlide(manuscript, targets, laying, (all, slide, { span }) => {
      laying.ledger.remove({ kind: 'slide', id: slide.id }, span, laying.profile);
      return dropSlides(all, [slide.id], traceOf(laying, 'drop', span, { before: slide.map }));
    });
  },

  move: (manuscript, { targets, verb }, laying) => {
    const place = readPlace(manuscript, verb, laying);
    const moved = targets.flatMap((target) => findSlide(manuscript, target, laying) ?? []);
    if (place === undefined || moved.length === 0) return manuscript;
    const ids = new Set(moved.map(({ id }) => id));
    if ('slide' in place && ids.has(place.slide)) {
      laying.diagnostics.push(
        diagnose('change-target', `slide \`${place.slide}\` cannot be put ${place.side} itself`, {
          span: verb.value.span,
        }),
      );
      return manuscript;
    }
    const traced = moved.map((slide): ManuscriptSlide => {
      laying.ledger.write({ kind: 'slide', id: slide.id }, placePath, verb.keySpan, laying.profile);
      return { ...slide, trail: [...slide.trail, traceOf(laying, 'move', verb.keySpan)] };
    });
    const after = insertSlides(takeSlides(manuscript, ids), place, traced);
    if (orderOf(after) === orderOf(manuscript))
      laying.diagnostics.push(withoutEffect('this is its place already', verb.keySpan));
    return after;
  },

  insert: (manuscript, { targets, verb }, laying) => {
    const lists = mapOf(verb, ['before', 'after'], laying);
    const [target, ...others] = targets;
    if (lists === undefined || target === undefined) return manuscript;
    for (const { span } of others) {
      const hints = ['write an `insert` for each'];
      laying.diagnostics.push(
        diagnose('change-target', 'slides are inserted beside one slide', { span, hints }),
      );
    }
    const slide = findSlide(manuscript, target, laying);
    if (slide === undefined) return manuscript;
    return lists.entries.reduce((all, entry) => {
      const side = entry.key === 'before' ? 'before' : 'after';
      return insertSlides(all, { side, slide: slide.id }, newSlides(entry, 'insert', all, laying));
    }, manuscript);
  },
} as const satisfies Readonly<Record<string, Verb>>;

function eachSlide(
  manuscript: Manuscript,
  targets: Change['targets'],
  laying: Laying,
  change: (manuscript: Manuscript, slide: ManuscriptSlide, target: Named) => Manuscript,
): Manuscript {
  return targets.reduce((all, target) => {
    const slide = findSlide(all, target, laying);
    return slide === undefined ? all : change(all, slide, target);
  }, manuscript);
}

/** Slides and their sections in order: two manuscripts with the same have each slide in the same place. */
function orderOf({ sections }: Manuscript): string {
  return sections.map(({ id, slides }) => [id, ...slides.map((slide) => slide.id)].join(' ')).join('\n');
}

const sides = ['before', 'after', 'first', 'last'] as const;

/** `{ after: slide }`, `{ first: section }`, … */
function readPlace(manuscript: Manuscript, verb: Entry, laying: Laying): Place | undefined {
  const map = mapOf(verb, sides, laying);
  if (map === undefined) return undefined;
  const [entry, other] = map.entries;
  const named = entry === undefined ? undefined : readName(entry);
  if (entry === undefined || other !== undefined || named === undefined) {
    laying.diagnostics.push(
      diagnose('wrong-type', '`move` names one place', {
        span: other?.keySpan ?? entry?.value.span ?? verb.value.span,
        hints: [
          'write `before` or `after` and the id of a slide, or `first` or `last` and the id of a section',
        ],
      }),
    );
    return undefined;
  }
  const side = sides.find((each) => each === entry.key);
  if (side === 'before' || side === 'after') {
    const slide = findSlide(manuscript, named, laying);
    return slide === undefined ? undefined : { side, slide: slide.id };
  }
  const section = findSection(manuscript, named, laying);
  return side === undefined || section === undefined ? undefined : { side, section: section.id };
}

export function readName({ value }: Entry): Named | undefined {
  return value.kind === 'scalar' && value.value !== null
    ? { id: value.text.trim(), span: value.span }
    : undefined;
}

export function isTrue({ key, value }: Entry, laying: Laying): boolean {
  if (value.kind === 'scalar' && value.value === true) return true;
  laying.diagnostics.push(
    diagnose('wrong-type', `\`${key}\` must be \`true\`, this is ${describeNode(value)}`, {
      span: value.span,
      hints: [`write \`${key}: true\`, or take the change out`],
    }),
  );
  return false;
}

/** An overlay never changes an id: links, other overlays and translations rely on it. `own` may be repeated. */
export function withoutId(map: MapNode, own: string | undefined, laying: Laying): MapNode {
  const entry = entryOf(map, 'id');
  if (entry === undefined) return map;
  if (own === undefined || entry.value.kind !== 'scalar' || entry.value.text !== own) {
    laying.diagnostics.push(
      diagnose('change-id', 'an overlay cannot change an id', {
        span: entry.value.span,
        hints: ['take it out: links, other overlays and translations name it by the id that it has'],
      }),
    );
  }
  return withoutKey(map, 'id');
}

export function withoutKey(map: MapNode, key: string): MapNode {
  return { ...map, entries: map.entries.filter((entry) => entry.key !== key) };
}
