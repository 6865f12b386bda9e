import { alphaOf } from './color.ts';
import { type Box, type Frame, px } from './frame.ts';

/** A box that content is meant to stay in. */
export interface Bound {
  readonly element: Element;
  readonly box: Box;
  /** `own`: may be left, but not on purpose. `clip`: what leaves it is not seen. */
  readonly kind: 'own' | 'clip' | 'safe' | 'slide';
  /** Axes that it holds. */
  readonly wide: boolean;
  readonly tall: boolean;
  /** Px across and down that nobody notices; never less than `rounding`, and not to be asked for without need. */
  readonly slack: readonly [number, number];
}

/** Rounding of the layout, and letters that stand a little out of their line, are nothing to write about. */
export const rounding = [2, 2] as const;
/** Where a box has no edge that could be seen, text may use the gap to its neighbours. */
const unseen = [16, 8] as const;
/** A margin is wide. */
const margin = [8, 8] as const;

/** The boxes round an element from the inside out; the last is the slide. */
export function boundsFinder(frame: Frame): (element: Element) => readonly Bound[] {
  const sides: Sides = {
    boundsOf: remembered((element) => boxBounds(element, frame)),
    isPlaced: remembered((element) => isPlaced(frame.look(element))),
  };
  return remembered((element) => findBounds(element, frame, sides));
}

/** What texts beside each other ask of the boxes that they share. */
interface Sides {
  readonly boundsOf: (element: Element) => BoxBounds;
  readonly isPlaced: (element: Element) => boolean;
}

interface BoxBounds {
  readonly cutting: Bound | undefined;
  readonly own: Bound;
}

function remembered<T>(find: (element: Element) => T): (element: Element) => T {
  const known = new Map<Element, T>();
  return (element) => {
    let value = known.get(element);
    if (value === undefined) {
      value = find(element);
      known.set(element, value);
    }
    return value;
  };
}

function boxBounds(element: Element, frame: Frame): BoxBounds {
  const cutting = clip(element, frame.look(element), frame);
  return { cutting, own: own(element, cutting, frame) };
}

function findBounds(element: Element, frame: Frame, sides: Sides): Bound[] {
  const bounds: Bound[] = [];
  // What is placed by hand leaves the boxes round it on purpose; they can still cut it off.
  let isInFlow = true;
  let awaitsContainer = false;
  for (let at: Element | null = element; at !== null && at !== frame.slide; at = at.parentElement) {
    const style = frame.look(at);
    if (style.display === 'contents') continue;
    if (awaitsContainer && !contains(style)) continue;
    awaitsContainer = false;
    if (at instanceof SVGElement) {
      isInFlow = false;
      const cutting = svgClip(at, style, frame);
      if (cutting !== undefined) bounds.push(cutting);
    } else if (style.display !== 'inline') {
      const { cutting, own } = sides.boundsOf(at);
      if (cutting !== undefined) bounds.push(cutting);
      if (isInFlow) bounds.push(own);
    }
    if (style.position === 'absolute' || style.position === 'fixed') awaitsContainer = true;
    isInFlow &&= !sides.isPlaced(at);
  }
  if (isInFlow) {
    bounds.push({
      element: frame.slide,
      box: frame.safe,
      kind: 'safe',
      wide: true,
      tall: true,
      slack: margin,
    });
  }
  bounds.push({
    element: frame.slide,
    box: frame.box,
    kind: 'slide',
    wide: true,
    tall: true,
    slack: rounding,
  });
  return bounds;
}

/** A box that cuts on one axis can only be left on the other. */
function own(element: Element, cutting: Bound | undefined, frame: Frame): Bound {
  return {
    element,
    box: frame.boxOf(element),
    kind: 'own',
    wide: cutting?.wide !== true,
    tall: cutting?.tall !== true,
    get slack() {
      return hasEdge(frame.look(element)) ? rounding : unseen;
    },
  };
}

/** Whether somebody sees where the box ends. */
function hasEdge(style: CSSStyleDeclaration): boolean {
  const borders = [
    [style.borderTopWidth, style.borderTopColor],
    [style.borderRightWidth, style.borderRightColor],
    [style.borderBottomWidth, style.borderBottomColor],
    [style.borderLeftWidth, style.borderLeftColor],
  ];
  return (
    style.backgroundImage !== 'none' ||
    alphaOf(style.backgroundColor) > 0 ||
    borders.some(([width = '', color = '']) => px(width) > 0 && alphaOf(color) > 0)
  );
}

/** Whether it is the containing block of what is placed absolutely in it. */
function contains(style: CSSStyleDeclaration): boolean {
  return (
    style.position !== 'static' ||
    style.transform !== 'none' ||
    style.filter !== 'none' ||
    style.containerType !== 'normal' ||
    /paint|layout|strict|content/.test(style.contain)
  );
}

function isPlaced(style: CSSStyleDeclaration): boolean {
  const { position, transform, translate, marginTop, marginRight, marginBottom, marginLeft } = style;
  return (
    position === 'absolute' ||
    position === 'fixed' ||
    (position === 'relative' && [style.top, style.left].some((offset) => px(offset) !== 0)) ||
    transform !== 'none' ||
    translate !== 'none' ||
    [marginTop, marginRight, marginBottom, marginLeft].some((margin) => px(margin) < 0)
  );
}

function clip(element: Element, style: CSSStyleDeclaration, frame: Frame): Bound | undefined {
  const wide = style.overflowX !== 'visible';
  const tall = style.overflowY !== 'visible';
  if (!wide && !tall) return undefined;
  const outer = frame.boxOf(element);
  const box = {
    left: outer.left + px(style.borderLeftWidth),
    top: outer.top + px(style.borderTopWidth),
    right: outer.right - px(style.borderRightWidth),
    bottom: outer.bottom - px(style.borderBottomWidth),
  };
  return { element, box, kind: 'clip', wide, tall, slack: rounding };
}

/** Drawings cut at their edge unless told otherwise, and so does HTML inside of them. */
function svgClip(element: SVGElement, style: CSSStyleDeclaration, frame: Frame): Bound | undefined {
  if (!['svg', 'foreignObject'].includes(element.tagName) || style.overflowX === 'visible') return undefined;
  return { element, box: frame.boxOf(element), kind: 'clip', wide: true, tall: true, slack: rounding };
}
