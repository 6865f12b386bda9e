import { alphaOf } from './color.ts';
import { type Box, type Frame, heightOf, px, widthOf } from './frame.ts';

/** A piece of text that somebody can see: one text node. */
export interface Words {
  readonly node: Text;
  readonly element: Element;
  readonly field: string | undefined;
  /** White space folded. */
  readonly text: string;
  /** A box a line, round the ink of its letters. */
  readonly rows: readonly Box[];
  /** A box a line, as high as the line: what the layout has made room for. */
  readonly lines: readonly Box[];
  /** Font size after all transforms, in px of the slide. */
  readonly size: number;
  readonly color: string;
}

/** Every text of the slide in the order of the document. */
export function readWords(frame: Frame): Words[] {
  const scaleOf = scales(frame);
  const isSeen = sights(frame);
  const found: Words[] = [];
  for (const [node, field] of markedNodes(frame.slide, NodeFilter.SHOW_TEXT)) {
    const element = node.parentElement;
    const text = (node.textContent ?? '').replace(/\s+/g, ' ').trim();
    if (element === null || text === '' || !isSeen(element)) continue;
    const style = frame.look(element);
    const color = element instanceof SVGElement ? style.fill : style.webkitTextFillColor;
    if (alphaOf(color) === 0) continue;
    const scale = scaleOf(element);
    const boxes = boxesOf(node as Text, frame);
    if (boxes.length === 0) continue;
    found.push({
      node: node as Text,
      element,
      field,
      text,
      rows: boxes.map((box) => inkOf(box, node as Text, style, scale)),
      lines: boxes.map((box) => lineOf(box, style, scale)),
      size: px(style.fontSize) * scale,
      color,
    });
  }
  return found;
}

/** Walks text or elements together with the field whose marks enclose them. */
export function* markedNodes(root: Element, what: number): Generator<[Node, string | undefined]> {
  const walker = document.createTreeWalker(root, what | NodeFilter.SHOW_COMMENT);
  const fields: string[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node.nodeType !== Node.COMMENT_NODE) {
      yield [node, fields.at(-1)];
      continue;
    }
    const mark = /^(?:f:(.+)|\/f)$/.exec(node.nodeValue ?? '');
    if (mark === null) continue;
    if (mark[1] === undefined) fields.pop();
    else fields.push(mark[1]);
  }
}

/** How much transforms magnify text, in its height. */
function scales(frame: Frame): (element: Element) => number {
  const known = new Map<Element, number>();
  const scaleOf = (element: Element): number => {
    const before = known.get(element);
    if (before !== undefined) return before;
    const scale = element === frame.slide ? 1 : ownScale(element) * outer(element);
    known.set(element, scale);
    return scale;
  };
  const outer = (element: Element): number => {
    // The matrix of an SVG element holds everything outside of it already.
    if (element instanceof SVGGraphicsElement || element.parentElement === null) return 1;
    return scaleOf(element.parentElement);
  };
  const ownScale = (element: Element): number => {
    if (element instanceof SVGGraphicsElement) {
      const matrix = element.getScreenCTM();
      return matrix === null ? 1 : Math.hypot(matrix.c, matrix.d) / frame.scale;
    }
    const { transform, scale, zoom } = frame.look(element);
    const matrix = transform === 'none' ? undefined : new DOMMatrixReadOnly(transform);
    const stretch = scale === 'none' ? 1 : Number(scale.split(' ')[1] ?? scale.split(' ')[0]);
    return (matrix === undefined ? 1 : Math.hypot(matrix.c, matrix.d)) * stretch * (Number(zoom) || 1);
  };
  return scaleOf;
}

/** Whether an element is for eyes: not hidden, and not one of the boxes of 1 px that only a screen reader finds. */
function sights(frame: Frame): (element: Element) => boolean {
  const known = new Map<Element, boolean>();
  const isOpen = (element: Element): boolean => {
    if (element === frame.slide || element.parentElement === null) return true;
    let open = known.get(element);
    if (open === undefined) {
      open = !isForEars(element, frame) && isOpen(element.parentElement);
      known.set(element, open);
    }
    return open;
  };
  return (element) =>
    element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && isOpen(element);
}

function isForEars(element: Element, frame: Frame): boolean {
  if (element.classList.contains('hidden-text')) return true;
  const style = frame.look(element);
  if (style.position !== 'absolute') return false;
  const box = frame.boxOf(element);
  return style.overflowX !== 'visible' && widthOf(box) <= 2 && heightOf(box) <= 2;
}

/** The boxes of a text, one a line, each as high as its font. */
function boxesOf(node: Text, frame: Frame): Box[] {
  const range = document.createRange();
  range.selectNodeContents(node);
  const boxes: Box[] = [];
  for (const rect of range.getClientRects()) {
    if (rect.width < 0.5 || rect.height < 0.5) continue;
    const box = frame.toSlide(rect);
    const last = boxes.at(-1);
    const middle = (box.top + box.bottom) / 2;
    // Text that runs in two directions has several boxes a line; between them may stand the words of somebody else.
    const isNear = last !== undefined && box.left - last.right < 1 && last.left - box.right < 1;
    if (last !== undefined && isNear && middle > last.top && middle < last.bottom) {
      boxes[boxes.length - 1] = {
        left: Math.min(last.left, box.left),
        top: Math.min(last.top, box.top),
        right: Math.max(last.right, box.right),
        bottom: Math.max(last.bottom, box.bottom),
      };
    } else boxes.push(box);
  }
  return boxes;
}

/** Leading is shared out above and below the font's own height, also when it takes from it. */
function lineOf(box: Box, style: CSSStyleDeclaration, scale: number): Box {
  if (style.lineHeight === 'normal') return box;
  const leading = (px(style.lineHeight) * scale - heightOf(box)) / 2;
  return { ...box, top: box.top - leading, bottom: box.bottom + leading };
}

const pen = document.createElement('canvas').getContext('2d');
/** As it was set: a canvas spells fonts its own way. */
let penFont = '';

/** Two titles that are set tight share the room of their fonts without touching. */
function inkOf(box: Box, node: Text, style: CSSStyleDeclaration, scale: number): Box {
  if (pen === null) return box;
  const font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  if (font !== penFont) {
    pen.font = font;
    penFont = font;
  }
  const metrics = pen.measureText(node.data);
  const ascent = metrics.fontBoundingBoxAscent * scale;
  const descent = metrics.fontBoundingBoxDescent * scale;
  // A turned text has another box: it is taken as it is.
  if (Math.abs(heightOf(box) - ascent - descent) > 3) return box;
  const baseline = box.top + ascent;
  return {
    ...box,
    top: baseline - metrics.actualBoundingBoxAscent * scale,
    bottom: baseline + Math.max(0, metrics.actualBoundingBoxDescent * scale),
  };
}

/** The beginning of a text, for a message. */
export function beginning(text: string): string {
  const letters = [...text];
  return letters.length <= 32 ? text : `${letters.slice(0, 30).join('').trimEnd()}…`;
}
