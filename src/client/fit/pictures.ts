import type { Fault } from './faults.ts';
import { type Box, type Frame, heightOf, widthOf } from './frame.ts';
import { markedNodes } from './words.ts';

/** More than this and the dots of a picture begin to show. */
const most = 1.5;

export interface Picture {
  readonly element: HTMLImageElement;
  /** The field whose text it stands in; for an image field, which prints no marks, its address: `src:assets/x.png`. */
  readonly field: string | undefined;
  readonly rows: readonly [Box];
  readonly lines: readonly [Box];
}

export function readPictures(frame: Frame): Picture[] {
  const found: Picture[] = [];
  for (const [node, field] of markedNodes(frame.slide, NodeFilter.SHOW_ELEMENT)) {
    if (!(node instanceof HTMLImageElement) || !node.checkVisibility({ checkVisibilityCSS: true })) continue;
    const box = frame.boxOf(node);
    if (widthOf(box) < 1 || heightOf(box) < 1) continue;
    found.push({
      element: node,
      field: field ?? `src:${node.getAttribute('src') ?? ''}`,
      rows: [box],
      lines: [box],
    });
  }
  return found;
}

/** Drawings have no size of their own: they may be as large as they like. */
export function findEnlarged(frame: Frame, pictures: readonly Picture[]): Fault[] {
  return pictures.flatMap(({ element, field, rows: [box] }) => {
    const { naturalWidth: width, naturalHeight: height } = element;
    if (width === 0 || height === 0 || isDrawing(element)) return [];
    const across = widthOf(box) / width;
    const down = heightOf(box) / height;
    const fits: Readonly<Record<string, number>> = {
      contain: Math.min(across, down),
      'scale-down': Math.min(1, across, down),
      none: 1,
    };
    const times = fits[frame.look(element).objectFit] ?? Math.max(across, down);
    return times > most ? [{ field, words: '', kind: 'enlarged', times, width, height }] : [];
  });
}

function isDrawing(element: HTMLImageElement): boolean {
  return /\.svgz?(?:[?#]|$)|^data:image\/svg/i.test(element.currentSrc || element.src);
}
