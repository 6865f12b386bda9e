import { type Box, type Frame, px } from './frame.ts';
import { hides, points } from './overlap.ts';
import type { Words } from './words.ts';

/**
 * Whether something might lie over a text of the slide or clip it away. Told from boxes and styles, which is far
 * cheaper than to ask the page what lies at a point; in doubt the answer is yes.
 */
export function mayBeCovered(frame: Frame, words: readonly Words[]): boolean {
  const covers = coversOf(frame, words);
  const clipsOf = clipFinder(frame);
  return words.some((each) => {
    if (frame.look(each.element).pointerEvents === 'none') return false;
    const places = each.rows.flatMap(points);
    // One place that is seen is enough, and letters of a drawing are never held to be clipped.
    const clips = clipsOf(each.element);
    const isSeen = places.some((place) => clips?.every((clip) => isIn(place, clip, -1)));
    if (!isSeen && !(each.element instanceof SVGElement)) return true;
    return covers.some(
      (cover) =>
        !cover.element.contains(each.element) &&
        !each.element.contains(cover.element) &&
        places.some((point) => isIn(point, cover.box, 1)) &&
        !isBelow(frame, cover.element, each.element),
    );
  });
}

interface Cover {
  readonly element: Element;
  readonly box: Box;
}

/** What would hide a text below it, and how far it reaches. */
function coversOf(frame: Frame, words: readonly Words[]): Cover[] {
  return [...frame.slide.querySelectorAll('*')]
    .filter((element) => hides(frame, element))
    .map((element) => {
      const paintsMore = ['::before', '::after'].some((part) => {
        const { content } = getComputedStyle(element, part);
        return content !== 'none' && content !== 'normal';
      });
      if (paintsMore) return { element, box: everywhere };
      const own = words.filter((each) => each.element === element).flatMap((each) => each.lines);
      return { element, box: [frame.boxOf(element), ...own].reduce(around) };
    });
}

const everywhere: Box = {
  left: Number.NEGATIVE_INFINITY,
  top: Number.NEGATIVE_INFINITY,
  right: Number.POSITIVE_INFINITY,
  bottom: Number.POSITIVE_INFINITY,
};

function around(a: Box, b: Box): Box {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

/** `spare`: px that the box is taken to be wider on every side, for what the browser rounds. */
function isIn([x, y]: readonly [number, number], box: Box, spare: number): boolean {
  return x >= box.left - spare && x <= box.right + spare && y >= box.top - spare && y <= box.bottom + spare;
}

/** The boxes that an element is seen in; undefined where something else than a box takes it away. */
function clipFinder(frame: Frame): (element: Element) => readonly Box[] | undefined {
  const known = new Map<Element, readonly Box[] | undefined>([[frame.slide, [frame.box]]]);
  const clipsOf = (element: Element): readonly Box[] | undefined => {
    if (!known.has(element)) {
      const outer = element.parentElement === null ? undefined : clipsOf(element.parentElement);
      const own = ownClips(frame, element);
      known.set(element, outer === undefined || own === undefined ? undefined : [...outer, ...own]);
    }
    return known.get(element);
  };
  return clipsOf;
}

function ownClips(frame: Frame, element: Element): readonly Box[] | undefined {
  const style = frame.look(element);
  if (!isOpen(style)) return undefined;
  if (style.overflowX === 'visible' && style.overflowY === 'visible') return [];
  if (style.borderRadius !== '0px' || element instanceof SVGElement) return undefined;
  const { left, top, right, bottom } = frame.boxOf(element);
  return [
    {
      left: left + px(style.borderLeftWidth),
      top: top + px(style.borderTopWidth),
      right: right - px(style.borderRightWidth),
      bottom: bottom - px(style.borderBottomWidth),
    },
  ];
}

function isOpen(style: CSSStyleDeclaration): boolean {
  return (
    style.clipPath === 'none' &&
    style.clip === 'auto' &&
    style.backfaceVisibility === 'visible' &&
    style.display !== 'contents' &&
    !/paint|strict|content/.test(style.contain) &&
    style.contentVisibility === 'visible' &&
    rankOf(style) >= 0
  );
}

/** Whether what stands before a text in the document is painted before it, too. */
function isBelow(frame: Frame, cover: Element, text: Element): boolean {
  if (!(cover.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) return false;
  const ranks = ranksBelow(frame, cover, text);
  if (ranks.length === 0) return true;
  // The outermost layer that the text is in is painted after all of lower rank, and after its equals before it.
  const own = ranksBelow(frame, text, cover).at(-1);
  return own !== undefined && own >= Math.max(...ranks);
}

/** From the inside out the ranks of the layers that hold `element` and not `other`. */
function ranksBelow(frame: Frame, element: Element, other: Element): number[] {
  const ranks: number[] = [];
  for (let at: Element | null = element; at !== null && !at.contains(other); at = at.parentElement) {
    const style = frame.look(at);
    if (isLayer(style)) ranks.push(rankOf(style));
  }
  return ranks;
}

function rankOf({ zIndex }: CSSStyleDeclaration): number {
  return px(zIndex);
}

function isLayer(style: CSSStyleDeclaration): boolean {
  return (
    style.position !== 'static' ||
    style.zIndex !== 'auto' ||
    style.transform !== 'none' ||
    style.translate !== 'none' ||
    style.rotate !== 'none' ||
    style.scale !== 'none' ||
    style.filter !== 'none' ||
    style.backdropFilter !== 'none' ||
    style.perspective !== 'none' ||
    style.maskImage !== 'none' ||
    style.mixBlendMode !== 'normal' ||
    style.isolation !== 'auto' ||
    style.willChange !== 'auto' ||
    style.contain !== 'none' ||
    style.containerType !== 'normal' ||
    Number(style.opacity) < 1
  );
}
