import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Manuscript, ManuscriptSection, ManuscriptSlide } from '../../model/manuscript.ts';
import { describeNode, type Entry, entryOf, type MapNode, textOf } from '../../model/node.ts';
import { isValidId, slugify } from '../ids.ts';
import { type Laying, newSlides, traceOf, withoutEffect } from './laying.ts';
import { withoutKey } from './slide-verbs.ts';

/** The slides of a new section; `verb` is the change that has it. */
export function slidesIn(
  keys: MapNode,
  id: string,
  verb: Entry,
  manuscript: Manuscript,
  laying: Laying,
): ManuscriptSlide[] {
  const entry = entryOf(keys, 'slides');
  const isEmpty = entry === undefined || (entry.value.kind === 'sequence' && entry.value.items.length === 0);
  const slides = isEmpty ? [] : newSlides(entry, 'insert', manuscript, laying);
  if (slides.length === 0 && (entry === undefined || entry.value.kind === 'sequence')) {
    laying.diagnostics.push(
      diagnose('empty-section', `section \`${id}\` has no slide`, {
        span: entry?.keySpan ?? verb.keySpan,
        hints: ['add one under `slides:`, beginning with `- layout: statement`'],
      }),
    );
  }
  return slides;
}

/** Sections as a change writes them. */
export function newSections(list: Entry, manuscript: Manuscript, laying: Laying): ManuscriptSection[] {
  if (list.value.kind !== 'sequence') {
    laying.diagnostics.push(
      diagnose(
        'wrong-type',
        `\`${list.key}\` must be a list of sections, this is ${describeNode(list.value)}`,
        {
          span: list.value.span,
          hints: ['begin each with `- id: …`, then its `title` and `slides`'],
        },
      ),
    );
    return [];
  }
  if (list.value.items.length === 0)
    laying.diagnostics.push(withoutEffect(`\`${list.key}\` is empty`, list.value.span));
  const taken = new Set(manuscript.sections.map(({ id }) => id));
  return list.value.items.flatMap((item) => {
    if (item.kind === 'map') return newSection(item, list, taken, manuscript, laying) ?? [];
    laying.diagnostics.push(
      diagnose('wrong-type', `a section is a map of keys, this is ${describeNode(item)}`, {
        span: item.span,
        hints: ['begin it with `- id: …`, then its `title` and `slides`'],
      }),
    );
    return [];
  });
}

function newSection(
  map: MapNode,
  list: Entry,
  taken: Set<string>,
  manuscript: Manuscript,
  laying: Laying,
): ManuscriptSection | undefined {
  const id = textOf(map, 'id')?.trim() ?? slugify(textOf(map, 'title') ?? '');
  const place = entryOf(map, 'id')?.value.span ?? map.entries[0]?.keySpan ?? map.span;
  if (!isValidId(id)) {
    laying.diagnostics.push(
      diagnose('invalid-id', id === '' ? 'the section has no id' : `\`${id}\` cannot be an id`, {
        span: place,
        hints: [`write \`id: ${slugify(id) || 'my-section'}\``],
      }),
    );
    return undefined;
  }
  if (taken.has(id)) {
    laying.diagnostics.push(
      diagnose('duplicate-section', `there is a section \`${id}\` already`, {
        span: place,
        hints: ['give this one another `id`'],
      }),
    );
    return undefined;
  }
  taken.add(id);
  laying.ledger.restore({ kind: 'section', id });
  laying.ledger.write({ kind: 'section', id }, '', place, laying.profile);
  const slides = slidesIn(map, id, list, manuscript, laying);
  return {
    id,
    source: map.span.source,
    map: withoutKey(withoutKey(map, 'slides'), 'id'),
    slides,
    span: place,
    place,
    trail: [traceOf(laying, 'insert', place, { after: map })],
  };
}
