import type { Asset, Deck, Slide } from '../model/deck.ts';
import { escapeHtml, markSafe, type SafeHtml } from '../model/html.ts';

/** The `.slide` box, with a hidden heading where the layout draws none, so that every slide is in the outline. */
export function boxOf(slide: Slide, title: string, inside: SafeHtml, deck: Deck): SafeHtml {
  const { layout, background } = slide;
  const { width, height } = deck.size;
  const hasHeading = /<h[12][\s>]/.test(inside);
  const level = layout.contract.outline === 'section' ? 1 : 2;
  const heading = hasHeading ? '' : `<h${level} class="hidden-text">${escapeHtml(title)}</h${level}>`;
  const classes = ['slide', `layout-${layout.name}`, ...(layout.contract.furniture ? ['has-furniture'] : [])];
  const paint =
    background !== undefined && 'color' in background
      ? `;--slide-background:var(--color-${background.color})`
      : '';
  const picture =
    background !== undefined && 'image' in background
      ? `<img class="slide-picture" src="${escapeHtml(hrefOf(background.image) ?? '')}" alt="${escapeHtml(background.alt)}">`
      : '';
  return markSafe(
    `<div class="${classes.join(' ')}"${deck.dir === 'rtl' ? ' dir="rtl"' : ''} style="--w:${width}px;--h:${height}px${paint}">${picture}${heading}${inside}</div>`,
  );
}

/** Address of a file of the deck in a built one. */
export function hrefOf(asset: Asset | undefined): string | undefined {
  return asset === undefined ? undefined : asset.href.split('/').map(encodeURIComponent).join('/');
}
