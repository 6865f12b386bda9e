import type { Field, Fields } from '../../src/model/contract.ts';

/** Prose as it stands on slides: words long and short. */
const words = [
  'the platform team keeps its promises while every deployment rolls out to three regions and nobody has been',
  'paged since Thursday because monitoring caught a slow disk before customers did so we wrote that down for',
  'those who come after us',
]
  .join(' ')
  .split(' ');

/** A text of exactly `length` characters that begins at another word for each `seed`. */
export function prose(length: number, seed = 0): string {
  const picked: string[] = [];
  for (let index = seed * 7; picked.join(' ').length < length; index++) {
    picked.push(words[index % words.length] ?? '');
  }
  const text = picked.join(' ').slice(0, length).replace(/\s$/, '.');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What the contracts say in words: 11 lines of code, and 12 lines of 36 characters in a terminal of any slide. */
const codeWidth = 40;
const terminalWidth = 36;
const terminalLines = 12;

/**
 * The fields of a slide with every text as long as its contract allows, and with `count` items in each list, as far as
 * that is allowed.
 */
export function fieldsAtBounds(fields: Fields, count: number, seed = 1): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  let turn = seed;
  for (const [name, field] of fields) {
    const value = valueAtBounds(name, field, count, turn++);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

/** What no prose stands in. */
const fixed: Readonly<Record<string, string>> = { value: '1 234 567', when: '23 Nov 2026', prompt: '$' };

const film = { src: 'assets/wide.webm', poster: 'assets/wide.svg', alt: 'A train', muted: true };

function valueAtBounds(name: string, field: Field, count: number, seed: number): unknown {
  const { max } = field;
  switch (field.type) {
    case 'text':
    case 'markdown':
      return fixed[name] ?? prose(max ?? 40, seed);
    case 'list':
      return listAtBounds(field, count, seed);
    case 'group':
      return fieldsAtBounds(field.fields ?? new Map(), count, seed);
    case 'code':
      return name === 'output' ? output(count, max ?? 400) : code(max ?? 400);
    case 'image':
      return { src: 'assets/wide.svg', alt: 'A track', caption: prose(60, seed) };
    case 'media':
      return { ...film, caption: prose(60, seed) };
    case 'table':
      return {
        header: [0, 1, 2, 3, 4].map((column) => prose(10, seed + column)),
        rows: times(Math.min(count, 8), (row) =>
          [16, 12, 12, 12, 12].map((length, column) => prose(length, row + column)),
        ),
      };
    case 'link':
      return 'https://forms.example.org/d/e/1FAIpQLSd0aB3cD4eF5gH6iJ7kL8mN9oP0qR/viewform?usp=sf_link';
    case 'flag':
      return true;
    default:
      return undefined;
  }
}

/** Fields of which a slide has no more than one set: with each set a layout is another drawing. */
const forms: Readonly<Record<string, readonly (readonly string[])[]>> = {
  checklist: [['items'], ['groups'], ['levels', 'rows']],
  exercise: [[], ['sheet']],
};

/** The layout's fields once for each of its forms. */
export function formsOf(layout: string, fields: Fields): Fields[] {
  const all = forms[layout] ?? [[]];
  const special = new Set(all.flat());
  return all.map((own) => new Map([...fields].filter(([name]) => !special.has(name) || own.includes(name))));
}

function listAtBounds({ item, min = 1, max = 8 }: Field, count: number, seed: number): unknown[] {
  if (item === undefined) return [];
  return times(Math.max(min, Math.min(max, count)), (index) => valueAtBounds('', item, count, seed + index));
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** Lines of full width, the last one shorter. */
function code(length: number): string {
  const lines: string[] = [];
  for (let left = length; left > 0; left -= codeWidth + 1) {
    lines.push(prose(Math.min(left, codeWidth), lines.length).replaceAll(' ', '_'));
  }
  return lines.join('\n');
}

/** Each command takes up to two lines itself, and the last prompt one. */
function output(commands: number, max: number): string | undefined {
  const room = Math.floor((terminalLines - 1 - 2 * commands) / commands);
  const lines = Math.min(room, Math.floor(max / (terminalWidth + 1)));
  return lines < 1
    ? undefined
    : times(lines, (line) => prose(terminalWidth, line).replaceAll(' ', '_')).join('\n');
}
