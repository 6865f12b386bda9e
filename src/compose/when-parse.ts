import { readWords, type Token } from './when-words.ts';

export type Literal = string | number | boolean;

/** A condition as a tree. `start` and `end` are offsets in its text. */
export type Condition = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'literal'; readonly value: Literal }
  | { readonly kind: 'list'; readonly items: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | {
      readonly kind: 'operation';
      readonly operator: Operator;
      readonly left: Condition;
      readonly right: Condition;
    }
);

export type Operator = 'and' | 'or' | 'in' | '==' | '!=' | '<' | '<=' | '>' | '>=';

/** What is wrong with a condition and where. */
export interface ConditionFault {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly hint?: string | undefined;
}

/** Content may come from other people: what one condition may cost is bounded. */
const longest = 500;

const comparisons: readonly string[] = ['==', '!=', '<', '<=', '>', '>=', 'in'];

/** How other languages write it. */
const slips: readonly (readonly [RegExp, string])[] = [
  [/^&/, 'write `and`'],
  [/^\|/, 'write `or`'],
  [/^!/, 'write `not`'],
  [/^=/, 'to compare write `==`'],
  [/^["']/, 'the text does not end: close its quotes'],
  [/^[.({]/, 'a condition compares values; it reaches into nothing and calls nothing'],
];

/** Parses `company and not internal`: `or` binds least, then `and`, `not`, comparisons. */
export function parseCondition(text: string): Condition | ConditionFault {
  if (text.length > longest)
    return { message: `a condition has at most ${longest} characters`, start: 0, end: text.length };
  const { tokens, rest } = readWords(text);
  const parser = new Parser(tokens, text.length);
  const condition = parser.whole();
  const odd = rest === undefined ? undefined : oddCharacter(text, rest);
  // What cannot be read ends the words: that is what is wrong, not that they end.
  if (odd !== undefined && (parser.fault === undefined || parser.fault.start >= (tokens.at(-1)?.end ?? 0)))
    return odd;
  return parser.fault ?? condition;
}

function oddCharacter(text: string, start: number): ConditionFault {
  const [written = ''] = /^(?:&&|\|\||=>|.)/su.exec(text.slice(start)) ?? [];
  const hint = slips.find(([pattern]) => pattern.test(written))?.[1];
  return {
    message: `\`${written}\` has no meaning in a condition`,
    start,
    end: start + written.length,
    hint,
  };
}

/** A cursor over the words: it lives for one parse, and keeps the first fault. */
class Parser {
  fault: ConditionFault | undefined;
  readonly #tokens: readonly Token[];
  readonly #length: number;
  #next = 0;

  constructor(tokens: readonly Token[], length: number) {
    this.#tokens = tokens;
    this.#length = length;
  }

  whole(): Condition {
    const condition = this.#either();
    const extra = this.#tokens[this.#next];
    if (extra !== undefined) {
      const hint =
        extra.text === '(' ? 'nothing can be called in a condition' : 'join parts with `and` or `or`';
      this.#fail(`\`${extra.text}\` does not follow on what stands before it`, extra, hint);
    }
    return condition;
  }

  #either(): Condition {
    return this.#chain(['or'], () => this.#chain(['and'], () => this.#negation()));
  }

  #chain(operators: readonly Operator[], part: () => Condition): Condition {
    let left = part();
    for (let operator = this.#take(operators); operator !== undefined; operator = this.#take(operators)) {
      left = join(operator.text as Operator, left, part());
    }
    return left;
  }

  #negation(): Condition {
    const not = this.#take(['not']);
    if (not === undefined) return this.#comparison();
    const of = this.#negation();
    return { kind: 'not', of, start: not.start, end: of.end };
  }

  #comparison(): Condition {
    const left = this.#value();
    const operator = this.#take(comparisons);
    if (operator === undefined) return left;
    const whole = join(operator.text as Operator, left, this.#value());
    const second = this.#take(comparisons);
    if (second !== undefined) this.#fail('a comparison has two sides', second, 'join two of them with `and`');
    return whole;
  }

  #value(): Condition {
    const token = this.#tokens[this.#next];
    if (token === undefined) return this.#nothing();
    this.#next++;
    const { start, end, text } = token;
    if (token.kind === 'number') return { kind: 'literal', value: Number(text), start, end };
    if (token.kind === 'text') return { kind: 'literal', value: text.slice(1, -1), start, end };
    if (text === 'true' || text === 'false') return { kind: 'literal', value: text === 'true', start, end };
    if (text === '(') return this.#enclosed();
    if (text === '[') return this.#list(start);
    if (token.kind === 'name' && !['and', 'or', 'in', 'not'].includes(text))
      return { kind: 'name', name: text, start, end };
    this.#fail(`a value is missing before \`${text}\``, token);
    return falsehood(token);
  }

  #enclosed(): Condition {
    const inside = this.#either();
    if (this.#take([')']) === undefined) this.#fail('a `(` is not closed', this.#here(), 'add `)`');
    return inside;
  }

  #list(start: number): Condition {
    const items: Condition[] = [];
    do {
      if (this.#tokens[this.#next]?.text === ']') break;
      items.push(this.#value());
    } while (this.#take([',']) !== undefined);
    const close = this.#take([']']);
    if (close === undefined) this.#fail('a `[` is not closed', this.#here(), 'add `]`');
    return { kind: 'list', items, start, end: close?.end ?? this.#length };
  }

  #nothing(): Condition {
    const isEmpty = this.#tokens.length === 0;
    this.#fail(isEmpty ? 'the condition is empty' : 'the condition ends before it is whole', this.#here());
    return falsehood(this.#here());
  }

  #take(texts: readonly string[]): Token | undefined {
    const token = this.#tokens[this.#next];
    if (token === undefined || token.kind === 'text' || !texts.includes(token.text)) return undefined;
    this.#next++;
    return token;
  }

  /** The next word, or the last one when none is left. */
  #here(): { start: number; end: number } {
    return this.#tokens[this.#next] ?? this.#tokens.at(-1) ?? { start: 0, end: this.#length };
  }

  #fail(message: string, { start, end }: { start: number; end: number }, hint?: string): void {
    this.fault ??= { message, start, end, hint };
    this.#next = this.#tokens.length;
  }
}

function join(operator: Operator, left: Condition, right: Condition): Condition {
  return { kind: 'operation', operator, left, right, start: left.start, end: right.end };
}

function falsehood({ start, end }: { start: number; end: number }): Condition {
  return { kind: 'literal', value: false, start, end };
}
