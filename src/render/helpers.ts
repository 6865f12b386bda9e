import { escapeHtml, markSafe, plainText, withoutMarks } from '../model/html.ts';
import { formatNumber } from '../model/language.ts';
import { drawQr } from './qr.ts';

/** What a helper sees of the slide that is being drawn. */
export interface DrawContext {
  readonly steps: boolean;
  readonly labels: ReadonlyMap<string, string>;
  readonly lang: string;
}

/** A helper's result; `SafeHtml` comes back wrapped so that Handlebars does not escape it. */
type Helper = (context: DrawContext, ...values: readonly unknown[]) => unknown;

const numbers = (values: readonly unknown[]): number[] => values.map((value) => Number(value ?? 0));
const rounded = (value: number): number => Math.round(value * 1000) / 1000;
const radians = (degrees: unknown): number => (Number(degrees) * Math.PI) / 180;

/** Printed numbers are cut to a thousandth: drawings stay small and the same on every machine. */
const math = (calculate: (...values: number[]) => number): Helper => {
  return (_context, ...values) => rounded(calculate(...numbers(values)));
};

const count = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

/** Markers and line colours are numbered 1 to 6; more parts than that begin again. */
const lineCount = 6;

/** Every helper that a template may call. An unknown name is an error when the layout is loaded. */
export const helpers: Readonly<Record<string, Helper>> = {
  add: math((...all) => all.reduce((sum, each) => sum + each, 0)),
  sub: math((first = 0, ...rest) => rest.reduce((left, each) => left - each, first)),
  mul: math((...all) => all.reduce((product, each) => product * each, 1)),
  div: math((a = 0, b = 1) => (b === 0 ? 0 : a / b)),
  mod: math((a = 0, b = 1) => ((a % b) + b) % b),
  min: math((...all) => Math.min(...all)),
  max: math((...all) => Math.max(...all)),
  round: math((value = 0, digits = 0) => Math.round(value * 10 ** digits) / 10 ** digits),
  floor: math((value = 0) => Math.floor(value)),
  ceil: math((value = 0) => Math.ceil(value)),
  sqrt: math((value = 0) => Math.sqrt(value)),
  cos: (_context, degrees) => rounded(Math.cos(radians(degrees))),
  sin: (_context, degrees) => rounded(Math.sin(radians(degrees))),

  eq: (_context, a, b) => a === b,
  ne: (_context, a, b) => a !== b,
  lt: (_context, a, b) => Number(a) < Number(b),
  gt: (_context, a, b) => Number(a) > Number(b),
  lte: (_context, a, b) => Number(a) <= Number(b),
  gte: (_context, a, b) => Number(a) >= Number(b),
  and: (_context, ...values) => values.every(isTruthy),
  or: (_context, ...values) => values.find(isTruthy) ?? false,
  not: (_context, value) => !isTruthy(value),

  len: (_context, list) => count(list),
  chars: (_context, value) => textsOf(value).reduce((sum, text) => sum + lengthOf(text), 0),
  longestWord: (_context, value) =>
    Math.max(0, ...textsOf(value).flatMap((text) => text.split(/[\s\u00ad\u200b-]+/).map(lengthOf))),
  at: (_context, list, index) => (Array.isArray(list) ? list[Number(index)] : undefined),
  default: (_context, value, fallback) =>
    isTruthy(value) || value === 0 || value === false ? value : fallback,
  concat: (_context, ...values) => withoutMarks(values.map((value) => String(value ?? '')).join('')),
  plain: (_context, value) => plainText(value === undefined || value === null ? '' : escapeUnlessSafe(value)),
  hasLink: (_context, value) => /<a\b/.test(escapeUnlessSafe(value ?? '')),
  lineOf: (_context, item, index) => {
    const own = (item as { readonly line?: unknown } | undefined)?.line;
    return typeof own === 'number' ? own : (Number(index ?? 0) % lineCount) + 1;
  },
  step: (context) => (context.steps ? 'fragment' : ''),
  stepAt: (context, index) => markSafe(context.steps ? ` data-fragment-index="${Number(index)}"` : ''),
  qr: (_context, text) => drawQr(plainText(text === undefined ? '' : escapeUnlessSafe(text))),
  label: (context, key) => context.labels.get(String(key)) ?? String(key),
  formatNumber: (context, value) =>
    typeof value === 'number' ? formatNumber(value, context.lang) : (value ?? ''),
};

/** Block helpers repeat or choose what they enclose; listed apart because Handlebars hands them other arguments. */
export const blockHelpers = ['if', 'unless', 'each', 'with', 'times'] as const;

export function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return Boolean(value);
}

/** The texts that a value will print, without their tags; of lists and groups all. For layouts that adapt to length. */
function textsOf(value: unknown): string[] {
  if (value === undefined || value === null || typeof value === 'boolean') return [];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  // Handlebars' safe strings have a `toHTML`; every other object is a group.
  if (typeof value === 'object' && !('toHTML' in value)) return Object.values(value).flatMap(textsOf);
  return [plainText(escapeUnlessSafe(value))];
}

function lengthOf(text: string): number {
  return [...text].length;
}

function escapeUnlessSafe(value: unknown): string {
  return typeof value === 'object' ? String(value) : escapeHtml(String(value));
}
