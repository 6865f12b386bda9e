import { type PageField, type PageLine, type PageLines, type PageText, sides } from '../model/page-text.ts';
import type { PagePlan } from './print-formats.ts';
import type { NamedPage } from './print-lines.ts';
import { estimateWidth, shortenTo } from './text-width.ts';

/** What the page rules may say about the deck. `text` and `display` are CSS family lists. */
export interface PageFacts {
  readonly facts: ReadonlyMap<PageField, string>;
  readonly dir: string;
  /** CSS counter style in which pages are numbered. */
  readonly counting: string;
  readonly text: string;
  readonly display: string;
}

/** The counter that holds the number of pages: of this document, or of all of which it is a part. */
export type Count = 'pages' | 'all-pages';

type Side = (typeof sides)[number];
type Widths = Readonly<Record<Side, number>>;

/** One of the six boxes in the margins of a page. Its `width` in px is the same on every page. */
interface MarginBox {
  readonly name: string;
  readonly text: PageText;
  readonly width: number;
  readonly isHead: boolean;
}

/**
 * `@page` rules with what stands in the margins, and the measures that the format's CSS works with. What differs from
 * slide to slide is said by named pages, so that a page on which notes go on says it, too. The rules are made for those
 * that are `shown`: a part of the document needs no more.
 * Custom properties do not reach margin boxes: families are written out.
 */
export function pageRules(
  plan: PagePlan,
  lines: PageLines,
  deck: PageFacts,
  pages: readonly NamedPage[],
): (shown: readonly NamedPage[], count?: Count) => string {
  const { page, margin } = plan;
  const measures = Object.entries(plan.measures).map(([name, value]) => `${name}:${value}`);
  const root = `:root{${measures.join(';')}}`;
  const size = `size:${page.width}px ${page.height}px`;
  if (margin === undefined) return () => `@page{${size};margin:0}\n${root}`;
  const factsOf = ({ facts }: NamedPage): ReadonlyMap<PageField, string> =>
    new Map([...deck.facts, ...facts]);
  const all = pages.map(factsOf);
  const boxes = marginBoxes(lines, all.length === 0 ? [deck.facts] : all, page.width - 2 * margin.side);
  const contents = (facts: ReadonlyMap<PageField, string>, count: Count): string =>
    boxes.map((box) => `@${box.name}{content:${contentOf(box, facts, deck.counting, count)}}`).join('');
  const fonts = fontRules(boxes, all.length === 0 ? [deck.facts] : all, deck);
  return (shown, count = 'pages') =>
    [
      root,
      `@page{${size};margin:${margin.top}px ${margin.side}px ${margin.bottom}px;`,
      ...boxes.map((box) => `@${box.name}{${styleOf(box, deck)}}`),
      `${pages.length === 0 ? contents(deck.facts, count) : ''}}`,
      ...shown.map((each) => `@page ${each.name}{${contents(factsOf(each), count)}}`),
      ...fonts,
    ].join('\n');
}

/** Chromium fetches no font for a margin: what only stands there would be blank. So the letters stand in the page, unseen. */
function fontRules(
  boxes: readonly MarginBox[],
  pages: readonly ReadonlyMap<PageField, string>[],
  deck: PageFacts,
): string[] {
  return [true, false].map((isHead) => {
    const own = boxes.filter((box) => box.isHead === isHead);
    const letters = new Set(
      own.flatMap(({ text }) => pages.flatMap((facts) => [...wordsOf(text, facts).join('')])),
    );
    // At the top: behind the last words, at the end of a page, it would open another.
    const unseen = 'position:absolute;top:0;height:0;overflow:hidden;visibility:hidden';
    return `html::${isHead ? 'before' : 'after'}{${unseen};font:${fontOf(isHead, deck)};content:${cssString([...letters].join(''))}}`;
  });
}

function fontOf(isHead: boolean, { text, display }: PageFacts): string {
  return isHead ? `600 11pt/1.2 ${display}` : `400 9pt/1.2 ${text}`;
}

const px = { head: (11 * 96) / 72, quiet: (9 * 96) / 72 };

