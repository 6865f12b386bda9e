import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Theme } from '../model/theme.ts';
import type { Check } from './subject.ts';

interface Pair {
  readonly ink: string;
  readonly paper: string;
  /** Ratio of WCAG 2.2: 7 for running text, 4.5 for other text, 3 for graphics. */
  readonly atLeast: number;
}

const lines = [1, 2, 3, 4, 5, 6].map((number) => `line-${number}`);

/** What layouts print on what. */
const pairs: readonly Pair[] = [
  { ink: 'text', paper: 'background', atLeast: 7 },
  { ink: 'text', paper: 'surface', atLeast: 7 },
  ...['muted', 'accent', 'positive', 'negative', ...lines].map((ink) => ({
    ink,
    paper: 'background',
    atLeast: 4.5,
  })),
  { ink: 'muted', paper: 'surface', atLeast: 4.5 },
  ...['accent', ...lines].map((paper) => ({ ink: 'on-line', paper, atLeast: 4.5 })),
  { ink: 'focus', paper: 'background', atLeast: 3 },
];

export const contrastCheck: Check = {
  codes: ['low-contrast'],
  needs: 'slides',
  run: ({ rendered: { deck } }) =>
    weakPairs(deck.theme).map(({ ink, paper, atLeast, ratio }) =>
      diagnose(
        'low-contrast',
        `theme \`${deck.theme.name}\`: \`${ink}\` on \`${paper}\` has a contrast of ${ratio.toFixed(1)}, ${atLeast} is needed`,
        {
          span: deck.spans.get('theme') ?? deck.span,
          hints: [`change \`${ink}\` or \`${paper}\` in \`theme.yaml\``],
        },
      ),
    ),
};

export function weakPairs(theme: Theme): (Pair & { readonly ratio: number })[] {
  return pairs.flatMap((pair) => {
    const ink = parseColor(theme.colors.get(pair.ink));
    const paper = parseColor(theme.colors.get(pair.paper));
    if (ink === undefined || paper === undefined) return [];
    const ratio = contrast(ink, paper);
    return ratio < pair.atLeast ? [{ ...pair, ratio }] : [];
  });
}

type Rgb = readonly [number, number, number];

/** `#rgb` and `#rrggbb`; other notations are left to the eye. */
function parseColor(written: string | undefined): Rgb | undefined {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(written?.trim() ?? '')?.[1];
  if (hex === undefined) return undefined;
  const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
  const part = (index: number): number => Number.parseInt(full.slice(index * 2, index * 2 + 2), 16);
  return [part(0), part(1), part(2)];
}

/** Contrast ratio of WCAG 2.2, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (channel: number): number => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
