import type { Translated } from '../compose/overlay/locale.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { type Lock, lockKeyOf, stateOf } from '../model/agreement.ts';
import { partsOf } from '../model/note-steps.ts';
import { type TranslationUnit, unitsOf } from '../model/translatable.ts';

/** How much of an edition a locale translates. */
export interface Coverage {
  readonly locale: string;
  /** Texts that have words. */
  readonly texts: number;
  readonly missing: number;
  readonly stale: number;
}

export const translationCodes = new Set(['translation-missing', 'translation-stale', 'translation-steps']);

/** The texts that there are to translate, each with what the locale has for it. */
export function translationUnits(translated: readonly Translated[]): TranslationUnit[] {
  return translated.flatMap(({ path, words, written }) => unitsOf(words, written, path));
}

/** Warns of texts that are not translated, or were since changed, and counts them. */
export function checkTranslations(
  locale: string,
  translated: readonly Translated[],
  lock: Lock,
): { readonly coverage: Coverage; readonly diagnostics: readonly Diagnostic[] } {
  const units = translationUnits(translated).filter(({ isWanted }) => isWanted);
  const states = units.map((unit) => ({
    unit,
    state: stateOf(unit, lock.get(lockKeyOf(locale, unit)) ?? []),
  }));
  const diagnostics = states.flatMap(({ unit, state }) => {
    if (state === 'translated') return otherSteps(unit);
    return [state === 'missing' ? missing(unit, locale) : stale(unit, locale)];
  });
  const count = (wanted: string): number => states.filter(({ state }) => state === wanted).length;
  return {
    coverage: { locale, texts: units.length, missing: count('missing'), stale: count('stale') },
    diagnostics,
  };
}

function missing(unit: TranslationUnit, locale: string): Diagnostic {
  return diagnose('translation-missing', `${describe(unit)} is not translated into \`${locale}\``, {
    span: unit.source.span,
    hints: [`\`turnout translate ${locale}\` makes its place in the locale's file`],
  });
}

function stale(unit: TranslationUnit, locale: string): Diagnostic {
  return diagnose('translation-stale', `${describe(unit)} was changed since it was translated`, {
    span: unit.written?.span,
    hints: [`\`turnout translate ${locale}\` shows what it is now; \`--accept\` when the words still hold`],
    related: [{ message: 'it is here', span: unit.source.span }],
  });
}

/** Notes whose parts are for other steps than those of the text that they translate. */
function otherSteps({ path, source, written }: TranslationUnit): Diagnostic[] {
  if (written === undefined || !path.includes('notes')) return [];
  const [wanted, found] = [markersOf(source.text), markersOf(written.text)];
  if (wanted === found) return [];
  const message = `${describe({ path })} ${wanted === '' ? 'have no markers of steps' : `have the markers ${wanted}`}, their translation ${found === '' ? 'has none' : `has ${found}`}`;
  return [
    diagnose('translation-steps', message, {
      span: written.span,
      hints: ['take over the markers as they are: `[step]` is not translated'],
      related: [{ message: 'what is translated', span: source.span }],
    }),
  ];
}

/** By number: `[step]` and `[step 2]` may mean the same. */
function markersOf(notes: string): string {
  return partsOf(notes)
    .filter(({ marker }) => marker !== undefined)
    .map(({ step }) => `\`[step ${step}]\``)
    .join(', ');
}

/** "`points.0` of slide `gitops`" */
export function describe({ path }: Pick<TranslationUnit, 'path'>): string {
  const own = path[0] === 'profiles' ? path.slice(2) : path;
  const [kind = '', id = '', ...field] = own;
  if (kind === 'deck') return `\`${own.slice(1).join('.')}\` of the deck`;
  return `\`${field.join('.')}\` of ${String(kind).replace(/s$/, '')} \`${id}\``;
}

/** `es: 212 of 230 texts (92 %), 12 missing, 6 stale, 1 left over` */
export function describeCoverage(label: string, coverage: Coverage, leftOver: number): string {
  const { texts, missing, stale } = coverage;
  const done = texts - missing - stale;
  // Nothing but all of it is 100 %.
  const percent = texts === 0 ? 100 : Math.floor((done / texts) * 100);
  const rest = [
    ...(missing === 0 ? [] : [`${missing} missing`]),
    ...(stale === 0 ? [] : [`${stale} stale`]),
    ...(leftOver === 0 ? [] : [`${leftOver} left over`]),
  ];
  return [`${label}: ${done} of ${texts} texts (${percent} %)`, ...rest].join(', ');
}
