/** Red, green, blue from 0 to 255 and alpha from 0 to 1. */
export interface Color {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

export const white: Color = { red: 255, green: 255, blue: 255, alpha: 1 };
const none: Color = { red: 0, green: 0, blue: 0, alpha: 0 };

const known = new Map<string, Color>();
const brush = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

/** Any colour that a computed style may hold. */
export function parseColor(css: string): Color {
  const before = known.get(css);
  if (before !== undefined) return before;
  const color = readRgb(css) ?? paint(css);
  known.set(css, color);
  return color;
}

/** A gradient counts as ink. */
export function alphaOf(css: string): number {
  if (css.startsWith('url(')) return 1;
  return css === 'none' ? 0 : parseColor(css).alpha;
}

function readRgb(css: string): Color | undefined {
  const match = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(css);
  if (match === null) return undefined;
  return {
    red: Number(match[1]),
    green: Number(match[2]),
    blue: Number(match[3]),
    alpha: Number(match[4] ?? 1),
  };
}

/** Mixtures and wide colour spaces: the browser paints one dot, and we look. */
function paint(css: string): Color {
  if (brush === null || !CSS.supports('color', css)) return none;
  brush.clearRect(0, 0, 1, 1);
  brush.fillStyle = css;
  brush.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = brush.getImageData(0, 0, 1, 1).data;
  return { red, green, blue, alpha: alpha / 255 };
}

/** `upper` over `lower`. */
export function blend(upper: Color, lower: Color): Color {
  const alpha = upper.alpha + lower.alpha * (1 - upper.alpha);
  if (alpha === 0) return none;
  const mix = (a: number, b: number): number =>
    (a * upper.alpha + b * lower.alpha * (1 - upper.alpha)) / alpha;
  return {
    red: mix(upper.red, lower.red),
    green: mix(upper.green, lower.green),
    blue: mix(upper.blue, lower.blue),
    alpha,
  };
}

/** Contrast ratio of WCAG 2.2, 1 to 21. */
export function contrastOf(a: Color, b: Color): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

function luminance({ red, green, blue }: Color): number {
  const linear = (channel: number): number => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
