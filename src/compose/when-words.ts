/** A name in a condition, as a regular expression with the flag `u`. */
export const wordPattern = String.raw`[\p{L}_][\p{L}\p{N}_]*(?:-[\p{L}\p{N}_]+)*`;

/** Words that conditions know by themselves: no variable has their name. */
export const reservedWords: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'in',
  'true',
  'false',
  'profile',
  'lang',
]);

export interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'sign';
  readonly text: string;
  /** Offsets in the condition. */
  readonly start: number;
  readonly end: number;
}

const parts = new RegExp(
  [
    String.raw`(?<space>\s+)`,
    `(?<name>${wordPattern})`,
    String.raw`(?<number>-?\d+(?:\.\d+)?)`,
    `(?<text>"[^"]*"|'[^']*')`,
    String.raw`(?<sign>==|!=|<=|>=|[<>()[\],])`,
  ].join('|'),
  'uy',
);

/** The words of a condition up to the first character that has no meaning in one; `rest` is where that stands. */
export function readWords(condition: string): { readonly tokens: readonly Token[]; readonly rest?: number } {
  const tokens: Token[] = [];
  parts.lastIndex = 0;
  let start = 0;
  for (let match = parts.exec(condition); match !== null; match = parts.exec(condition)) {
    const kind = (['name', 'number', 'text', 'sign'] as const).find((each) => match?.groups?.[each]);
    const end = start + match[0].length;
    if (kind !== undefined) tokens.push({ kind, text: match[0], start, end });
    start = end;
  }
  return { tokens, ...(start < condition.length && { rest: start }) };
}
