export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A slide while it is measured. Styles are read once: they do not change under us. */
export interface Frame {
  readonly slide: HTMLElement;
  /** The slide itself: from 0, 0 to its width and height. */
  readonly box: Box;
  /** Where the slide's padding ends. */
  readonly safe: Box;
  /** Screen px for each px of the slide; 1 unless the page shows it smaller. */
  readonly scale: number;
  readonly look: (element: Element) => CSSStyleDeclaration;
  readonly boxOf: (element: Element) => Box;
  readonly toSlide: (rect: DOMRectReadOnly) => Box;
  readonly toScreen: (x: number, y: number) => readonly [number, number];
  /** What lies at a point of the slide, from the top down; undefined when the window does not show it. */
  readonly at: (x: number, y: number) => readonly Element[] | undefined;
}

export function frameOf(slide: HTMLElement): Frame {
  const rect = slide.getBoundingClientRect();
  const scale = rect.width / slide.offsetWidth || 1;
  const looks = new Map<Element, CSSStyleDeclaration>();
  const look = (element: Element): CSSStyleDeclaration => {
    const known = looks.get(element);
    if (known !== undefined) return known;
    const style = getComputedStyle(element);
    looks.set(element, style);
    return style;
  };
  const toSlide = (part: DOMRectReadOnly): Box => ({
    left: (part.left - rect.left) / scale,
    top: (part.top - rect.top) / scale,
    right: (part.right - rect.left) / scale,
    bottom: (part.bottom - rect.top) / scale,
  });
  const toScreen = (x: number, y: number): [number, number] => [rect.left + x * scale, rect.top + y * scale];
  const box = toSlide(rect);
  const padding = look(slide);
  return {
    slide,
    box,
    safe: {
      left: px(padding.paddingLeft),
      top: px(padding.paddingTop),
      right: box.right - px(padding.paddingRight),
      bottom: box.bottom - px(padding.paddingBottom),
    },
    scale,
    look,
    boxOf: (element) => toSlide(element.getBoundingClientRect()),
    toSlide,
    toScreen,
    at: hitTester(toScreen),
  };
}

/** Asking is dear, and both what covers a text and what is behind it is asked for. */
function hitTester(
  toScreen: (x: number, y: number) => readonly [number, number],
): (x: number, y: number) => readonly Element[] | undefined {
  const known = new Map<string, readonly Element[] | undefined>();
  return (x, y) => {
    const [left, top] = toScreen(x, y);
    const key = `${left} ${top}`;
    if (!known.has(key)) {
      const isShown = left >= 0 && top >= 0 && left < window.innerWidth && top < window.innerHeight;
      known.set(key, isShown ? document.elementsFromPoint(left, top) : undefined);
    }
    return known.get(key);
  };
}

export function px(length: string): number {
  return Number.parseFloat(length) || 0;
}

export function widthOf(box: Box): number {
  return box.right - box.left;
}

export function heightOf(box: Box): number {
  return box.bottom - box.top;
}

/** How far `inner` reaches over each side of `outer`; 0 where it does not. */
export function excess(inner: Box, outer: Box): Box {
  return {
    left: Math.max(0, outer.left - inner.left),
    top: Math.max(0, outer.top - inner.top),
    right: Math.max(0, inner.right - outer.right),
    bottom: Math.max(0, inner.bottom - outer.bottom),
  };
}

export function largest(a: Box, b: Box): Box {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

export const nothing: Box = { left: 0, top: 0, right: 0, bottom: 0 };
