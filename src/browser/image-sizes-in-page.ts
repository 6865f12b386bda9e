// These functions are sent into the page as text: each stands alone and refers to nothing of this module.

/** A picture of the page: its address as the page writes it, its own size, and how large it is drawn at most. */
export interface DrawnPicture {
  readonly src: string;
  readonly width: number;
  readonly height: number;
  /** CSS px for each of its own px; 0 where it is not drawn. */
  readonly scale: number;
}

/** Looks how large each `<img>` is drawn, with what `object-fit` makes of it. */
export function measurePictures(): DrawnPicture[] {
  return [...document.querySelectorAll('img')].map((image) => {
    const { naturalWidth: width, naturalHeight: height } = image;
    const style = getComputedStyle(image);
    const px = (...names: string[]): number =>
      names.reduce((sum, name) => sum + Number.parseFloat(style.getPropertyValue(name) || '0'), 0);
    const box = image.getBoundingClientRect();
    const across =
      (box.width - px('padding-left', 'padding-right', 'border-left-width', 'border-right-width')) / width;
    const down =
      (box.height - px('padding-top', 'padding-bottom', 'border-top-width', 'border-bottom-width')) / height;
    const fits: Record<string, number> = {
      contain: Math.min(across, down),
      'scale-down': Math.min(across, down, 1),
      none: 1,
    };
    const scale = fits[style.objectFit] ?? Math.max(across, down);
    const isDrawn = width > 0 && height > 0 && box.width > 0 && box.height > 0 && Number.isFinite(scale);
    return { src: image.getAttribute('src') ?? '', width, height, scale: isDrawn ? Math.max(0, scale) : 0 };
  });
}

export interface Redrawn {
  readonly base64: string;
  readonly type: string;
}

/** Draws a picture at another size, once for each type and quality that is asked for. */
export async function redrawPicture(
  src: string,
  width: number,
  height: number,
  kinds: readonly (readonly [type: string, quality: number])[],
): Promise<Redrawn[]> {
  const image = new Image();
  image.src = src;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) return [];
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width, height);
  const drawn: Redrawn[] = [];
  for (const [type, quality] of kinds) {
    // What a browser cannot write comes back as PNG.
    const url = canvas.toDataURL(type, quality);
    const [, made = '', base64 = ''] = /^data:([^;]+);base64,(.*)$/s.exec(url) ?? [];
    if (made === type) drawn.push({ base64, type });
  }
  return drawn;
}

/** A picture's own size; undefined when it cannot be shown. */
export async function sizeOfPicture(src: string): Promise<{ width: number; height: number } | undefined> {
  const image = new Image();
  image.src = src;
  try {
    await image.decode();
  } catch {
    return undefined;
  }
  return { width: image.naturalWidth, height: image.naturalHeight };
}
