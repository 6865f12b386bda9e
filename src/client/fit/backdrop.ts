import { alphaOf, blend, parseColor, white } from './color.ts';
import { judgePicture, type Unseen } from './contrast.ts';
import { type Box, type Frame, heightOf, px, widthOf } from './frame.ts';

/** Scaled by a canvas a picture is not quite the one on the slide: who is that near to the limit is looked at there. */
const caution = 1.08;

/**
 * The texts that are left to a picture of the window. Where only the slide's own picture is behind them, a canvas with
 * that picture shows that most read well, in a fraction of the time.
 */
export function leftUnseen(frame: Frame, unseen: readonly Unseen[]): readonly Unseen[] {
  const [behind, ...others] = frame.slide.querySelectorAll<HTMLImageElement>('img.slide-picture');
  if (unseen.length === 0 || behind === undefined || others.length > 0) return unseen;
  const inTheWay = paintersOf(frame, behind);
  const isAlone = ({ words }: Unseen): boolean =>
    !words.rows.some((row) => inTheWay.some((box) => meet(row, box)));
  const alone = new Set(unseen.filter(isAlone));
  const picture = alone.size === 0 ? undefined : paint(frame, behind);
  if (picture === undefined) return unseen;
  const onCanvas: Frame = { ...frame, toScreen: (x, y) => [x, y] };
  const isGood = (each: Unseen): boolean =>
    judgePicture(onCanvas, [{ ...each, needed: each.needed * caution }], picture, 1).length === 0;
  return unseen.filter((each) => !alone.has(each) || !isGood(each));
}

function meet(a: Box, b: Box): boolean {
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}

/** Where anything but letters and the slide's picture is painted. */
function paintersOf(frame: Frame, picture: Element): Box[] {
  return [frame.slide, ...frame.slide.querySelectorAll('*')].flatMap((element) => {
    if (element === picture) return [];
    if (paintsAround(frame, element)) return [frame.box];
    if (element === frame.slide) return [];
    const style = frame.look(element);
    const box = frame.boxOf(element);
    return paintsItself(style, element) ? [box] : edgesOf(style, box);
  });
}

function edgesOf(style: CSSStyleDeclaration, box: Box): Box[] {
  if (style.borderStyle === 'none') return [];
  if (style.borderRadius !== '0px') return [box];
  return [
    { ...box, bottom: box.top + px(style.borderTopWidth) },
    { ...box, left: box.right - px(style.borderRightWidth) },
    { ...box, top: box.bottom - px(style.borderBottomWidth) },
    { ...box, right: box.left + px(style.borderLeftWidth) },
  ].filter((edge) => widthOf(edge) > 0 && heightOf(edge) > 0);
}

function paintsAround(frame: Frame, element: Element): boolean {
  const { boxShadow, filter, mixBlendMode, backdropFilter, backgroundImage, opacity } = frame.look(element);
  return (
    (element === frame.slide && (backgroundImage !== 'none' || Number(opacity) < 1)) ||
    boxShadow !== 'none' ||
    filter !== 'none' ||
    mixBlendMode !== 'normal' ||
    backdropFilter !== 'none' ||
    ['::before', '::after'].some((part) => isPainted(getComputedStyle(element, part)))
  );
}

/** Letters are taken out before a picture is; boxes and borders of a `::before` stay. */
function isPainted(style: CSSStyleDeclaration): boolean {
  if (style.content === 'none' || style.content === 'normal') return false;
  return (
    !/^(?:"[^"]*"|counters?\(.*\))(?: .*)?$/.test(style.content) ||
    style.backgroundImage !== 'none' ||
    alphaOf(style.backgroundColor) > 0 ||
    style.borderStyle !== 'none' ||
    style.boxShadow !== 'none'
  );
}

function paintsItself(style: CSSStyleDeclaration, element: Element): boolean {
  return (
    style.backgroundImage !== 'none' ||
    alphaOf(style.backgroundColor) > 0 ||
    style.outlineStyle !== 'none' ||
    element instanceof SVGElement ||
    /^(?:img|video|canvas|iframe|object|embed|hr|input|button|progress|meter)$/i.test(element.tagName)
  );
}

const brush = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });

/** The slide with its picture and nothing else; undefined where a canvas would show it otherwise. */
function paint(frame: Frame, image: HTMLImageElement): ImageData | undefined {
  const style = frame.look(image);
  const target = targetOf(style, frame.boxOf(image), image);
  if (brush === null || target === undefined || !isPlain(style) || !image.complete) return undefined;
  const [width, height] = [Math.round(frame.box.right), Math.round(frame.box.bottom)];
  brush.canvas.width = width;
  brush.canvas.height = height;
  const { red, green, blue } = blend(parseColor(frame.look(frame.slide).backgroundColor), white);
  brush.fillStyle = `rgb(${red} ${green} ${blue})`;
  brush.fillRect(0, 0, width, height);
  brush.globalAlpha = Number(style.opacity);
  brush.imageSmoothingQuality = 'medium';
  const crop = frame.boxOf(image);
  brush.beginPath();
  brush.rect(crop.left, crop.top, widthOf(crop), heightOf(crop));
  brush.clip();
  try {
    brush.drawImage(image, target.left, target.top, widthOf(target), heightOf(target));
    return brush.getImageData(0, 0, width, height);
  } catch {
    return undefined;
  }
}

function isPlain(style: CSSStyleDeclaration): boolean {
  const padding = [style.paddingTop, style.paddingRight, style.paddingBottom, style.paddingLeft];
  return (
    style.filter === 'none' &&
    style.mixBlendMode === 'normal' &&
    style.clipPath === 'none' &&
    style.maskImage === 'none' &&
    style.transform === 'none' &&
    style.rotate === 'none' &&
    style.borderStyle === 'none' &&
    style.borderRadius === '0px' &&
    alphaOf(style.backgroundColor) === 0 &&
    style.backgroundImage === 'none' &&
    padding.every((side) => px(side) === 0)
  );
}

/** Where the whole picture lies when `object-fit: cover` crops it at the box. */
function targetOf(style: CSSStyleDeclaration, box: Box, image: HTMLImageElement): Box | undefined {
  const { naturalWidth, naturalHeight } = image;
  const [across, down] = /^([\d.]+)% ([\d.]+)%$/.exec(style.objectPosition)?.slice(1).map(Number) ?? [];
  if (style.objectFit !== 'cover' || naturalWidth === 0 || naturalHeight === 0) return undefined;
  if (across === undefined || down === undefined) return undefined;
  const times = Math.max(widthOf(box) / naturalWidth, heightOf(box) / naturalHeight);
  const [width, height] = [naturalWidth * times, naturalHeight * times];
  const left = box.left + ((widthOf(box) - width) * across) / 100;
  const top = box.top + ((heightOf(box) - height) * down) / 100;
  return { left, top, right: left + width, bottom: top + height };
}
