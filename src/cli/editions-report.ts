import { type Diagnostic, sortDiagnostics } from '../diagnostics/diagnostic.ts';
import type { Deck } from '../model/deck.ts';

/** An edition and what was found wrong with it. */
export interface Judged {
  readonly name: string;
  readonly deck: Deck | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is wrong with several editions: each fault once. One that not all of them have says which do. */
export function together(editions: readonly Judged[]): readonly Diagnostic[] {
  const [only, ...others] = editions;
  if (only === undefined || others.length === 0) return only?.diagnostics ?? [];
  return sortDiagnostics(
    findTogether(editions).map(({ fault, names }) =>
      names.length === editions.length
        ? fault
        : { ...fault, hints: [...fault.hints, `this is so in ${listNames(names)}`] },
    ),
  );
}

/** What is wrong with several decks: a fault of a file that they share is told once and names them. */
export function acrossDecks(decks: readonly Pick<Judged, 'name' | 'diagnostics'>[]): readonly Diagnostic[] {
  const [only, ...others] = decks;
  if (only !== undefined && others.length === 0) return only.diagnostics;
  return sortDiagnostics(
    findTogether(decks).map(({ fault, names }) =>
      names.length === 1 && fault.span !== undefined
        ? fault
        : { ...fault, hints: [...fault.hints, `this is so in ${listNames(names)}`] },
    ),
  );
}

interface Found {
  readonly fault: Diagnostic;
  readonly names: string[];
}

/** Each fault once, with the names of those that have it. */
function findTogether(all: readonly Pick<Judged, 'name' | 'diagnostics'>[]): Found[] {
  const found = new Map<string, Found>();
  for (const { name, diagnostics } of all) {
    for (const fault of diagnostics) {
      const key = [fault.code, fault.message, fault.span?.source.path, fault.span?.start].join('\n');
      const earlier = found.get(key);
      if (earlier === undefined) found.set(key, { fault, names: [name] });
      else earlier.names.push(name);
    }
  }
  return [...found.values()];
}

function listNames(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