function sizeOf(isHead: boolean): number {
  return isHead ? px.head : px.quiet;
}

function marginBoxes(
  lines: PageLines,
  pages: readonly ReadonlyMap<PageField, string>[],
  room: number,
): MarginBox[] {
  return (['header', 'footer'] as const).flatMap((where) => {
    const line = lines[where];
    const used = sides.filter((side) => (line[side] ?? []).some((part) => part !== ''));
    // The first text above is what the page is about; everything else is small and quiet.
    const isHead = (side: Side): boolean => where === 'header' && side === used[0];
    const widths = shareRoom(needsOf(line, pages, isHead), room);
    return used.map((side) => ({
      name: `${where === 'header' ? 'top' : 'bottom'}-${side}`,
      text: line[side] ?? [],
      width: widths[side],
      isHead: isHead(side),
    }));
  });
}

/** What the longest text on each side would take, in px. */
function needsOf(
  line: PageLine,
  pages: readonly ReadonlyMap<PageField, string>[],
  isHead: (side: Side) => boolean,
): Widths {
  const need = (side: Side): number => {
    const widest = Math.max(
      0,
      ...pages.map((facts) => estimateWidth(wordsOf(line[side] ?? [], facts).join(''))),
    );
    return widest * sizeOf(isHead(side));
  };
  return { left: need('left'), center: need('center'), right: need('right') };
}

/** Between two texts at the least, in px. */
const between = 18;

/** Room for each side so that no text touches another. What is short keeps all of its room. */
function shareRoom(needs: Widths, room: number): Widths {
  const { left, center, right } = needs;
  if (center > 0) {
    const side = Math.max(left, right);
    const middle = Math.min(center, Math.max(room * 0.4, room - 2 * (side + between)));
    const rest = side === 0 ? 0 : (room - middle) / 2 - between;
    return { left: rest, center: side === 0 ? room : middle, right: rest };
  }
  if (left === 0 || right === 0) return { left: room, center: 0, right: room };
  const end = Math.min(right, Math.max(room * 0.4, room - between - left));
  return { left: room - between - end, center: 0, right: end };
}

function styleOf({ width, isHead }: MarginBox, deck: PageFacts): string {
  const color = isHead ? '#1b1f27' : '#5a616e';
  return `color:${color};font:${fontOf(isHead, deck)};direction:${deck.dir};width:${Math.floor(width)}px;overflow-wrap:anywhere`;
}

/** The text for one page, shortened where it is longest until it fits into a line. */
function contentOf(
  box: MarginBox,
  facts: ReadonlyMap<PageField, string>,
  counting: string,
  count: Count,
): string {
  const words = wordsOf(box.text, facts);
  const room = box.width / sizeOf(box.isHead);
  // What has exactly its room is not too long.
  const excess = estimateWidth(words.join('')) - room - 0.01;
  const widths = words.map((each, index) => (isCounter(box.text[index]) ? 0 : estimateWidth(each)));
  const longest = widths.indexOf(Math.max(...widths));
  return box.text
    .map((part, index) => {
      if (isCounter(part)) return `counter(${part.field === 'page' ? 'page' : count},${counting})`;
      const own = words[index] ?? '';
      const isCut = excess > 0 && index === longest;
      return cssString(isCut ? shortenTo(own, (widths[index] ?? 0) - excess) : own);
    })
    .join(' ');
}

function isCounter(part: PageText[number] | undefined): part is { readonly field: 'page' | 'pages' } {
  return typeof part === 'object' && (part.field === 'page' || part.field === 'pages');
}

/** What each part says; numbers of pages are given the room of four digits. */
function wordsOf(text: PageText, facts: ReadonlyMap<PageField, string>): string[] {
  return text.map((part) => {
    if (typeof part === 'string') return part;
    return isCounter(part) ? '0123' : (facts.get(part.field) ?? '');
  });
}

/** A string that ends neither itself nor its style sheet. */
function cssString(text: string): string {
  return `"${text.replace(/["\\<\n\r\f]/g, (character) => `\\${character.charCodeAt(0).toString(16)} `)}"`;
}
