import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { describeNode, type Node } from '../model/node.ts';
import type { Variable, VariableType, VariableValue } from './variables.ts';

interface TypeOfVariable {
  /** In words, as a message says it. */
  readonly name: string;
  /** Stands in for a value that is none. */
  readonly nothing: VariableValue;
  /** The value of a node; undefined when it is none of this type. */
  readonly read: (node: Node) => VariableValue | undefined;
  /** The value of what somebody typed on a command line or put into the environment. */
  readonly parse: (text: string) => VariableValue | undefined;
}

const anyText: Pick<TypeOfVariable, 'nothing' | 'read' | 'parse'> = {
  nothing: '',
  read: (node) => (node.kind === 'scalar' && node.value !== null ? node.text : undefined),
  parse: (text) => text,
};

/** One reader a type. */
export const typesOfVariables: Readonly<Record<VariableType, TypeOfVariable>> = {
  text: { ...anyText, name: 'text' },
  image: { ...anyText, name: 'the path of a picture' },
  number: {
    name: 'a number',
    nothing: 0,
    read: (node) => (node.kind === 'scalar' && typeof node.value === 'number' ? node.value : undefined),
    parse: (text) => (/^\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*$/.test(text) ? Number(text) : undefined),
  },
  flag: {
    name: '`true` or `false`',
    nothing: false,
    read: (node) => (node.kind === 'scalar' && typeof node.value === 'boolean' ? node.value : undefined),
    parse: (text) => (/^\s*(?:true|false)\s*$/.test(text) ? text.trim() === 'true' : undefined),
  },
  list: {
    name: 'a list of texts',
    nothing: [],
    read: (node) => {
      if (node.kind !== 'sequence') return undefined;
      const texts = node.items.flatMap((item) =>
        item.kind === 'scalar' && item.value !== null ? [item.text] : [],
      );
      return texts.length === node.items.length ? texts : undefined;
    },
    parse: (text) =>
      text
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== ''),
  },
};

/** The type that a value has where none is declared. */
export function typeOf(node: Node): VariableType {
  if (node.kind === 'sequence') return 'list';
  if (node.kind === 'map') return 'text';
  if (typeof node.value === 'number') return 'number';
  return typeof node.value === 'boolean' ? 'flag' : 'text';
}

/** A value of a type, and what is wrong with it. `declared` is where the type comes from. */
export function readValue(
  name: string,
  type: VariableType,
  node: Node,
  declared: Node,
  lang: string,
): [Variable, Diagnostic[]] {
  const { read, nothing, name: wanted } = typesOfVariables[type];
  const value = read(node);
  if (value !== undefined)
    return [{ type, value, text: node.kind === 'scalar' ? node.text : textOf(value, lang) }, []];
  const isOverride = declared !== node;
  const seen =
    type === 'list' && node.kind === 'sequence' ? 'a list that holds more than texts' : describeNode(node);
  const fault = diagnose('wrong-type', `variable \`${name}\` must be ${wanted}, this is ${seen}`, {
    span: node.span,
    hints: [
      isOverride && node.kind === 'scalar'
        ? `to allow any text, declare it as \`${name}: { type: text, value: … }\``
        : undefined,
    ],
    related: isOverride ? [{ message: `declared as ${wanted} here`, span: declared.span }] : [],
  });
  return [{ type, value: nothing, text: '', isBroken: true }, [fault]];
}

/** How a value stands in a text. */
export function textOf(value: VariableValue, lang: string): string {
  if (typeof value !== 'object') return String(value);
  return new Intl.ListFormat(isLanguage(lang) ? lang : 'en').format(value);
}

function isLanguage(lang: string): boolean {
  try {
    return Intl.getCanonicalLocales(lang).length > 0;
  } catch {
    return false;
  }
}
