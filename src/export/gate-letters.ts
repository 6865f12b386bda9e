/** Normalised letter by UTF-16 unit: 0 for what is none, `unknown` until it is met, `several` for what is more. */
const unknown = 0xffff;
const several = 0xfffe;
const table = new Uint16Array(65_536).fill(unknown);
/** Ligatures and the like as the letters that they are made of. */
const expansions = new Map<number, readonly number[]>();

function learn(unit: number): number {
  const character = String.fromCharCode(unit);
  // A Korean syllable is one letter here.
  const parts = /\p{Script=Hangul}/u.test(character) ? character : character.normalize('NFKD').toLowerCase();
  const letters = (parts.match(/[\p{L}\p{N}]/gu) ?? []).map((letter) => letter.charCodeAt(0));
  if (letters.length > 1) expansions.set(unit, letters);
  const letter = letters.length > 1 ? several : (letters[0] ?? 0);
  table[unit] = letter;
  return letter;
}

/** How a text is written down. `plain` has no escapes; `code` may have those of HTML, JSON, scripts and addresses. */
export type Spelling = 'plain' | 'code';

/** Letters and digits of a text and nothing else, in lower case, without accents: the same however it is set. */
export function lettersOf(text: string, spelling: Spelling): Uint16Array {
  // What ligatures have more, blanks have less.
  const letters = new Uint16Array(text.length + 64);
  const isCode = spelling === 'code';
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    let unit = text.charCodeAt(at);
    if (isCode && (unit === backslash || unit === ampersand || unit === percent)) {
      const written = readEscape(text, at);
      if (written !== undefined) {
        unit = written.unit;
        at = written.end - 1;
      }
    }
    let letter = table[unit] ?? 0;
    if (letter === unknown) letter = learn(unit);
    if (letter === several) {
      for (const each of expansions.get(unit) ?? []) if (count < letters.length) letters[count++] = each;
    } else if (letter !== 0) letters[count++] = letter;
  }
  return letters.subarray(0, count);
}

const ampersand = 38;
const backslash = 92;
const percent = 37;

interface Escape {
  /** 0 for what stands for no letter. */
  readonly unit: number;
  readonly end: number;
}

const hex = /^[0-9a-f]+$/i;

/** `&#x41;`, `&amp;`; `\u0041`, `\x41`, `\n`; `%41`. */
function readEscape(text: string, at: number): Escape | undefined {
  const unit = text.charCodeAt(at);
  if (unit === percent) return fromHex(text, at + 1, at + 3);
  if (unit === backslash) {
    const next = text[at + 1] ?? '';
    if (next === 'u') return fromHex(text, at + 2, at + 6) ?? { unit: 0, end: at + 2 };
    if (next === 'x') return fromHex(text, at + 2, at + 4) ?? { unit: 0, end: at + 2 };
    return 'nrtbfv'.includes(next) && next !== '' ? { unit: 0, end: at + 2 } : undefined;
  }
  const end = text.indexOf(';', at);
  if (end < 0 || end - at > 10) return undefined;
  const name = text.slice(at + 1, end);
  const [, isHex, digits = ''] = /^#(x?)([0-9a-f]+)$/i.exec(name) ?? [];
  if (digits !== '')
    return { unit: Number.parseInt(digits, (isHex ?? '') === '' ? 10 : 16) & 0xffff, end: end + 1 };
  return /^[a-z]+\d*$/i.test(name) ? { unit: 0, end: end + 1 } : undefined;
}

function fromHex(text: string, start: number, end: number): Escape | undefined {
  const digits = text.slice(start, end);
  return digits.length === end - start && hex.test(digits)
    ? { unit: Number.parseInt(digits, 16), end }
    : undefined;
}

/** The text between the tags of HTML or SVG: where a word is stressed, its sentence is still one. */
export function withoutTags(markup: string): string {
  return markup.replace(/<(script|style)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->|<[a-z/!?][^>]*>/gi, ' ');
}
