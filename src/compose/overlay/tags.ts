import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../../diagnostics/nearest.ts';
import { type Manuscript, type ManuscriptSlide, manuscriptSlides } from '../../model/manuscript.ts';
import { entryOf, type MapNode } from '../../model/node.ts';
import { tagsOf } from './changes.ts';
import { type Laying, type Named, traceOf } from './laying.ts';
import { dropSlides } from './order.ts';

/**
 * Leaves slides out by the tags that a profile names under `keep` and `drop`. `known` are the tags of all slides that
 * there were before: a tag whose slides were all left out earlier is no misspelt one.
 */
export function selectByTags(
  manuscript: Manuscript,
  profile: MapNode,
  known: ReadonlySet<string>,
  laying: Laying,
): Manuscript {
  const keep = readTags(profile, 'keep', known, laying.diagnostics);
  const drop = readTags(profile, 'drop', known, laying.diagnostics);
  const kept =
    keep === undefined ? manuscript : leaveOut(manuscript, (tags) => !meets(tags, keep), keep, laying);
  return drop === undefined ? kept : leaveOut(kept, (tags) => meets(tags, drop), drop, laying);
}

export function allTags(manuscript: Manuscript): Set<string> {
  return new Set(manuscriptSlides(manuscript).flatMap(({ map }) => tagsOf(map)));
}

function leaveOut(
  manuscript: Manuscript,
  isOut: (tags: readonly string[]) => boolean,
  named: readonly Named[],
  laying: Laying,
): Manuscript {
  const out = manuscriptSlides(manuscript).filter(({ map }) => isOut(tagsOf(map)));
  const place = ({ map }: ManuscriptSlide): Named | undefined =>
    named.find(({ id }) => tagsOf(map).includes(id)) ?? named[0];
  return out.reduce((all, slide) => {
    const span = place(slide)?.span;
    if (span === undefined) return all;
    laying.ledger.remove({ kind: 'slide', id: slide.id }, span, laying.profile);
    return dropSlides(all, [slide.id], traceOf(laying, 'drop', span, { before: slide.map }));
  }, manuscript);
}

function meets(tags: readonly string[], named: readonly Named[]): boolean {
  return named.some(({ id }) => tags.includes(id));
}

/** Undefined when the profile does not select; what is wrong with the list is told by its validation. */
function readTags(
  profile: MapNode,
  key: string,
  known: ReadonlySet<string>,
  diagnostics: Diagnostic[],
): Named[] | undefined {
  const node = entryOf(profile, key)?.value;
  if (node?.kind !== 'sequence') return undefined;
  const tags = node.items.flatMap((item) =>
    item.kind === 'scalar' && item.value !== null ? [{ id: item.text.trim(), span: item.span }] : [],
  );
  for (const { id, span } of tags.filter((tag) => !known.has(tag.id))) {
    diagnostics.push(
      diagnose('unknown-tag', `no slide has the tag \`${id}\``, {
        span,
        fix: renameTo(id, known, span),
        hints: [didYouMean(id, known) ?? whatThereIs(known)],
      }),
    );
  }
  return tags.length === 0 ? undefined : tags;
}

function whatThereIs(known: ReadonlySet<string>): string {
  return known.size === 0
    ? 'give slides tags: `tags: [internal]`'
    : `the tags of slides are: ${[...known].sort().join(', ')}`;
}
