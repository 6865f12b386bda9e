/** An operator of a content stream with its operands, as places in the stream's text. ISO 32000-1, 7.8.2 */
export interface Operator {
  readonly name: string;
  /** Where the first operand begins. */
  readonly from: number;
  /** Where the operator itself begins. */
  readonly at: number;
  readonly to: number;
}

const code = (character: string): number => character.charCodeAt(0);
const open = code('(');
const close = code(')');
const backslash = code('\\');
const less = code('<');
const greater = code('>');
const slash = code('/');
const percent = code('%');

/** White space, what opens or closes, and what numbers begin with. */
const kinds = new Uint8Array(256);
const space = 1;
const delimiter = 2;
const numeral = 3;
for (const each of '\0\t\n\f\r ') kinds[code(each)] = space;
for (const each of '()<>[]{}/%') kinds[code(each)] = delimiter;
for (const each of '0123456789+-.') kinds[code(each)] = numeral;

const operands = new Set(['true', 'false', 'null']);

/**
 * Calls `visit` for each operator, in order. `false` when the stream holds a picture written out between its operators:
 * Chromium makes no such pictures, and their bytes cannot be told from operators.
 */
export function readOperators(text: string, visit: (operator: Operator) => void): boolean {
  let from = -1;
  let at = 0;
  while (at < text.length) {
    const first = text.charCodeAt(at);
    const kind = kinds[first];
    if (kind === space) {
      at++;
      continue;
    }
    if (from < 0) from = at;
    if (kind !== undefined && kind !== 0) {
      at = kind === numeral ? wordEnd(text, at) : delimitedEnd(text, at, first);
      continue;
    }
    const to = wordEnd(text, at);
    const name = text.slice(at, to);
    if (name === 'BI') return false;
    if (!operands.has(name)) {
      visit({ name, from, at, to });
      from = -1;
    }
    at = to;
  }
  return true;
}

function wordEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const kind = kinds[text.charCodeAt(at)];
    if (kind === space || kind === delimiter) break;
    at++;
  }
  return at;
}

/** Behind a name, string or comment; of arrays and dictionaries behind what opens or closes them. */
function delimitedEnd(text: string, at: number, first: number): number {
  if (first === slash) return wordEnd(text, at);
  if (first === open) return literalEnd(text, at);
  if (first === less && text.charCodeAt(at + 1) !== less) return behind(text, '>', at);
  if (first === percent) return behind(text, '\n', at);
  return at + (first === less || (first === greater && text.charCodeAt(at + 1) === greater) ? 2 : 1);
}

function behind(text: string, end: string, at: number): number {
  const found = text.indexOf(end, at);
  return found < 0 ? text.length : found + 1;
}

function literalEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const each = text.charCodeAt(at);
    if (each === backslash) at++;
    else if (each === open) depth++;
    else if (each === close && --depth === 0) return at + 1;
  }
  return text.length;
}

/** As short as PDF allows: no zero before the point, none at the end. */
export function numberText(value: number, decimals: number): string {
  const factor = 10 ** decimals;
  const rounded = Math.round(value * factor) / factor;
  // Small numbers would be written with an exponent, which PDF does not know.
  const text = Math.abs(rounded) < 1e-6 ? '0' : String(rounded);
  return text.replace(/^(-?)0\./, '$1.');
}

/** The numbers of a text, each to so many decimals; those that are short enough stay as they are. */
export function roundNumbers(text: string, decimals: number): string {
  return text.replace(/-?\d*\.\d+/g, (each) =>
    each.length - each.indexOf('.') - 1 > decimals ? numberText(Number(each), decimals) : each,
  );
}
