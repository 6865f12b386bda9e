import type { Fault } from '../client/fit/faults.ts';
import type { FitFinding } from './message.ts';

/** Of a text that a page sends, in characters; it shows no more than the beginning of one. */
const longest = 2_000;

type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === 'string' && value.length <= longest;
const isNumber: Test = (value) => typeof value === 'number' && Number.isFinite(value);
const oneOf =
  (...words: readonly string[]): Test =>
  (value) =>
    words.includes(value as string);
const maybe =
  (test: Test): Test =>
  (value) =>
    value === undefined || test(value);

const axis = oneOf('tall', 'wide');
const culprit = { field: maybe(isText), words: isText };
const common = { ...culprit, kind: isText, step: maybe(isNumber), others: maybe(isNumber) };

/** Everything that a fault of each kind may have. */
const kinds: { readonly [kind in Fault['kind']]: Readonly<Record<string, Test>> } = {
  overflow: {
    axis,
    px: isNumber,
    whole: maybe(isText),
    beyond: oneOf('box', 'margin', 'furniture', 'slide'),
    characters: maybe(isNumber),
  },
  'title-lines': { lines: isNumber, characters: isNumber },
  cut: { axis, px: isNumber, characters: isNumber },
  hidden: {},
  overlap: { px: isNumber, over: (value) => has(value, culprit) },
  covered: {},
  'small-text': { size: isNumber, least: isNumber },
  contrast: { ratio: isNumber, needed: isNumber, behind: oneOf('colour', 'picture') },
  enlarged: { times: isNumber, width: isNumber, height: isNumber },
  'code-wrap': { characters: isNumber },
};

/** What a page posts of the slides that it measured; undefined when it is anything else. */
export function parseFindings(body: string): readonly FitFinding[] | undefined {
  let told: unknown;
  try {
    told = JSON.parse(body);
  } catch {
    return undefined;
  }
  const slides = isRecord(told) ? told.slides : undefined;
  return isList(slides, isFinding) ? (slides as readonly FitFinding[]) : undefined;
}

function isFinding(value: unknown): boolean {
  return has(value, {
    key: isText,
    faults: (faults) => isList(faults, isFault),
    broken: (addresses) => isList(addresses, isText),
  });
}

function isFault(value: unknown): boolean {
  const kind = isRecord(value) ? String(value.kind) : '';
  return Object.hasOwn(kinds, kind) && has(value, { ...common, ...kinds[kind as Fault['kind']] });
}

/** Whether it has these and no others. */
function has(value: unknown, tests: Readonly<Record<string, Test>>): boolean {
  if (!isRecord(value)) return false;
  const isKnown = Object.keys(value).every((key) => Object.hasOwn(tests, key));
  return isKnown && Object.entries(tests).every(([key, test]) => test(value[key]));
}

function isList(value: unknown, test: Test): boolean {
  return Array.isArray(value) && value.every(test);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
