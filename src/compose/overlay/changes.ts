import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../../diagnostics/nearest.ts';
import type { Manuscript } from '../../model/manuscript.ts';
import { describeNode, type Entry, entryOf, type MapNode, type Node } from '../../model/node.ts';
import { type Laying, type Named, type Verb, withoutEffect } from './laying.ts';
import { sectionVerbs } from './section-verbs.ts';
import { slideVerbs } from './slide-verbs.ts';

/** What a change can be about, and what can be done to it. */
const verbsOf: Readonly<Record<string, Readonly<Record<string, Verb>>>> = {
  slide: slideVerbs,
  section: sectionVerbs,
};

/** Makes the changes of a profile, one after the other. */
export function applyChanges(manuscript: Manuscript, changes: Node | undefined, laying: Laying): Manuscript {
  if (changes === undefined || (changes.kind === 'scalar' && changes.value === null)) return manuscript;
  if (changes.kind !== 'sequence') {
    laying.diagnostics.push(
      diagnose('wrong-type', `\`changes\` must be a list of changes, this is ${describeNode(changes)}`, {
        span: changes.span,
        hints: ['begin each with `- slide: …` or `- section: …`'],
      }),
    );
    return manuscript;
  }
  return changes.items.reduce((all, item) => applyChange(all, item, laying), manuscript);
}

function applyChange(manuscript: Manuscript, item: Node, laying: Laying): Manuscript {
  if (item.kind !== 'map') {
    laying.diagnostics.push(
      diagnose('wrong-type', `a change is a map, this is ${describeNode(item)}`, {
        span: item.span,
        hints: ['write `- slide: my-slide` and on the next line what to do, such as `drop: true`'],
      }),
    );
    return manuscript;
  }
  const subject = subjectOf(item, laying.diagnostics);
  if (subject === undefined) return manuscript;
  const verbs = verbsOf[subject.key] ?? {};
  const verb = verbOf(item, subject, Object.keys(verbs), laying.diagnostics);
  const apply = verb === undefined ? undefined : verbs[verb.key];
  if (verb === undefined || apply === undefined) return manuscript;
  const targets = targetsOf(subject, laying.diagnostics);
  return apply(manuscript, { targets, verb }, laying);
}

/** The entry that says what the change is about. */
function subjectOf(change: MapNode, diagnostics: Diagnostic[]): Entry | undefined {
  const [subject, other] = change.entries.filter(({ key }) => key in verbsOf);
  if (subject !== undefined && other === undefined) return subject;
  const place = change.entries[0]?.keySpan ?? change.span;
  diagnostics.push(
    subject === undefined
      ? diagnose('missing-field', 'the change does not say what it is about', {
          span: place,
          hints: ['add `slide: …` or `section: …` with the id'],
        })
      : diagnose('unknown-change', 'a change is about a slide or a section, this names both', {
          span: other?.keySpan ?? place,
          hints: ['make two changes of it'],
        }),
  );
  return undefined;
}

function verbOf(
  change: MapNode,
  subject: Entry,
  verbs: readonly string[],
  diagnostics: Diagnostic[],
): Entry | undefined {
  const rest = change.entries.filter((entry) => entry !== subject);
  const unknown = rest.filter(({ key }) => !verbs.includes(key));
  for (const { key, keySpan } of unknown) {
    diagnostics.push(
      diagnose('unknown-change', `a ${subject.key} has no change \`${key}\``, {
        span: keySpan,
        fix: renameTo(key, verbs, keySpan),
        hints: [didYouMean(key, verbs) ?? insteadOf(key, verbs)],
      }),
    );
  }
  const [verb, other] = rest.filter(({ key }) => verbs.includes(key));
  if (other !== undefined && verb !== undefined) {
    diagnostics.push(
      diagnose(
        'unknown-change',
        `a change does one thing, this does two: \`${verb.key}\` and \`${other.key}\``,
        {
          span: other.keySpan,
          hints: ['make two changes of it: they are made in order'],
        },
      ),
    );
    return undefined;
  }
  if (verb === undefined && unknown.length === 0) {
    diagnostics.push(
      diagnose('unknown-change', `the change does not say what to do with the ${subject.key}`, {
        span: subject.keySpan,
        hints: [`add one of: ${verbs.join(', ')}`],
      }),
    );
  }
  return unknown.length === 0 ? verb : undefined;
}

/** Fields beside the target are what people write first. */
function insteadOf(key: string, verbs: readonly string[]): string {
  return `it has: ${verbs.join(', ')}; to change a field write \`set: { ${key}: … }\``;
}

function targetsOf({ key, value }: Entry, diagnostics: Diagnostic[]): Named[] {
  const items = value.kind === 'sequence' ? value.items : [value];
  if (items.length === 0) diagnostics.push(withoutEffect(`\`${key}\` names none`, value.span));
  const seen = new Map<string, Named>();
  return items.flatMap((item): Named[] => {
    if (item.kind !== 'scalar' || item.value === null) {
      diagnostics.push(
        diagnose('wrong-type', `a ${key} is named by its id, this is ${describeNode(item)}`, {
          span: item.span,
        }),
      );
      return [];
    }
    const named: Named = { id: item.text.trim(), span: item.span };
    const earlier = seen.get(named.id);
    if (earlier === undefined) {
      seen.set(named.id, named);
      return [named];
    }
    diagnostics.push(
      diagnose('change-without-effect', `${key} \`${named.id}\` is named twice`, {
        span: named.span,
        hints: ['take one of them out'],
        related: [{ message: 'it is first named here', span: earlier.span }],
      }),
    );
    return [];
  });
}

/** The tags of a slide as its map has them; what is wrong with them is told when it is composed. */
export function tagsOf(slide: MapNode): string[] {
  const tags = entryOf(slide, 'tags')?.value;
  if (tags?.kind !== 'sequence') return [];
  return tags.items.flatMap((tag) => (tag.kind === 'scalar' && tag.value !== null ? [tag.text.trim()] : []));
}
