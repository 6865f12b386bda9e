import type { LeftOut } from '../compose/time.ts';
import type { Trace } from '../model/manuscript.ts';
import { entryOf } from '../model/node.ts';
import { showMinutes } from '../model/pace.ts';
import { slideIn } from './address.ts';
import { nameOfEdition, type Reviewed } from './edition.ts';
import type { Departure } from './explanation.ts';

/** Why the edition does not have a slide; undefined when it has it. */
export function departureOf(id: string, reviewed: Reviewed): Departure | undefined {
  const { manuscript, deck, selection } = reviewed;
  const dropped = manuscript.dropped.get(id);
  if (dropped !== undefined) return byProfile(id, dropped, reviewed);
  if (deck?.hidden.has(id)) return byItself(id, reviewed);
  const left = selection?.left.find(({ slide }) => slide.id === id);
  return left === undefined ? undefined : byTime(left, reviewed);
}

function byProfile(id: string, trace: Trace, { base }: Reviewed): Departure {
  const { by, span, verb } = trace;
  return { by, span, reason: verb === 'replace' ? 'its section is replaced' : reasonOfDrop(id, trace, base) };
}

/** A trace of `drop` points to the id of what a change names, or to the tag that does it. */
function reasonOfDrop(id: string, { span, before }: Trace, base: Reviewed['base']): string {
  const named = span.source.text.slice(span.start, span.end).replace(/^["']|["']$/g, '');
  if (named === id) return '`drop` of this slide';
  const tags = before?.kind === 'map' ? entryOf(before, 'tags')?.value : undefined;
  const own = tags?.kind === 'sequence' ? tags.items : [];
  const hasTag = own.some((tag) => tag.kind === 'scalar' && tag.text === named);
  if (hasTag) return `its tag \`${named}\` is one to \`drop\``;
  if (before !== undefined) return 'it has none of the tags to `keep`';
  const isSection = base.sections.some((section) => section.id === named);
  return isSection ? `\`drop\` of its section \`${named}\`` : '`drop` of its section';
}

function byItself(id: string, { manuscript }: Reviewed): Departure {
  const map = slideIn(manuscript, id)?.map;
  const hidden = map && entryOf(map, 'hidden')?.value;
  if (hidden?.kind === 'scalar' && hidden.value === true)
    return { by: 'the slide itself', reason: '`hidden: true`', span: hidden.span };
  const when = map && entryOf(map, 'when')?.value;
  if (when === undefined) return { by: 'the slide itself', reason: 'it is hidden' };
  const condition = when.kind === 'scalar' ? when.text : '';
  return { by: 'its condition', reason: `\`when: ${condition}\` does not hold`, span: when.span };
}

function byTime({ slide, minutes, why, with: others }: LeftOut, reviewed: Reviewed): Departure {
  const { asked = 0, used = 0 } = reviewed.selection ?? {};
  const by = `\`--duration ${showMinutes(asked)}m\``;
  const span = slide.spans.get('priority') ?? slide.span;
  if (why === 'section') return { by, reason: 'nothing else of its section is kept', span };
  const needed = others.reduce((sum, other) => sum + other.minutes, minutes);
  const company =
    others.length === 0 ? '' : ` with ${others.map((other) => `\`${other.slide.id}\``).join(', ')}`;
  const reason = `\`${slide.priority}\`: needs ${showMinutes(needed)} min${company}, ${showMinutes(asked - used)} left`;
  return { by, reason, span };
}

/** `training` or, where that says more, how long. */
export function describeEdition({ request }: Reviewed): string {
  const { duration } = request;
  return `${nameOfEdition(request)}${duration === undefined ? '' : `, ${showMinutes(duration)} min`}`;
}
