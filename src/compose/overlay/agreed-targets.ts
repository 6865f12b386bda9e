import type { Span } from '../../diagnostics/source.ts';
import { type Manuscript, manuscriptSlides } from '../../model/manuscript.ts';
import { type Entry, entryOf, type MapNode, type Node } from '../../model/node.ts';
import type { ProfileFile } from '../../read/profiles.ts';
import { overlaidDeckFields } from './profile-keys.ts';

/** Something of the base that a profile changes. */
export interface ChangedTarget {
  readonly kind: 'slide' | 'section' | 'deck';
  /** Id, or a key of the deck. */
  readonly id: string;
  /** `set`, `replace` or `drop`; where there are several, the first. */
  readonly verb: string;
  /** Where the profile says so. */
  readonly span: Span;
  /** What the profile changes, as it is without this profile. */
  readonly base: Node;
  readonly baseSpan: Span;
}

/** What is moved, or has something put beside it, is not changed. */
const verbs: ReadonlySet<string> = new Set(['set', 'replace', 'drop']);

/**
 * What of the base a profile changes, each target once. `base` is the manuscript that the profile is laid over, with
 * the profiles that it extends.
 */
export function changedTargets({ map }: ProfileFile, base: Manuscript): ChangedTarget[] {
  const deckKeys = map.entries.filter(({ key }) => overlaidDeckFields.has(key));
  const inDeck = deckKeys.flatMap(({ key, keySpan, value }): ChangedTarget[] => {
    const own = entryOf(base.map, key);
    if (own === undefined) return [];
    return [
      {
        kind: 'deck',
        id: key,
        verb: 'set',
        span: keySpan,
        base: onlyKeysOf(own.value, value),
        baseSpan: own.keySpan,
      },
    ];
  });
  const changes = entryOf(map, 'changes')?.value;
  const items = changes?.kind === 'sequence' ? changes.items : [];
  const found = [...inDeck, ...items.flatMap((item) => targetsOf(item, base))];
  const seen = new Set<string>();
  return found.filter(({ kind, id }) => !seen.has(`${kind} ${id}`) && seen.add(`${kind} ${id}`));
}

/** Of a map that is merged key by key only those that the profile names: other variables are no matter of it. */
function onlyKeysOf(base: Node, written: Node): Node {
  if (base.kind !== 'map' || written.kind !== 'map') return base;
  return { ...base, entries: base.entries.filter(({ key }) => entryOf(written, key) !== undefined) };
}

function targetsOf(change: Node, base: Manuscript): ChangedTarget[] {
  if (change.kind !== 'map') return [];
  const verb = change.entries.find(({ key }) => verbs.has(key));
  const subject = entryOf(change, 'slide') ?? entryOf(change, 'section');
  if (verb === undefined || subject === undefined) return [];
  const named = subject.value.kind === 'sequence' ? subject.value.items : [subject.value];
  return named.flatMap((node): ChangedTarget[] => {
    if (node.kind !== 'scalar' || node.value === null) return [];
    const id = node.text.trim();
    const target = subject.key === 'slide' ? slideOf(base, id) : sectionOf(base, id, verb);
    // What the profile inserts itself is not the base's.
    return target === undefined ? [] : [{ id, verb: verb.key, span: node.span, ...target }];
  });
}

function slideOf(
  base: Manuscript,
  id: string,
): Pick<ChangedTarget, 'kind' | 'base' | 'baseSpan'> | undefined {
  const slide = manuscriptSlides(base).find((each) => each.id === id);
  return slide && { kind: 'slide', base: slide.map, baseSpan: slide.idSpan };
}

/** Of a section that is changed its keys count; of one that is replaced or dropped its slides, too. */
function sectionOf(
  base: Manuscript,
  id: string,
  verb: Entry,
): Pick<ChangedTarget, 'kind' | 'base' | 'baseSpan'> | undefined {
  const section = base.sections.find((each) => each.id === id);
  if (section?.map === undefined) return undefined;
  const { map, place: baseSpan, slides } = section;
  if (verb.key === 'set') return { kind: 'section', base: map, baseSpan };
  const list: Node = { kind: 'sequence', items: slides.map((slide) => slide.map), span: map.span };
  const whole: MapNode = {
    ...map,
    entries: [...map.entries, { key: 'slides', keySpan: baseSpan, value: list }],
  };
  return { kind: 'section', base: whole, baseSpan };
}
