import { diffArrays } from 'diff';

/** A run of a text: in both, only before, or only after. */
export interface Run {
  readonly kind: 'same' | 'gone' | 'added';
  readonly text: string;
}

/** Longer texts are shown as wholes: what differs word by word would take too long to find, and to read. */
const longest = 20_000;

/** What differs between two texts, word by word. A language without blanks is cut as it is read. */
export function diffWords(before: string, after: string, lang: string): Run[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  const whole: Run[] = [
    { kind: 'gone', text: before },
    { kind: 'added', text: after },
  ];
  if (before === '' || after === '' || before.length + after.length > longest)
    return whole.filter(({ text }) => text !== '');
  const segmenter = new Intl.Segmenter(lang, { granularity: 'word' });
  const wordsIn = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);
  const runs = diffArrays(wordsIn(before), wordsIn(after)).map(
    ({ value, added, removed }): Run => ({
      kind: added ? 'added' : removed ? 'gone' : 'same',
      text: value.join(''),
    }),
  );
  const same = runs
    .filter(({ kind }) => kind === 'same')
    .reduce((sum, { text }) => sum + text.trim().length, 0);
  // Where nearly nothing is left of a text, the few common words only get in the way.
  return same * 2 < Math.min(before.length, after.length) ? whole : joinRuns(runs);
}

/** Blanks and single short words between changed ones belong to the change: nobody reads confetti. */
function joinRuns(runs: readonly Run[]): Run[] {
  const joined: { gone: string; added: string; same: string }[] = [];
  for (const { kind, text } of runs) {
    const last = joined.at(-1);
    const isBlank = kind === 'same' && text.trim().length <= 3;
    if (last === undefined || (last.same !== '' && kind !== 'same')) {
      joined.push({ gone: '', added: '', same: '', [kind]: text });
    } else if (isBlank && last.same === '' && (last.gone !== '' || last.added !== '')) {
      last.gone += text;
      last.added += text;
    } else last[kind] += text;
  }
  return joined.flatMap(({ gone, added, same }): Run[] => {
    const tail = commonBlank(gone, added);
    const cut = (text: string): string => text.slice(0, text.length - tail.length);
    const parts: Run[] = [
      { kind: 'gone', text: cut(gone) },
      { kind: 'added', text: cut(added) },
      { kind: 'same', text: tail + same },
    ];
    return parts.filter(({ text }) => text !== '');
  });
}

function commonBlank(gone: string, added: string): string {
  const [a = ''] = /\s*$/.exec(gone) ?? [];
  const [b = ''] = /\s*$/.exec(added) ?? [];
  return a === b ? a : '';
}

/** Two lists side by side: what is in both, what is only in one. */
export interface Aligned<T> {
  readonly before?: T;
  readonly after?: T;
}

/** Items that are the same in the same order; of what differs between them, the first stands for the first, and so on. */
export function alignLists<T>(
  before: readonly T[],
  after: readonly T[],
  isSame: (a: T, b: T) => boolean,
): Aligned<T>[] {
  const rows: Aligned<T>[] = [];
  let gone: T[] = [];
  let added: T[] = [];
  const settle = (): void => {
    for (let index = 0; index < Math.max(gone.length, added.length); index++) {
      const [a, b] = [gone[index], added[index]];
      rows.push({ ...(a === undefined ? {} : { before: a }), ...(b === undefined ? {} : { after: b }) });
    }
    gone = [];
    added = [];
  };
  let at = 0;
  for (const part of diffArrays([...before], [...after], { comparator: isSame })) {
    if (part.removed) gone.push(...part.value);
    else if (part.added) added.push(...part.value);
    if (part.removed) at += part.value.length;
    if (part.removed || part.added) continue;
    settle();
    for (const value of part.value) {
      const old = before[at++];
      rows.push({ ...(old === undefined ? {} : { before: old }), after: value });
    }
  }
  settle();
  return rows;
}

/** Ids that are in both, but not in the same order: the fewest that had to be moved. */
export function movedIds(before: readonly string[], after: readonly string[]): Set<string> {
  const common = new Set(before.filter((id) => after.includes(id)));
  const parts = diffArrays(
    before.filter((id) => common.has(id)),
    after.filter((id) => common.has(id)),
  );
  return new Set(parts.filter(({ added }) => added).flatMap(({ value }) => value));
}
