import type { RenderedDeck } from '../model/rendered.ts';
import type { Theme } from '../model/theme.ts';

/** The deck with its colours turned to greys of the same lightness. A filter over the page would draw pixels. */
export function inGray(rendered: RenderedDeck): RenderedDeck {
  return withTheme(rendered, (theme) => ({
    ...theme,
    colors: new Map([...theme.colors].map(([role, color]) => [role, grayOf(color)])),
    css: grayHexes(theme.css),
  }));
}

/** A dark deck in the colours of a light theme; its fonts, words and looks stay. A light deck stays as it is. */
export function inDaylight(rendered: RenderedDeck, light: Theme): RenderedDeck {
  if (rendered.deck.theme.scheme === 'light') return rendered;
  return withTheme(rendered, (theme) => ({
    ...theme,
    scheme: light.scheme,
    colors: new Map([...theme.colors, ...light.colors]),
    // What the light theme adds to the looks stands last.
    css: light.css.startsWith(theme.css) ? light.css : theme.css,
  }));
}

function withTheme(rendered: RenderedDeck, change: (theme: Theme) => Theme): RenderedDeck {
  return { ...rendered, deck: { ...rendered.deck, theme: change(rendered.deck.theme) } };
}

function grayHexes(css: string): string {
  return css.replace(/#[0-9a-f]{6}\b/gi, grayOf);
}

/** `#RRGGBB` as the grey of the same luminance; anything else as it is. https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function grayOf(color: string): string {
  const channels = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color)?.slice(1) ?? [];
  const [red, green, blue] = channels.map((each) => toLinear(Number.parseInt(each, 16) / 255));
  if (red === undefined || green === undefined || blue === undefined) return color;
  const level = Math.round(255 * fromLinear(0.2126 * red + 0.7152 * green + 0.0722 * blue));
  return `#${level.toString(16).padStart(2, '0').repeat(3)}`;
}

function toLinear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function fromLinear(value: number): number {
  return value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
}
