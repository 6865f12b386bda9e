import type { Code } from '../diagnostics/codes.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../diagnostics/nearest.ts';
import type { Span } from '../diagnostics/source.ts';
import { describeNode, type Node, type ScalarNode } from '../model/node.ts';
import { placeOf, type Variables, type VariableValue } from './variables.ts';
import { type Condition, type Operator, parseCondition } from './when-parse.ts';

/** What conditions of one edition may name. */
export interface Scope {
  readonly variables: Variables;
  /** Profiles of this edition, those that they start from included. */
  readonly profiles: readonly string[];
  /** Every profile of the deck. */
  readonly knownProfiles: readonly string[];
  /** Language of this edition. */
  readonly lang: string;
}

type Value = VariableValue | readonly (string | number | boolean)[];

interface Result {
  readonly value: Value;
  /** `profile` is a list that equals each of its names; what is `broken` is wrong already, and fits everything. */
  readonly kind: 'text' | 'number' | 'flag' | 'list' | 'profile' | 'broken';
}

type Fail = (at: Condition, message: string, ...hints: (string | undefined)[]) => Result;

const broken: Result = { value: false, kind: 'broken' };
const flag = (value: boolean): Result => ({ value, kind: 'flag' });

/**
 * Whether what stands under this `when` is part of the edition. Conditions compare values and nothing else: no code
 * runs, and everything in one is looked at, so that a fault is named in every edition. What is faulty is shown.
 */
export function isShown(node: Node, scope: Scope, diagnostics: Diagnostic[]): boolean {
  if (node.kind !== 'scalar' || node.value === null) {
    const message = `\`when\` must be a condition, this is ${describeNode(node)}`;
    diagnostics.push(
      diagnose('wrong-type', message, {
        span: node.span,
        hints: ['write it like `when: company and not internal`'],
      }),
    );
    return true;
  }
  const parsed = parseCondition(node.text);
  if ('message' in parsed) {
    const { message, start, end, hint } = parsed;
    diagnostics.push(
      diagnose('invalid-condition', message, { span: within(node, start, end), hints: [hint] }),
    );
    return true;
  }
  return new Judge(node, scope, diagnostics).isTrue(parsed);
}

/** A part of a condition where it stands in the file; the whole value where it is not written to the letter. */
function within({ text, span }: ScalarNode, start: number, end: number): Span {
  const place = placeOf(text, span);
  if (place === span && span.end - span.start !== text.length) return span;
  return { source: place.source, start: place.start + start, end: place.start + end };
}

/** Works out one condition. */
class Judge {
  readonly #node: ScalarNode;
  readonly #scope: Scope;
  readonly #diagnostics: Diagnostic[];

  constructor(node: ScalarNode, scope: Scope, diagnostics: Diagnostic[]) {
    this.#node = node;
    this.#scope = scope;
    this.#diagnostics = diagnostics;
  }

  isTrue(condition: Condition): boolean {
    const { value } = this.#value(condition);
    return typeof value === 'object' ? value.length > 0 : value !== '' && value !== 0 && value !== false;
  }

  #value(condition: Condition): Result {
    if (condition.kind === 'name') return this.#named(condition, condition.name);
    if (condition.kind === 'literal') return { value: condition.value, kind: kindOf(condition.value) };
    if (condition.kind === 'not') return flag(!this.isTrue(condition.of));
    if (condition.kind === 'list') {
      const items = condition.items.flatMap((item) => this.#value(item).value as string | number | boolean);
      return { value: items, kind: 'list' };
    }
    const { operator, left, right } = condition;
    if (operator === 'and' || operator === 'or') {
      const sides = [this.isTrue(left), this.isTrue(right)];
      return flag(operator === 'and' ? sides.every(Boolean) : sides.some(Boolean));
    }
    const sides = [left, right].map((at): Side => ({ at, ...this.#value(at) })) as [Side, Side];
    if (sides.some(({ kind }) => kind === 'profile')) this.#checkProfiles(sides);
    return comparisons[operator](...sides, this.#fail);
  }

  /** `profile == "trainig"` would be false for ever. */
  #checkProfiles(sides: readonly Side[]): void {
    const { knownProfiles } = this.#scope;
    for (const { at } of sides) {
      if (at.kind !== 'literal' || knownProfiles.includes(String(at.value))) continue;
      const span = within(this.#node, at.start, at.end);
      const name = String(at.value);
      this.#report('unknown-choice', `the deck has no profile \`${name}\``, span, {
        hints: [
          didYouMean(name, knownProfiles) ??
            (knownProfiles.length === 0
              ? `make the file \`profiles/${name}.yaml\``
              : `its profiles are: ${knownProfiles.join(', ')}`),
        ],
        fix: renameTo(name, knownProfiles, span),
      });
    }
  }

  #named(at: Condition, name: string): Result {
    const { variables, profiles, lang } = this.#scope;
    if (name === 'profile') return { value: profiles, kind: 'profile' };
    if (name === 'lang') return { value: lang, kind: 'text' };
    const variable = variables.get(name);
    if (variable === undefined) {
      const known = [...variables.keys(), 'profile', 'lang'];
      const span = within(this.#node, at.start, at.end);
      return this.#report('unknown-variable', `there is no variable \`${name}\``, span, {
        hints: [
          didYouMean(name, known) ??
            `a text stands in quotes: \`"${name}"\`; a variable stands under \`variables:\` in \`deck.yaml\``,
        ],
        fix: renameTo(name, known, span),
      });
    }
    const { value, isBroken } = variable;
    return { value, kind: isBroken === true ? 'broken' : kindOf(value) };
  }

