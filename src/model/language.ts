/** Which way lines run. */
export type Direction = 'ltr' | 'rtl';

/** Scripts whose lines run from right to left (Unicode, property Bidi_Class of their letters). */
const rightToLeft = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Mend', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa']);

/** Direction of a language tag such as `ar` or `az-Arab`; left to right for what is no tag. */
export function directionOf(lang: string): Direction {
  return rightToLeft.has(localeOf(lang)?.maximize().script ?? '') ? 'rtl' : 'ltr';
}

/** The tag and what it falls back to, nearest first: `pt-BR`, `pt`. In lower case. */
export function languageChain(lang: string): string[] {
  const parts = lang.toLowerCase().split(/[-_]/);
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}

/** Undefined for what is no language tag. */
export function localeOf(lang: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(lang);
  } catch {
    return undefined;
  }
}

const rightToLeftLetter =
  /[\p{Script=Arab}\p{Script=Hebr}\p{Script=Syrc}\p{Script=Thaa}\p{Script=Nkoo}\p{Script=Adlm}]/u;

/** Whether a text has letters or digits, and none that run from right to left: `340 ms`, `-5 %`, `Who is on call?`. */
export function isLeftToRight(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && !hasRightToLeft(text);
}

/** Whether a text has a letter that runs from right to left. */
export function hasRightToLeft(text: string): boolean {
  return rightToLeftLetter.test(text);
}

const numbers = new Map<string, Intl.NumberFormat>();

/** A number as the language writes it, with at least so many digits before the decimal sign. */
export function formatNumber(value: number, lang: string, digits = 1): string {
  // Loading the tables of languages takes 20 ms, a tenth of a check; small English numbers need none.
  if (/^en(?:-[a-z]{2})?$/i.test(lang) && /^\d{1,3}$/.test(String(value)))
    return String(value).padStart(digits, '0');
  const key = `${lang} ${digits}`;
  const format = numbers.get(key) ?? makeFormat(lang, digits);
  numbers.set(key, format);
  return format.format(value);
}

function makeFormat(lang: string, minimumIntegerDigits: number): Intl.NumberFormat {
  return new Intl.NumberFormat(localeOf(lang)?.toString() ?? 'en', { minimumIntegerDigits });
}

/** `2026-06-11` in the long form of the language. Any other text is what somebody wants to read: it stays. */
export function formatDate(written: string, lang: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(written)) return written;
  const date = new Date(`${written}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return written;
  return new Intl.DateTimeFormat(localeOf(lang)?.toString() ?? 'en', {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(date);
}

/** CSS counter styles of digits other than 0 to 9, by numbering system (Unicode CLDR, CSS Counter Styles 3). */
const counterStyles: Readonly<Record<string, string>> = {
  arab: 'arabic-indic',
  arabext: 'persian',
  beng: 'bengali',
  deva: 'devanagari',
  gujr: 'gujarati',
  guru: 'gurmukhi',
  khmr: 'khmer',
  knda: 'kannada',
  laoo: 'lao',
  mlym: 'malayalam',
  mymr: 'myanmar',
  orya: 'oriya',
  tamldec: 'tamil',
  telu: 'telugu',
  thai: 'thai',
  tibt: 'tibetan',
};

/** Name of the CSS counter style that counts in the digits of the language. */
export function counterStyleOf(lang: string): string {
  const { numberingSystem } = makeFormat(lang, 1).resolvedOptions();
  return counterStyles[numberingSystem] ?? 'decimal';
}
