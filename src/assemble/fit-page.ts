import { join } from 'node:path';
import type { Host } from '../host.ts';
import type { Bundle, BundleFile } from '../model/bundle.ts';
import type { Deck } from '../model/deck.ts';
import { type RenderedDeck, renderedSlides } from '../model/rendered.ts';
import { fileOfAsset } from '../model/stand-in.ts';
import { compilePage } from '../render/page.ts';
import { stillMedia } from './still-media.ts';
import { themeCss } from './theme-css.ts';

/** All slides of a deck with the styles of the deck page, still and one below the other: a page to measure them in. */
export function assembleFitPage(host: Host, original: RenderedDeck): Bundle {
  const rendered = stillMedia(original);
  const theme = themeCss(rendered, 'fonts');
  const deckCss = host.readText(join(host.packageRoot, 'templates/deck.css'));
  const css = styleText([theme.css, rendered.css, deckCss].join('\n'));
  const slides = renderedSlides(rendered).map((each) => ({ id: each.slide.id, html: each.html }));
  const html = fitHtml(host, rendered.deck, { css, slides });
  const files = new Map<string, BundleFile>([['fit.html', { content: html }], ...theme.files]);
  for (const { assets } of renderedSlides(rendered)) {
    for (const asset of assets) files.set(asset.href, fileOfAsset(asset));
  }
  return { entry: 'fit.html', files };
}

/** The same without a slide: a script puts them in, one at a time. `css` is that of the deck page. */
export function assembleFitFrame(host: Host, deck: Deck, css: string, script: string): string {
  return fitHtml(host, deck, { css, slides: [], script });
}

interface FitContent {
  readonly css: string;
  readonly slides: readonly object[];
  readonly script?: string;
}

function fitHtml(host: Host, deck: Deck, content: FitContent): string {
  const page = compilePage(host, 'fit.hbs');
  return page({
    lang: deck.lang,
    dir: deck.dir,
    title: deck.title,
    revealCss: styleText(host.readText(host.resolveModule('reveal.js/reveal.css'))),
    width: deck.size.width,
    height: deck.size.height,
    ...content,
  });
}

function styleText(css: string): string {
  return css.replace(/<\/style/gi, '<\\/style');
}
