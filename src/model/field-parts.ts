import type { Field, Fields } from './contract.ts';
import type { FieldGroup } from './deck.ts';

const text = (description: string, required = false): Field => ({ type: 'text', description, required });
const listOf = (item: Field, description: string, required = false): Field => ({
  type: 'list',
  description,
  required,
  item,
});

export const imageFields: Fields = new Map([
  ['src', text("path of the picture in the deck's folder", true)],
  ['alt', text('what the picture shows, for people who do not see it; `""` for decoration')],
  ['caption', text('line under the picture')],
]);

export const codeFields: Fields = new Map([
  ['text', { type: 'code', description: 'the code itself', required: true } satisfies Field],
  ['language', text('language to highlight, e.g. `yaml`')],
  ['highlight', text('lines to stress, e.g. `2-3,5`')],
]);

export const tableFields: Fields = new Map([
  ['header', listOf(text('column heading'), 'column headings', true)],
  ['rows', listOf(listOf(text('cell'), 'cells'), 'rows of cells', true)],
  [
    'align',
    listOf(
      { type: 'choice', options: ['left', 'right', 'center'], description: 'alignment', required: false },
      'alignment of each column',
    ),
  ],
]);

export const namedSizes: Readonly<Record<string, FieldGroup>> = {
  '16:9': { width: 1280, height: 720 },
  '4:3': { width: 960, height: 720 },
};

export const sizeFields: Fields = new Map(
  ['width', 'height'].map((name): [string, Field] => [
    name,
    { type: 'number', description: 'CSS px', required: true, min: 320, max: 7680 },
  ]),
);

/** What is in a map or list whose field says nothing of it. */
export const plainItem: Field = { type: 'text', description: '', required: false };

/** `40`, `40m`, `1h`, `1h30m` or `90s` as minutes; undefined for anything else. */
export function parseMinutes(written: string): number | undefined {
  const match = minutesPattern.exec(written.trim());
  if (match === null || written.trim() === '') return undefined;
  const [plain = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return plain + hours * 60 + minutes + seconds / 60;
}

/** `40`, `40m`, `1h`, `1h30m`, `90s`. */
export const minutesPattern =
  /^(?:(\d+(?:\.\d+)?)|(?:(\d+)\s*h)?\s*(?:(\d+(?:\.\d+)?)\s*m(?:in)?)?\s*(?:(\d+)\s*s)?)$/;

/** `09:00`. */
export const clockPattern = /^([01]?\d|2[0-3]):([0-5]\d)$/;
