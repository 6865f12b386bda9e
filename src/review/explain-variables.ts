import { braces, type Variables } from '../compose/variables.ts';
import { entryOf, type Node, textOf } from '../model/node.ts';
import type { Reviewed } from './edition.ts';
import type { ExplainedVariable } from './explanation.ts';
import { historyOf, type Step } from './history.ts';
import { scalarsIn } from './values.ts';

/** The variables that a value names, in its texts and in its conditions, each with the chain of its own value. */
export function explainVariables(node: Node, variables: Variables, reviewed: Reviewed): ExplainedVariable[] {
  return [...namesIn(node, variables)].map((name) => ({
    name,
    value: variables.get(name)?.text ?? '',
    steps: chainOf(name, reviewed),
  }));
}

function namesIn(node: Node, variables: Variables): Set<string> {
  const inText = scalarsIn(node).flatMap(({ text }) =>
    [...text.matchAll(braces)].flatMap(([, backslash, name = '']) => (backslash === '' ? [name] : [])),
  );
  const inConditions = conditionsIn(node).flatMap((text) =>
    [...text.replace(/"[^"]*"|'[^']*'/g, '').matchAll(/[\p{L}_][\p{L}\p{N}_-]*/gu)].map(([word]) => word),
  );
  return new Set([...inText, ...inConditions].filter((name) => variables.has(name)));
}

function conditionsIn(node: Node): string[] {
  if (node.kind === 'scalar') return [];
  if (node.kind === 'sequence') return node.items.flatMap(conditionsIn);
  return [textOf(node, 'when') ?? '', ...node.entries.flatMap(({ value }) => conditionsIn(value))];
}

function chainOf(name: string, { host, manuscript, request }: Reviewed): Step[] {
  const steps = historyOf(manuscript.map, manuscript.trail, `variables.${name}`);
  // Where a profile writes a value alone, the base still says which environment variable counts.
  const env = steps.map(({ value }) => value?.kind === 'map' && textOf(value, 'env')).findLast(Boolean);
  const outside = env ? host.env(env) : undefined;
  const set = request.set.get(name);
  return [
    ...steps.map(withValueOnly),
    ...(outside === undefined ? [] : [given(`environment \`${env}\``, outside)]),
    ...(set === undefined ? [] : [given('`--set`', set)]),
  ];
}

/** Of the long form only what the variable is. */
function withValueOnly(step: Step): Step {
  const inner = step.value?.kind === 'map' ? entryOf(step.value, 'value')?.value : undefined;
  const part = step.part === 'value' ? '' : step.part;
  return inner === undefined ? { ...step, part } : { ...step, part, value: inner, span: inner.span };
}

function given(by: string, text: string): Step {
  const nowhere = { source: { path: '', text }, start: 0, end: 0 };
  return { by, verb: 'set', part: '', value: { kind: 'scalar', value: text, text, span: nowhere } };
}
