import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../../diagnostics/nearest.ts';
import type { Span } from '../../diagnostics/source.ts';
import {
  type Manuscript,
  type ManuscriptSection,
  type ManuscriptSlide,
  manuscriptSlides,
  type Trace,
} from '../../model/manuscript.ts';
import { describeNode, type Entry, type MapNode, type Node } from '../../model/node.ts';
import type { Library } from '../../read/library.ts';
import type { ProfileFile } from '../../read/profiles.ts';
import { type Naming, namingOf } from '../naming.ts';
import { writeItems } from '../use.ts';
import { describe, type Ledger, type Target } from './ledger.ts';
import type { Setting } from './set-fields.ts';
import { untranslated } from './untranslated.ts';

/** One profile while it is laid over a manuscript. */
export interface Laying {
  readonly profile: ProfileFile;
  readonly library: Library;
  readonly diagnostics: Diagnostic[];
  readonly ledger: Ledger;
  /** How many slides of this profile have no name of their own so far. */
  readonly unnamed: { count: number };
}

/** An id as an overlay writes it. */
export interface Named {
  readonly id: string;
  readonly span: Span;
}

/** A change: to what, what to do, and the value that says more. */
export interface Change {
  readonly targets: readonly Named[];
  readonly verb: Entry;
}

/** Makes a change. What is wrong with it goes to the diagnostics, and the manuscript stays as it is there. */
export type Verb = (manuscript: Manuscript, change: Change, laying: Laying) => Manuscript;

export function nameOf({ profile }: Laying): string {
  return `profile \`${profile.name}\``;
}

export function traceOf(
  laying: Laying,
  verb: string,
  span: Span,
  values: { readonly before?: Node; readonly after?: Node } = {},
): Trace {
  return { by: nameOf(laying), verb, path: '', span, ...values };
}

/** Tells the ledger what is set on a target, and the person what is set to what it is. */
export function settingFor(laying: Laying, target: Target, trail: Trace[]): Setting {
  const { ledger, profile, diagnostics } = laying;
  return {
    by: nameOf(laying),
    verb: 'set',
    diagnostics,
    trail,
    onSet: (path, span) => ledger.write(target, path, span, profile),
    onEdit: (path, span) => ledger.edit(target, path, span, profile),
    onSame: (path, span) =>
      diagnostics.push(withoutEffect(`${describe(target, path)} is this already`, span)),
  };
}

export function withoutEffect(message: string, span: Span): Diagnostic {
  return diagnose('change-without-effect', message, { span, hints: ['take the change out'] });
}

export function findSlide(manuscript: Manuscript, named: Named, laying: Laying): ManuscriptSlide | undefined {
  const slides = manuscriptSlides(manuscript);
  const found = slides.find(({ id }) => id === named.id);
  if (found !== undefined) return found;
  // What could not be read may hold it; that is told already.
  const isWhole = manuscript.sections.every(({ map }) => map !== undefined);
  const isSection = manuscript.sections.some(({ id }) => id === named.id);
  const known = slides.map(({ id }) => id);
  const other = isSection ? `\`${named.id}\` is a section: write \`section: ${named.id}\`` : undefined;
  if (isWhole) laying.diagnostics.push(noTarget('slide', named, known, other, laying));
  return undefined;
}

export function findSection(
  manuscript: Manuscript,
  named: Named,
  laying: Laying,
): ManuscriptSection | undefined {
  const found = manuscript.sections.find(({ id }) => id === named.id);
  if (found !== undefined) return found;
  const isSlide = manuscriptSlides(manuscript).some(({ id }) => id === named.id);
  const known = manuscript.sections.map(({ id }) => id);
  const other = isSlide
    ? `\`${named.id}\` is a slide: write \`slide: ${named.id}\``
    : `its sections are: ${known.join(', ')}`;
  laying.diagnostics.push(noTarget('section', named, known, other, laying));
  return undefined;
}

function noTarget(
  kind: Target['kind'],
  { id, span }: Named,
  known: readonly string[],
  other: string | undefined,
  { ledger }: Laying,
): Diagnostic {
  const gone = ledger.gone({ kind, id });
  if (gone !== undefined) {
    return diagnose('change-target', `${kind} \`${id}\` is not there any more`, {
      span,
      hints: ['take this change out, or put it before the one that leaves it out'],
      related: [gone],
    });
  }
  return diagnose('change-target', `there is no ${kind} \`${id}\``, {
    span,
    fix: renameTo(id, known, span),
    hints: [didYouMean(id, known) ?? other],
  });
}

/** The value of a verb as a map of these keys; undefined, and told, when it is anything else. */
export function mapOf(
  { key, value }: Entry,
  known: readonly string[] | undefined,
  laying: Laying,
): MapNode | undefined {
  const names = known?.map((each) => `\`${each}\``).join(', ');
  if (value.kind !== 'map') {
    const what = names === undefined ? 'a map of fields' : `a map with ${names}`;
    laying.diagnostics.push(
      diagnose('wrong-type', `\`${key}\` must be ${what}, this is ${describeNode(value)}`, {
        span: value.span,
      }),
    );
    return undefined;
  }
  if (value.entries.length === 0) laying.diagnostics.push(withoutEffect(`\`${key}\` is empty`, value.span));
  if (known === undefined) return value;
  for (const each of value.entries.filter((entry) => !known.includes(entry.key))) {
    laying.diagnostics.push(
      diagnose('unknown-field', `\`${key}\` has no field \`${each.key}\``, {
        span: each.keySpan,
        fix: renameTo(each.key, known, each.keySpan),
        hints: [didYouMean(each.key, known) ?? `its fields are: ${known.join(', ')}`],
      }),
    );
  }
  return { ...value, entries: value.entries.filter((entry) => known.includes(entry.key)) };
}

/** New slides as a change writes them, named as those of the base are. */
export function newSlides(
  list: Entry,
  verb: string,
  manuscript: Manuscript,
  laying: Laying,
): ManuscriptSlide[] {
  if (list.value.kind !== 'sequence') {
    laying.diagnostics.push(
      diagnose(
        'wrong-type',
        `\`${list.key}\` must be a list of slides, this is ${describeNode(list.value)}`,
        {
          span: list.value.span,
          hints: ['begin each slide with `- layout: …`'],
        },
      ),
    );
    return [];
  }
  if (list.value.items.length === 0)
    laying.diagnostics.push(withoutEffect(`\`${list.key}\` is empty`, list.value.span));
  const naming = namingFor(manuscript, laying);
  const nameNext = (): string => `${laying.profile.name}-${++laying.unnamed.count}`;
  return writeItems(list.value.items, nameNext, naming).map((slide) => {
    const target: Target = { kind: 'slide', id: slide.id };
    laying.ledger.restore(target);
    laying.ledger.write(target, '', slide.idSpan, laying.profile);
    const trace = traceOf(laying, verb, slide.idSpan, { after: slide.map });
    return { ...slide, trail: [...slide.trail, trace] };
  });
}

function namingFor(manuscript: Manuscript, laying: Laying): Naming {
  // In every language a slide has the same id.
  const deck = untranslated(manuscript.map, manuscript.trail);
  const { library, diagnostics, profile } = laying;
  return namingOf(deck.kind === 'map' ? deck : manuscript.map, library, diagnostics, profile.uses);
}
