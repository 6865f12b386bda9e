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
  /** Px across and down that nobody notices. */
  readonly slack: readonly [number, number];
}

/** Rounding of the layout, and letters that stand a little out of their line, are nothing to write about. */
const rounding = [2, 2] as const;
/** Where a box has no edge that could be seen, text may use the gap to its neighbours. */
const unseen = [16, 8] as const;
/** A margin is wide. */
const margin = [8, 8] as const;

/** The boxes round an element from the inside out; the last is the slide. */
export function boundsFinder(frame: Frame): (element: Element) => readonly Bound[] {
  const known = new Map<Element, readonly Bound[]>();
  return (element) => {
    let bounds = known.get(element);
    if (bounds === undefined) {
      bounds = findBounds(element, frame);
      known.set(element, bounds);
    }
    return bounds;
  };
}

function findBounds(element: Element, frame: Frame): Bound[] {
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
      const cutting = clip(at, style, frame);
      if (cutting !== undefined) bounds.push(cutting);
      if (isInFlow) bounds.push(own(at, cutting, frame));
    }
    if (style.position === 'absolute' || style.position === 'fixed') awaitsContainer = true;
    isInFlow &&= !isPlaced(style);
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
    slack: hasEdge(frame.look(element)) ? rounding : unseen,
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