  readonly #fail: Fail = (at, message, ...hints) =>
    this.#report('invalid-condition', message, within(this.#node, at.start, at.end), { hints });

  #report(
    code: Code,
    message: string,
    span: Span,
    details: { hints: readonly (string | undefined)[]; fix?: ReturnType<typeof renameTo> },
  ): Result {
    this.#diagnostics.push(diagnose(code, message, { span, ...details }));
    return broken;
  }
}

interface Side extends Result {
  readonly at: Condition;
}

type Comparison = (left: Side, right: Side, fail: Fail) => Result;

const equals: Comparison = (left, right, fail) => {
  if (left.kind === 'broken' || right.kind === 'broken') return broken;
  const list = [left, right].find(({ kind }) => kind === 'list');
  if (list !== undefined)
    return fail(list.at, 'a list equals nothing', 'to look for an item write `"item" in list`');
  const profile = [left, right].find(({ kind }) => kind === 'profile');
  const other = profile === left ? right : left;
  if (profile !== undefined) return flag((profile.value as readonly Value[]).includes(other.value));
  if (left.kind === right.kind) return flag(left.value === right.value);
  return fail(
    right.at,
    `${kinds[left.kind]} is never equal to ${kinds[right.kind]}`,
    left.kind === 'number' ? 'numbers stand without quotes' : undefined,
  );
};

const byNumber =
  (compare: (left: number, right: number) => boolean): Comparison =>
  (left, right, fail) => {
    const odd = [left, right].find(({ kind }) => kind !== 'number' && kind !== 'broken');
    if (odd !== undefined)
      return fail(
        odd.at,
        `only numbers are greater or less, this is ${kinds[odd.kind]}`,
        odd.at.kind === 'literal' ? 'numbers stand without quotes' : undefined,
      );
    return left.kind === 'broken' || right.kind === 'broken'
      ? broken
      : flag(compare(left.value as number, right.value as number));
  };

const comparisons: Readonly<Record<Exclude<Operator, 'and' | 'or'>, Comparison>> = {
  '==': equals,
  '!=': (left, right, fail) => {
    const result = equals(left, right, fail);
    return result.kind === 'broken' ? result : flag(result.value === false);
  },
  '<': byNumber((left, right) => left < right),
  '<=': byNumber((left, right) => left <= right),
  '>': byNumber((left, right) => left > right),
  '>=': byNumber((left, right) => left >= right),
  in: (left, right, fail) => {
    if (left.kind === 'broken' || right.kind === 'broken') return broken;
    if (right.kind !== 'list' && right.kind !== 'profile')
      return fail(right.at, `\`in\` looks into a list, this is ${kinds[right.kind]}`);
    if (left.kind === 'list' || left.kind === 'profile') return fail(left.at, 'a list is in no list');
    return flag((right.value as readonly Value[]).map(String).includes(String(left.value)));
  },
};

const kinds = {
  text: 'text',
  number: 'a number',
  flag: '`true` or `false`',
  list: 'a list',
  profile: 'a list of names',
  broken: 'broken',
} as const satisfies Readonly<Record<Result['kind'], string>>;

function kindOf(value: Value): 'text' | 'number' | 'flag' | 'list' {
  if (typeof value === 'object') return 'list';
  return ({ string: 'text', number: 'number', boolean: 'flag' } as const)[
    typeof value as 'string' | 'number' | 'boolean'
  ];
}
