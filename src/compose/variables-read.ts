import { type Checked, type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { Host } from '../host.ts';
import type { Field, Fields } from '../model/contract.ts';
import type { EditionRequest } from '../model/edition.ts';
import type { Manuscript } from '../model/manuscript.ts';
import { describeNode, type Entry, entryOf, type MapNode, type Node, textOf } from '../model/node.ts';
import { validateGroup } from '../model/validate.ts';
import { resolveImage } from '../read/assets.ts';
import { type Variable, type Variables, type VariableType, variableTypes } from './variables.ts';
import { readValue, textOf as textOfValue, typeOf, typesOfVariables } from './variables-types.ts';
import { reservedWords, wordPattern } from './when-words.ts';

const about = (type: Field['type'], description: string): Field => ({ type, description, required: false });

/** The long form of a variable. */
export const variableFields: Fields = new Map<string, Field>([
  [
    'type',
    { ...about('choice', 'type of its values; as the value has it unless given'), options: variableTypes },
  ],
  ['value', about('any', 'the value')],
  ['description', about('text', 'what it is for')],
  ['env', about('text', 'environment variable that overrides the value where it is set')],
]);

/** What `deck.yaml` says of a variable. */
interface Declaration {
  readonly type: VariableType;
  readonly value?: Node;
  readonly env?: string;
}

/** The variables as files have them; faults are left out. For ids, which are the same in all editions. */
export function readVariables(deck: MapNode): Variables {
  return new Map(
    entriesOf(deck).flatMap((entry): [string, Variable][] => {
      const { type, value } = declarationOf(entry, []);
      if (value === undefined) return [];
      return [[entry.key, readValue(entry.key, type, value, value, languageOf(deck))[0]]];
    }),
  );
}

/**
 * The variables of an edition: what the files say, over it the environment where a variable names one, over it what
 * was asked for. Types are those that the base declares, wherever a value comes from.
 */
export function settleVariables(
  host: Host,
  manuscript: Manuscript,
  { set }: Pick<EditionRequest, 'set'>,
): Checked<Variables> {
  const diagnostics: Diagnostic[] = [];
  const { map, folder } = manuscript;
  const node = entryOf(map, 'variables')?.value;
  if (node !== undefined && node.kind !== 'map' && !(node.kind === 'scalar' && node.value === null)) {
    diagnostics.push(
      diagnose(
        'wrong-type',
        `\`variables\` must be a map of names to values, this is ${describeNode(node)}`,
        {
          span: node.span,
        },
      ),
    );
  }
  const lang = languageOf(map);
  const settled = new Map<string, Variable>();
  for (const entry of entriesOf(map)) {
    diagnostics.push(...nameFaults(entry));
    const given = { text: set.get(entry.key), env: (name: string) => host.env(name) };
    const [variable, faults] = settle(entry, baseOf(manuscript, entry), given, lang);
    diagnostics.push(...faults);
    const broken = faults.length > 0 ? undefined : brokenImage(variable, entry, host, folder);
    if (broken !== undefined) diagnostics.push(broken);
    settled.set(entry.key, {
      ...variable,
      span: entry.keySpan,
      ...(broken === undefined ? {} : { isBroken: true }),
    });
  }
  for (const name of set.keys()) {
    if (!settled.has(name)) diagnostics.push(unknownSet(name, settled));
  }
  return { value: settled, diagnostics };
}

function entriesOf(deck: MapNode): readonly Entry[] {
  const node = entryOf(deck, 'variables')?.value;
  return node?.kind === 'map' ? node.entries : [];
}

function languageOf(deck: MapNode): string {
  return textOf(deck, 'lang') ?? 'en';
}

interface Given {
  /** From the command line. */
  readonly text: string | undefined;
  readonly env: (name: string) => string | undefined;
}

function settle(
  { key, keySpan, value: written }: Entry,
  base: Node,
  given: Given,
  lang: string,
): [Variable, Diagnostic[]] {
  const faults: Diagnostic[] = [];
  const declared = declarationOf({ key, keySpan, value: base }, base === written ? faults : []);
  const own = base === written ? declared : declarationOf({ key, keySpan, value: written }, faults);
  if (base !== written) faults.push(...typeFault(key, declared, written));
  const { type } = declared;
  const environment = declared.env ?? own.env;
  const fromOutside = given.text ?? (environment === undefined ? undefined : given.env(environment));
  if (fromOutside !== undefined) {
    const by = given.text === undefined ? `the environment variable \`${environment}\`` : '`--set`';
    const [variable, fault] = parseValue(key, type, fromOutside, by, lang);
    return [variable, [...faults, ...fault]];
  }
  const value = own.value ?? declared.value;
  if (value === undefined) {
    const fault = diagnose('missing-field', `variable \`${key}\` has no value`, {
      span: keySpan,
      hints: [
        environment === undefined
          ? `write \`${key}: …\``
          : `set the environment variable \`${environment}\`, or add \`value: …\` for when it is not set`,
      ],
    });
    return [{ type, value: typesOfVariables[type].nothing, text: '', isBroken: true }, [...faults, fault]];
  }
  const place = declared.value ?? base;
  const [variable, wrong] = readValue(key, type, value, place, lang);
  return [variable, [...faults, ...wrong]];
}

/** What one file says of a variable: a value alone, or the long form. */
function declarationOf({ key, value }: Entry, diagnostics: Diagnostic[]): Declaration {
  if (value.kind !== 'map') return isNothing(value) ? { type: 'text' } : { type: typeOf(value), value };
  const owner = `variable \`${key}\``;
  const keys = validateGroup(value, variableFields, { diagnostics, spans: new Map(), owner });
  const inner = entryOf(value, 'value')?.value;
  const written = inner === undefined || isNothing(inner) ? undefined : inner;
  return {
    type: (keys.type as VariableType | undefined) ?? (written === undefined ? 'text' : typeOf(written)),
    ...(written === undefined ? {} : { value: written }),
    ...(typeof keys.env === 'string' ? { env: keys.env } : {}),
  };
}

function isNothing(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}

/** The variable as it was before any overlay; itself when none changed it. */
function baseOf({ trail }: Manuscript, { key, value }: Entry): Node {
  let node = value;
  for (const { path, before } of trail.toReversed()) {
    const [root, name, part] = path.split('.');
    if (root !== 'variables' || (name !== undefined && name !== key)) continue;
    if (name === undefined) node = (before?.kind === 'map' ? entryOf(before, key)?.value : undefined) ?? node;
    else if (part === undefined) node = before ?? node;
    else if (node.kind === 'map') node = withPart(node, part, before);
  }
  return node;
}

function withPart(map: MapNode, key: string, value: Node | undefined): MapNode {
  const rest = map.entries.filter((entry) => entry.key !== key);
  return {
    ...map,
    entries: value === undefined ? rest : [...rest, { key, keySpan: value.span, value }],
  };
}

/** An overlay may not change what kind of value a variable has: texts and conditions count on it. */
function typeFault(name: string, { type }: Declaration, written: Node): Diagnostic[] {
  const own = written.kind === 'map' ? entryOf(written, 'type')?.value : undefined;
  if (own?.kind !== 'scalar' || own.text === type || !(variableTypes as readonly string[]).includes(own.text))
    return [];
  return [
    diagnose('wrong-type', `variable \`${name}\` is of the type \`${type}\`, not \`${own.text}\``, {
      span: own.span,
      hints: ['take the line out: `deck.yaml` says what type it has'],
    }),
  ];
}

/** A value that was typed, as the declared type takes it. */
function parseValue(
  name: string,
  type: VariableType,
  text: string,
  by: string,
  lang: string,
): [Variable, Diagnostic[]] {
  const { parse, nothing, name: wanted } = typesOfVariables[type];
  const value = parse(text);
  if (value !== undefined)
    return [{ type, value, text: type === 'list' ? textOfValue(value, lang) : text.trim() }, []];
  const fault = diagnose('bad-option', `variable \`${name}\` must be ${wanted}; ${by} says \`${text}\``);
  return [{ type, value: nothing, text: '', isBroken: true }, [fault]];
}

function brokenImage(
  { type, value }: Variable,
  { value: written }: Entry,
  host: Host,
  folder: string,
): Diagnostic | undefined {
  if (type !== 'image') return undefined;
  const inner = written.kind === 'map' ? entryOf(written, 'value')?.value : written;
  return resolveImage(host, folder, String(value), (inner ?? written).span).diagnostics[0];
}

/** Texts and conditions must be able to say the name. */
function nameFaults({ key, keySpan }: Entry): Diagnostic[] {
  if (reservedWords.has(key)) {
    return [
      diagnose('invalid-variable', `a variable cannot be named \`${key}\``, {
        span: keySpan,
        hints: [`conditions know these words already: ${[...reservedWords].join(', ')}`],
      }),
    ];
  }
  if (new RegExp(`^${wordPattern}$`, 'u').test(key)) return [];
  return [
    diagnose('invalid-variable', `a variable cannot be named \`${key}\``, {
      span: keySpan,
      hints: ['begin with a letter; go on with letters, digits, `_` and single dashes'],
    }),
  ];
}

function unknownSet(name: string, known: Variables): Diagnostic {
  const names = [...known.keys()];
  return diagnose('bad-option', `\`--set\`: there is no variable \`${name}\``, {
    hints: [
      didYouMean(name, names) ??
        (names.length === 0 ? 'the deck has no variables' : `its variables are: ${names.join(', ')}`),
    ],
  });
}
