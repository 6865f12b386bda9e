import { plainText } from '../model/html.ts';

interface Fragment {
  /** Where its opening tag stands in the HTML. */
  readonly start: number;
  readonly end: number;
  readonly tag: string;
  /** The steps at which it appears are counted from 1. */
  readonly step: number;
}

const opening = /<([a-z][\w-]*)\b[^>]*\bclass="(?:[^"]*\s)?fragment(?:\s[^"]*)?"[^>]*>/gi;

/**
 * The parts that appear one by one, in the order of reveal.js: those with an index first, equal ones together, then
 * the others as they stand (`js/controllers/fragments.js`, `sort`).
 */
function fragmentsOf(html: string): Fragment[] {
  const found = [...html.matchAll(opening)].map((match) => {
    const [text, tag = ''] = match;
    const index = /\bdata-fragment-index="(\d+)"/.exec(text)?.[1];
    return { start: match.index, end: match.index + text.length, tag, index };
  });
  const indices = found.flatMap(({ index }) => (index === undefined ? [] : [Number(index)]));
  const order = [...new Set(indices)].sort((one, other) => one - other);
  let next = order.length;
  return found.map(({ index, ...rest }) => ({
    ...rest,
    step: index === undefined ? ++next : order.indexOf(Number(index)) + 1,
  }));
}

/** The slide before its first step, after it, … to the finished slide. One state where nothing waits. */
export function stepStates(html: string): string[] {
  const fragments = fragmentsOf(html);
  const count = Math.max(0, ...fragments.map(({ step }) => step));
  return Array.from({ length: count + 1 }, (_, shown) => {
    let state = html;
    for (const { start, end, step } of fragments.toReversed()) {
      if (step <= shown) continue;
      const tag = html.slice(start, end).replace(/\bclass="/, 'class="later ');
      state = state.slice(0, start) + tag + state.slice(end);
    }
    return state;
  });
}

/** The first words of what each step shows; a step of pure drawing has none. */
export function stepCues(html: string): string[] {
  const fragments = fragmentsOf(html);
  const count = Math.max(0, ...fragments.map(({ step }) => step));
  return Array.from({ length: count }, (_, index) => {
    const parts = fragments.filter(({ step }) => step === index + 1);
    return shorten(
      // Blocks that stand apart are words apart.
      parts.map((part) => plainText(elementAt(html, part).replace(/</g, ' <'))).join(' '),
    );
  });
}

const cueLength = 56;

function shorten(text: string): string {
  const trimmed = text.trim();
  if (trimmed.length <= cueLength) return trimmed;
  return `${trimmed.slice(0, cueLength).replace(/\s+\S*$/, '')} …`;
}

/** From behind the opening tag to its end. Void elements do not wait for clicks with words in them. */
function elementAt(html: string, { tag, end }: Fragment): string {
  const tags = new RegExp(`<(/?)${tag}\\b[^>]*>`, 'gi');
  tags.lastIndex = end;
  let depth = 1;
  for (let match = tags.exec(html); match !== null; match = tags.exec(html)) {
    if (!match[0].endsWith('/>')) depth += match[1] === '/' ? -1 : 1;
    if (depth === 0) return html.slice(end, match.index);
  }
  return '';
}
