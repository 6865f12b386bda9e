import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../diagnostics/nearest.ts';
import type { Span } from '../diagnostics/source.ts';
import type { ScalarNode, SequenceNode } from '../model/node.ts';

export const variableTypes = ['text', 'number', 'list', 'image', 'flag'] as const;
export type VariableType = (typeof variableTypes)[number];

export type VariableValue = string | number | boolean | readonly string[];

/** A value that texts and conditions may name. */
export interface Variable {
  readonly type: VariableType;
  readonly value: VariableValue;
  /** What stands in texts: numbers as they are written, lists joined as the deck's language does. */
  readonly text: string;
  /** Where its name stands; undefined when no file declares it. */
  readonly span?: Span;
  /** Whether its value is no such value, which is said already. */
  readonly isBroken?: boolean;
}

export type Variables = ReadonlyMap<string, Variable>;

/** A variable in a text, and whether a backslash keeps it from being one. */
export const braces = /(\\?)\{\{\s*([^{}]*?)\s*\}\}/g;

/**
 * Puts variables into a text: `{{company}}`. A backslash keeps braces as they are: `\{{`.
 * Values are data: nothing in them is looked at again.
 */
export function fillVariables(
  text: string,
  variables: Variables,
  span: Span,
  diagnostics: Diagnostic[],
): string {
  if (!text.includes('{{')) return text;
  return text.replace(braces, (whole: string, escaped: string, name: string) => {
    if (escaped !== '') return whole.slice(1);
    const variable = variables.get(name);
    if (variable !== undefined) return variable.text;
    const place = placeOf(whole, span);
    diagnostics.push(
      diagnose('unknown-variable', `there is no variable \`${name}\``, {
        span: place,
        fix: place === span ? undefined : renameTo(name, variables.keys(), place),
        hints: [
          didYouMean(name, variables.keys()) ?? `add \`${name}: …\` under \`variables:\` in \`deck.yaml\``,
          'to show the braces themselves write `\\{{`',
        ],
      }),
    );
    return whole;
  });
}

/** The items of a list variable where a list is wanted and nothing but its name is written; `broken` is told already. */
export function listNamed(node: ScalarNode, variables: Variables): SequenceNode | 'broken' | undefined {
  const [, name = ''] = /^\s*\{\{\s*([^{}]*?)\s*\}\}\s*$/.exec(node.text) ?? [];
  const variable = variables.get(name);
  if (variable === undefined || !Array.isArray(variable.value)) return undefined;
  if (variable.isBroken === true) return 'broken';
  const { span } = node;
  const items = variable.value.map(
    (text: string): ScalarNode => ({ kind: 'scalar', value: text, text, span }),
  );
  return { kind: 'sequence', items, span };
}

/** A part of a value, such as the braces themselves, where it stands in the source as written; else the whole value. */
export function placeOf(written: string, span: Span): Span {
  const start = span.source.text.indexOf(written, span.start);
  return start < 0 || start >= span.end ? span : { source: span.source, start, end: start + written.length };
}
