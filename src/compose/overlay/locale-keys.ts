import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../../diagnostics/nearest.ts';
import { describeNode, entryOf, type MapNode, type Node } from '../../model/node.ts';
import { isNothing } from '../../model/translatable.ts';
import type { LocaleFile } from '../../read/locales.ts';

/** Keys of `locales/LANG.yaml`. */
export const localeKeys = ['lang', 'deck', 'sections', 'slides', 'profiles'] as const;

/** What is wrong with the keys of a locale, and with the names of the profiles that it translates. */
export function checkLocale({ map }: LocaleFile, profiles: readonly string[]): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  checkKeys(map, localeKeys, 'a locale', diagnostics);
  const lang = entryOf(map, 'lang')?.value;
  if (lang !== undefined && lang.kind !== 'scalar') {
    const message = `\`lang\` must be a language such as \`es\`, this is ${describeNode(lang)}`;
    diagnostics.push(diagnose('wrong-type', message, { span: lang.span }));
  }
  const written = entryOf(map, 'profiles')?.value;
  const all =
    isNothing(written) || written === undefined
      ? undefined
      : asMap(written, '`profiles` of a locale', diagnostics);
  for (const { key, keySpan } of all?.entries ?? []) {
    if (profiles.includes(key)) continue;
    diagnostics.push(
      diagnose('locale-left-over', `the deck has no profile \`${key}\``, {
        span: keySpan,
        fix: renameTo(key, profiles, keySpan),
        hints: [didYouMean(key, profiles), 'take the entry out'],
      }),
    );
  }
  return diagnostics;
}

/** Names keys that nobody knows. */
export function checkKeys(
  map: MapNode,
  known: readonly string[],
  owner: string,
  diagnostics: Diagnostic[],
): void {
  for (const { key, keySpan } of map.entries.filter((entry) => !known.includes(entry.key))) {
    diagnostics.push(
      diagnose('unknown-field', `${owner} has no key \`${key}\``, {
        span: keySpan,
        fix: renameTo(key, known, keySpan),
        hints: [didYouMean(key, known) ?? `its keys are: ${known.join(', ')}`],
      }),
    );
  }
}

/** Undefined, and told, when it is anything else. Nothing is an empty map. */
export function asMap(node: Node, what: string, diagnostics: Diagnostic[]): MapNode | undefined {
  if (node.kind === 'map') return node;
  if (isNothing(node)) return { kind: 'map', entries: [], span: node.span };
  diagnostics.push(
    diagnose('wrong-type', `${what} must be a map, this is ${describeNode(node)}`, { span: node.span }),
  );
  return undefined;
}
