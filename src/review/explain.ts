import { join } from 'node:path';
import { slideFields } from '../compose/deck-keys.ts';
import type { Variables } from '../compose/variables.ts';
import { isShown } from '../compose/when.ts';
import { describeField } from '../model/contract.ts';
import { type FieldGroup, type FieldValue, type Slide, slidesOf } from '../model/deck.ts';
import { entryOf, type Node } from '../model/node.ts';
import { type Found, findAddress, nameOf, slideIn } from './address.ts';
import { departureOf } from './departure.ts';
import { type Reviewed, scopeOf, variablesOf } from './edition.ts';
import { explainVariables } from './explain-variables.ts';
import type { Departure, ExplainedPart, Explanation, LeftOutPart, Subject } from './explanation.ts';
import { baseName, historyOf, nodeAt, partsOf, type Step } from './history.ts';
import { showNode, showValue } from './values.ts';

/** Why something of an edition is as it is: `gitops`, `gitops.title`, `section:mid`, `deck.lang`. Throws `unknown-address`. */
export function explain(written: string, reviewed: Reviewed): Explanation {
  const found = findAddress(written, reviewed);
  const variables = variablesOf(reviewed);
  const leftOut = found.kind === 'slide' ? departureOf(found.id, reviewed) : sectionGone(found, reviewed);
  const explained =
    found.path === '' ? explainWhole(found, variables, reviewed) : explainField(found, variables, reviewed);
  return { ...explained, ...(leftOut === undefined ? {} : { leftOut }) };
}

/** What is only for whoever edits the file is read there. */
const unsaid = '(private)';

function withoutPrivate(node: Node, path: string): Node {
  if (/^notes\.private(?:\.|$)/.test(path))
    return { kind: 'scalar', value: unsaid, text: unsaid, span: node.span };
  if (path !== 'notes' || node.kind !== 'map') return node;
  const entries = node.entries.map((entry) => ({
    ...entry,
    value: withoutPrivate(entry.value, `notes.${entry.key}`),
  }));
  return { ...node, entries };
}

function historyWithoutPrivate({ map, trail, path, kind }: Found): Step[] {
  const steps = historyOf(map, trail, path);
  if (kind !== 'slide') return steps;
  return steps.map((step) => {
    const at = step.part === '' ? path : `${path}.${step.part}`;
    return step.value === undefined ? step : { ...step, value: withoutPrivate(step.value, at) };
  });
}

function explainWhole(found: Found, variables: Variables, reviewed: Reviewed): Explanation {
  const { map, trail } = found;
  const parts = map.entries
    .filter(({ key }) => key !== 'slides' && key !== 'sections')
    .map(({ key }): ExplainedPart => partOf({ ...found, path: key }, variables, reviewed));
  return {
    subject: subjectOf(found, reviewed),
    steps: [...originOf(found, reviewed), ...trail.filter(({ path }) => path === '').map(wholeStep)],
    variables: explainVariables(map, variables, reviewed),
    conditions: [],
    parts: [...parts, ...defaultsOf(found, reviewed)],
    remarks: [],
  };
}

/** Where the base has it; what an overlay inserted has no other beginning. */
function originOf({ kind, map, trail }: Found, { manuscript }: Reviewed): Step[] {
  if (trail.some(({ path, verb }) => path === '' && verb === 'insert')) return [];
  const replaced = trail.find(({ path, verb }) => path === '' && verb === 'replace')?.before;
  const place = (replaced ?? map).span;
  const span = kind === 'deck' ? { source: manuscript.source, start: 0, end: 0 } : place;
  return [{ by: baseName, verb: 'write', part: '', span }];
}

function wholeStep({ by, verb, span }: Found['trail'][number]): Step {
  return { by, verb, part: '', span };
}

function partOf(found: Found, variables: Variables, reviewed: Reviewed): ExplainedPart {
  const { path, map, trail } = found;
  const last = historyOf(map, trail, path).at(-1);
  return {
    path,
    value: shownValue(found, variables, reviewed) ?? '',
    by: last?.by ?? baseName,
    ...(last?.span === undefined ? {} : { span: last.span }),
  };
}

function explainField(found: Found, variables: Variables, reviewed: Reviewed): Explanation {
  const { map, path } = found;
  const node = nodeAt(map, partsOf(path));
  const steps = historyWithoutPrivate(found);
  const value = shownValue(found, variables, reviewed);
  const isSet = node !== undefined && !(node.kind === 'scalar' && node.value === null);
  const preset = isSet ? undefined : defaultOf(found, reviewed);
  return {
    subject: subjectOf(found, reviewed),
    ...(isSet && value !== undefined ? { value } : preset === undefined ? {} : { value: preset.value }),
    steps: [...steps, ...(preset?.steps ?? [])],
    variables: node === undefined ? [] : explainVariables(node, variables, reviewed),
    conditions: node === undefined ? [] : conditionsIn(node, path, variables, reviewed),
    parts: [],
    remarks: isSet || preset !== undefined ? [] : [notSet(found)],
  };
}

function notSet({ path, fields, ...found }: Found): string {
  const field = fields.get(path);
  const type = field === undefined || field.type === 'any' ? '' : `${describeField(field)}; `;
  return `${nameOf(found)} does not set it${field === undefined ? '' : `: ${type}${field.description}`}`;
}

