import { distance } from 'fastest-levenshtein';
import type { Edit } from './diagnostic.ts';
import type { Span } from './source.ts';

/**
 * The known name that somebody probably meant, or undefined when none is near.
 * A third of the letters may differ (at least one, at most four); a swap of two letters counts as one slip.
 */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  return nearestOnes(name, known)[0];
}

/** All names that are as near as the nearest. */
function nearestOnes(name: string, known: Iterable<string>): string[] {
  const wanted = name.toLowerCase();
  const limit = Math.min(4, Math.max(1, Math.floor(wanted.length / 3)));
  let best: string[] = [];
  let bestDistance = limit;
  for (const candidate of new Set(known)) {
    const lower = candidate.toLowerCase();
    if (Math.abs(lower.length - wanted.length) > limit) continue;
    const away = isSwap(wanted, lower) ? 1 : distance(wanted, lower);
    if (away > bestDistance) continue;
    best = away < bestDistance ? [candidate] : [...best, candidate];
    bestDistance = away;
  }
  return best;
}

export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  const found = nearest(name, known);
  return found === undefined ? undefined : `did you mean \`${found}\`?`;
}

/** The edit that puts the near name where the wrong one stands; quotes around it are kept. */
export function renameTo(name: string, known: Iterable<string>, span: Span | undefined): Edit | undefined {
  const [found, other] = nearestOnes(name, known);
  // Of two names that are equally near a program cannot choose.
  if (found === undefined || other !== undefined || span === undefined) return undefined;
  const written = span.source.text.slice(span.start, span.end);
  const at = written.indexOf(name);
  // Only a name that stands there to the letter can be replaced: not one with escapes or a variable in it.
  return at < 0 ? undefined : { span, text: written.slice(0, at) + found + written.slice(at + name.length) };
}

function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const differing = [...a].map((_, index) => index).filter((index) => a[index] !== b[index]);
  const [first, second] = differing;
  return (
    differing.length === 2 &&
    first !== undefined &&
    second === first + 1 &&
    a[first] === b[second] &&
    a[second] === b[first]
  );
}
