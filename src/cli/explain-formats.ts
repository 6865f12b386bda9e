import { relative, sep } from 'node:path';
import { positionAt, type Span } from '../diagnostics/source.ts';
import type { ExplainedPart, ExplainedVariable, Explanation } from '../review/explanation.ts';
import type { Step } from '../review/history.ts';
import { showNode } from '../review/values.ts';
import { toCells, widthOf } from './cells.ts';
import { wrap } from './wrap.ts';

/** Shape of `--format json`. The number changes when a field is taken away or means something else. */
export const explainVersion = 1;

/** How an explanation is printed. Lines do not end with a break. */
export type ExplainFormat = (explanation: Explanation, look: ExplainLook) => string;

export interface ExplainLook {
  /** Cells of a line. */
  readonly width: number;
  readonly strong: (text: string) => string;
  readonly dim: (text: string) => string;
  /** The deck's, from which files are named. */
  readonly folder: string;
  readonly edition: string;
  readonly deck: string;
}

export const explainFormats: Readonly<Record<string, ExplainFormat>> = {
  human: formatHuman,
  json: formatJson,
};

/** What is done to a value, in a word. */
const verbs: Readonly<Record<string, string>> = {
  write: 'writes',
  set: 'sets',
  replace: 'replaces',
  insert: 'inserts',
  move: 'moves',
  drop: 'drops',
  use: 'takes',
  translate: 'translates',
  default: 'by default',
};

function formatHuman(explanation: Explanation, look: ExplainLook): string {
  const { subject, leftOut, steps, variables, value, conditions, remarks } = explanation;
  const { strong, dim, edition } = look;
  const name = addressOf(explanation);
  const gone =
    leftOut === undefined
      ? []
      : [strong(`not in this edition: ${leftOut.reason}`), row(leftOut.by, '', leftOut.span, look), ''];
  const shown =
    value === undefined ? [] : [...wrap(value, look.width - 2, 12).map((line) => `  ${line}`), ''];
  return [
    `${strong(name)} ${dim(`· ${edition}`)}${subject.about === '' ? '' : dim(` · ${subject.about}`)}`,
    '',
    ...gone,
    ...shown,
    ...steps.flatMap((step) => stepLines(step, look)),
    ...(steps.length > 0 && remarks.length > 0 ? [''] : []),
    ...remarks.flatMap((remark) => wrap(remark, look.width - 2, 6).map((line) => `  ${line}`)),
    ...conditions.map((part) => row(`without ${part.path}`, `when: ${part.condition}`, part.span, look)),
    ...partLines(explanation.parts, look),
    ...(explanation.parts.length > 0
      ? variableTable(variables, look)
      : variables.flatMap((variable) => variableLines(variable, look))),
  ].join('\n');
}

/** What was asked for, as it is asked for. */
function addressOf({ subject: { kind, id, path } }: Explanation): string {
  const whole = { slide: id, section: `section:${id}`, deck: 'deck' }[kind];
  return path === '' ? whole : `${whole}.${path}`;
}

/** Cells of the column that says who. */
const whoWidth = 24;

function stepLines(step: Step, look: ExplainLook): string[] {
  const what = `${verbs[step.verb] ?? step.verb}${step.part === '' ? '' : ` ${step.part}`}`;
  const head = row(step.by, what, step.span, look);
  if (step.value === undefined)
    return step.verb === 'set' || step.verb === 'translate' ? [head, '      (taken away)'] : [head];
  return [head, ...wrap(showNode(step.value), look.width - 6, 3).map((line) => look.dim(`      ${line}`))];
}

/** Who, what and where: the place stands at the right edge. */
function row(who: string, what: string, span: Span | undefined, look: ExplainLook): string {
  const place = span === undefined || span.source.path === '' ? '' : placeOf(span, look.folder);
  const left = `  ${toCells(who, Math.max(whoWidth, widthOf([who])))} ${what}`.trimEnd();
  const room = look.width - widthOf([place]) - 1;
  if (place === '') return left;
  if (widthOf([left]) > room) return `${left}\n${' '.repeat(Math.max(6, room + 1))}${place}`;
  return `${toCells(left, room)} ${place}`;
}

function partLines(parts: readonly ExplainedPart[], look: ExplainLook): string[] {
  if (parts.length === 0) return [];
  const names = Math.min(20, widthOf(parts.map(({ path }) => path)));
  const places = parts.map(({ span, by }) =>
    by.startsWith('default') || span === undefined ? by : placeOf(span, look.folder),
  );
  const right = Math.min(34, widthOf(places));
  const room = look.width - names - right - 6;
  return [
    '',
    ...parts.map(({ path, value }, index) => {
      const short = toCells(value.replace(/\s+/g, ' ').trim(), room);
      return `  ${toCells(path, names)}  ${short}  ${look.dim(toCells(places[index] ?? '', right).trimEnd())}`;
    }),
  ];
}

function variableLines({ name, value, steps }: ExplainedVariable, look: ExplainLook): string[] {
  return [
    '',
    `  ${look.strong(`{{${name}}}`)} is ${wrap(value, look.width - name.length - 10, 1)[0] ?? ''}`,
    ...steps.flatMap((step) => stepLines(step, look)),
  ];
}

/** A line each: of a whole slide the fields matter. */
function variableTable(variables: readonly ExplainedVariable[], look: ExplainLook): string[] {
  return partLines(
    variables.map(({ name, value, steps }): ExplainedPart => {
      const last = steps.at(-1);
      const isWritten = last?.span !== undefined && last.span.source.path !== '';
      return { path: `{{${name}}}`, value, by: last?.by ?? '', ...(isWritten ? { span: last.span } : {}) };
    }),
    look,
  );
}

/** `profiles/training.yaml:14:5`, from the deck's folder. */
function placeOf({ source, start }: Span, folder: string): string {
  const file = fileOf(source.path, folder);
  if (source.text === '') return file;
  const { line, column } = positionAt(source, start);
  return `${file}:${line}:${column}`;
}

function fileOf(path: string, folder: string): string {
  const short = relative(folder, path).split(sep).join('/');
  // A file of the installation: where it lies says nothing.
  return short.startsWith('../../..') || short.includes('templates/layouts/')
    ? path.split(sep).slice(-4).join('/')
    : short;
}

function formatJson(
  { subject, ...explanation }: Explanation,
  { folder, edition, deck }: ExplainLook,
): string {
  const place = (span: Span | undefined): object => {
    if (span === undefined || span.source.path === '') return {};
    const file = { file: fileOf(span.source.path, folder) };
    return span.source.text === '' ? file : { ...file, ...positionAt(span.source, span.start) };
  };
  const step = ({ span, value, part, ...rest }: Step): object => ({
    ...rest,
    ...(part === '' ? {} : { part }),
    ...(value === undefined ? {} : { value: showNode(value) }),
    ...place(span),
  });
  const { value, steps, variables, conditions, parts, leftOut, remarks } = explanation;
  return JSON.stringify(
    {
      version: explainVersion,
      deck,
      edition,
      ...subject,
      ...(value === undefined ? {} : { value }),
      ...(leftOut === undefined
        ? {}
        : { leftOut: { by: leftOut.by, reason: leftOut.reason, ...place(leftOut.span) } }),
      steps: steps.map(step),
      variables: variables.map((each) => ({
        name: each.name,
        value: each.value,
        steps: each.steps.map(step),
      })),
      conditions: conditions.map(({ span, ...rest }) => ({ ...rest, ...place(span) })),
      fields: parts.map(({ span, ...rest }) => ({ ...rest, ...place(span) })),
      remarks,
    },
    null,
    2,
  );
}