/** What the audience gets of a field. */
function shownValue(
  { kind, id, path, map }: Found,
  variables: Variables,
  { deck }: Reviewed,
): string | undefined {
  const slide =
    kind === 'slide' && deck !== undefined ? slidesOf(deck).find((each) => each.id === id) : undefined;
  const composed = slide && composedValue(slide, path);
  if (composed !== undefined) return showValue(composed);
  const node = nodeAt(map, partsOf(path));
  if (node === undefined) return undefined;
  return showNode(kind === 'slide' ? withoutPrivate(node, path) : node, variables);
}

/** Of a whole field: within a list, places move when conditions take items out. */
function composedValue(slide: Slide, path: string): FieldValue | undefined {
  return (slide.fields as FieldGroup)[path];
}

interface Preset {
  readonly value: string;
  readonly steps: readonly Step[];
}

/** What a field becomes that nobody sets: the deck's `defaults`, then what its contract says. */
function defaultOf({ kind, path, fields, layout }: Found, { manuscript }: Reviewed): Preset | undefined {
  const { map, trail } = manuscript;
  const ofDeck = kind === 'slide' && slideFields.has(path) ? nodeAt(map, ['defaults', path]) : undefined;
  if (ofDeck !== undefined)
    return { value: showNode(ofDeck), steps: historyOf(map, trail, `defaults.${path}`).map(asDefault) };
  const isOwn = layout?.contract.fields.has(path) === true;
  const preset =
    kind === 'slide' && path === 'priority' ? layout?.contract.priority : fields.get(path)?.default;
  if (preset === undefined) return undefined;
  const value = showValue(preset as FieldValue);
  if (layout === undefined || !(isOwn || path === 'priority'))
    return { value, steps: [{ by: 'default', verb: 'default', part: '' }] };
  const source = { path: join(layout.folder, 'contract.yaml'), text: '' };
  const by = `layout \`${layout.name}\``;
  return { value, steps: [{ by, verb: 'default', part: '', span: { source, start: 0, end: 0 } }] };
}

function asDefault(step: Step): Step {
  return { ...step, by: step.by === baseName ? 'the deck' : step.by, verb: 'default' };
}

/** Fields of the whole that only have their default. */
function defaultsOf(found: Found, reviewed: Reviewed): ExplainedPart[] {
  return [...found.fields.keys()].flatMap((path): ExplainedPart[] => {
    if (entryOf(found.map, path) !== undefined) return [];
    const preset = defaultOf({ ...found, path }, reviewed);
    const step = preset?.steps.at(-1);
    if (preset === undefined || step === undefined) return [];
    const by = step.by === 'default' ? step.by : `default of ${step.by}`;
    return [{ path, value: preset.value, by, ...(step.span === undefined ? {} : { span: step.span }) }];
  });
}

/** What conditions take out of a list, or out of notes. */
function conditionsIn(node: Node, path: string, variables: Variables, reviewed: Reviewed): LeftOutPart[] {
  if (node.kind === 'scalar') return [];
  const inside =
    node.kind === 'sequence'
      ? node.items.map((item, index): [string, Node] => [`${path}.${index}`, item])
      : node.entries.map(({ key, value }): [string, Node] => [`${path}.${key}`, value]);
  const below = inside.flatMap(([at, part]) => conditionsIn(part, at, variables, reviewed));
  const when = node.kind === 'map' ? entryOf(node, 'when')?.value : undefined;
  if (when?.kind !== 'scalar' || isShown(when, scopeOf(reviewed, variables), [])) return below;
  return [{ path, condition: when.text, span: when.span }, ...below];
}

function subjectOf({ kind, id, path, layout }: Found, { deck, manuscript }: Reviewed): Subject {
  const about = (text: string): Subject => ({ kind, id, path, about: text });
  if (kind === 'deck' || deck === undefined) return about('');
  if (kind === 'section') {
    const place = deck.sections.findIndex((section) => section.id === id);
    return about(place < 0 ? '' : `section ${place + 1} of ${deck.sections.length}`);
  }
  const slides = slidesOf(deck);
  const slide = slides.find((each) => each.id === id);
  const section = manuscript.sections.find(({ slides }) => slides.some((each) => each.id === id));
  const place = slide === undefined ? [] : [`slide ${slide.number} of ${slides.length}`];
  const where = section === undefined ? [] : [`section \`${section.id}\``];
  return about(
    [...place, ...where, ...(layout === undefined ? [] : [`layout \`${layout.name}\``])].join(', '),
  );
}

function sectionGone({ kind, id }: Found, { base, manuscript, deck }: Reviewed): Departure | undefined {
  if (kind !== 'section') return undefined;
  if (deck?.sections.some((section) => section.id === id)) return undefined;
  const slides = base.sections.find((section) => section.id === id)?.slides ?? [];
  const trace = slides.map((slide) => manuscript.dropped.get(slide.id)).find((each) => each !== undefined);
  if (trace !== undefined) return { by: trace.by, reason: 'none of its slides is left', span: trace.span };
  const isThere = deck !== undefined && slides.every((slide) => slideIn(manuscript, slide.id) !== undefined);
  return isThere ? { by: 'the edition', reason: 'none of its slides is shown' } : undefined;
}
