import { fillVariables, type Variables } from '../compose/variables.ts';
import type { FieldValue } from '../model/deck.ts';
import type { Node } from '../model/node.ts';

/** A value in words of a file, variables filled in: text as it is, lists and maps in the short form of YAML. */
export function showNode(node: Node, variables: Variables = new Map()): string {
  return node.kind === 'scalar' ? filled(node.text, node, variables).trimEnd() : showInside(node, variables);
}

function showInside(node: Node, variables: Variables): string {
  if (node.kind === 'scalar') return quoted(filled(node.text, node, variables).trim());
  if (node.kind === 'sequence')
    return `[${node.items.map((item) => showInside(item, variables)).join(', ')}]`;
  return `{ ${node.entries.map(({ key, value }) => `${key}: ${showInside(value, variables)}`).join(', ')} }`;
}

/** The same of a value that was composed. */
export function showValue(value: FieldValue): string {
  return typeof value === 'object' ? insideOf(value) : String(value).trimEnd();
}

function insideOf(value: FieldValue): string {
  if (typeof value !== 'object') return quoted(String(value).trim());
  if (Array.isArray(value)) return `[${value.map(insideOf).join(', ')}]`;
  const entries = Object.entries(value).flatMap(([key, each]) =>
    each === undefined ? [] : [`${key}: ${insideOf(each as FieldValue)}`],
  );
  return `{ ${entries.join(', ')} }`;
}

/** Where items end would else be a riddle. */
function quoted(text: string): string {
  return /[,:[\]{}"\n]/.test(text) ? JSON.stringify(text) : text;
}

function filled(text: string, { span }: Node, variables: Variables): string {
  // What is wrong with a variable is told when the deck is composed.
  return variables.size === 0 ? text : fillVariables(text, variables, span, []);
}

/** Every text in a value, with the node that it stands in. */
export function scalarsIn(node: Node): Extract<Node, { kind: 'scalar' }>[] {
  if (node.kind === 'scalar') return [node];
  return node.kind === 'sequence'
    ? node.items.flatMap(scalarsIn)
    : node.entries.flatMap(({ value }) => scalarsIn(value));
}
