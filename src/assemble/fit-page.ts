import { join } from 'node:path';
import type { Host } from '../host.ts';
import type { Bundle, BundleFile } from '../model/bundle.ts';
import { type RenderedDeck, renderedSlides } from '../model/rendered.ts';
import { compilePage } from '../render/page.ts';
import { themeCss } from './theme-css.ts';

/** All slides of a deck with the styles of the deck page, still and one below the other: a page to measure them in. */
export function assembleFitPage(host: Host, rendered: RenderedDeck): Bundle {
  const { deck } = rendered;
  const theme = themeCss(rendered, 'fonts');
  const deckCss = host.readText(join(host.packageRoot, 'templates/deck.css'));
  const html = compilePage(
    host,
    'fit.hbs',
  )({
    lang: deck.lang,
    dir: deck.dir,
    title: deck.title,
    revealCss: styleText(host.readText(host.resolveModule('reveal.js/reveal.css'))),
    css: styleText([theme.css, rendered.css, deckCss].join('\n')),
    width: deck.size.width,
    height: deck.size.height,
    slides: renderedSlides(rendered).map((each) => ({ id: each.slide.id, html: each.html })),
  });
  const files = new Map<string, BundleFile>([['fit.html', { content: html }], ...theme.files]);
  for (const { assets } of renderedSlides(rendered)) {
    for (const asset of assets) files.set(asset.href, { copyOf: asset.file });
  }
  return { entry: 'fit.html', files };
}

function styleText(css: string): string {
  return css.replace(/<\/style/gi, '<\\/style');
}
