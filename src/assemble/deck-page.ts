import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Host } from '../host.ts';
import type { Bundle, BundleFile } from '../model/bundle.ts';
import { guardOf } from '../model/guard.ts';
import { escapeHtml, markSafe, type SafeHtml } from '../model/html.ts';
import {
  type RenderedDeck,
  type RenderedSection,
  type RenderedSlide,
  renderedSlides,
} from '../model/rendered.ts';
import { fileOfAsset } from '../model/stand-in.ts';
import { compilePage } from '../render/page.ts';
import { presenterHtml, presenterWords } from './presenter.ts';
import { revealOptions, stillOptions } from './reveal.ts';
import { themeCss } from './theme-css.ts';

const styles = ['deck.css', 'reading.css'];

export interface DeckPageOptions {
  /** Whether speaker notes are in the page. What is shared carries none unless asked. */
  readonly notes: 'with' | 'without';
  /** A further client script and the addresses it may call: the preview's. */
  readonly live?: { readonly script: string; readonly connect: string };
}

/** A slide as it stands in the page. */
export interface PageSlide {
  readonly id: string;
  readonly html: string;
}

/** What of the page changes with the deck. The rest is the same for all. */
export interface PageParts {
  readonly lang: string;
  readonly dir: string;
  readonly title: string;
  readonly description: string;
  readonly authors: string;
  readonly css: string;
  readonly slides: readonly PageSlide[];
  /** What the page's script reads, as JSON. */
  readonly options: string;
  readonly presenter: string;
  /** All that the page refers to. */
  readonly files: ReadonlyMap<string, BundleFile>;
}

/** The reveal.js page of a deck with everything that it needs; opens from disk, without a network. */
export function assembleDeckPage(host: Host, rendered: RenderedDeck, options: DeckPageOptions): Bundle {
  const parts = deckPageParts(host, rendered, options.notes);
  const { deck } = rendered;
  const { html, fixed } = joinPage(host, parts, options.live);
  const guard = { ...guardOf(deck, options.notes === 'with' ? deck.channels : []), known: fixed };
  const files = new Map<string, BundleFile>([['index.html', { content: html }], ...parts.files]);
  return { entry: 'index.html', files, guard };
}

export function deckPageParts(
  host: Host,
  rendered: RenderedDeck,
  notes: DeckPageOptions['notes'],
): PageParts {
  const { deck } = rendered;
  const theme = themeCss(rendered, 'fonts');
  const withNotes = notes === 'with';
  const files = new Map<string, BundleFile>(theme.files);
  for (const slide of renderedSlides(rendered)) {
    for (const asset of [...slide.assets, ...(withNotes ? slide.noteAssets : [])])
      files.set(asset.href, fileOfAsset(asset));
  }
  return {
    lang: deck.lang,
    dir: deck.dir,
    title: deck.title,
    description: deck.description ?? deck.subtitle ?? '',
    authors: deck.authors.map((author) => author.name).join(', '),
    css: styleText(
      [
        theme.css,
        rendered.css,
        ...styles.map((name) => host.readText(join(host.packageRoot, 'templates', name))),
      ].join('\n'),
    ),
    slides: rendered.sections.flatMap((section) =>
      section.slides.map((slide) => ({
        id: slide.slide.id,
        html: slideHtml(slide, section, rendered, withNotes),
      })),
    ),
    options: scriptJson({
      always: revealOptions(deck),
      still: stillOptions,
      duration: deck.duration,
      notes,
      scheme: deck.theme.scheme,
      words: presenterWords(deck.theme.labels),
    }),
    presenter: presenterHtml(host, deck),
    files,
  };
}

/** The page of its parts. `fixed` is what in it is the same in every deck. */
export function joinPage(
  host: Host,
  parts: PageParts,
  live?: DeckPageOptions['live'],
): { readonly html: string; readonly fixed: readonly string[] } {
  const scripts = [
    host.readText(host.resolveModule('reveal.js')),
    clientScript(host, 'deck'),
    ...(live === undefined ? [] : [live.script]),
  ].map(inlineScript);
  const revealCss = styleText(host.readText(host.resolveModule('reveal.js/reveal.css')));
  const html = compilePage(
    host,
    'deck.hbs',
  )({
    ...parts,
    policy: contentPolicy(scripts, live?.connect),
    revealCss,
    sections: parts.slides.map((slide) => slide.html).join('\n'),
    scripts: scripts.map((script) => `<script>${script}</script>`).join('\n'),
  });
  return { html, fixed: [...scripts, revealCss, parts.presenter] };
}

export function clientScript(host: Host, name: string): string {
  return host.readText(join(host.packageRoot, 'dist/client', `${name}.js`));
}

function slideHtml(
  rendered: RenderedSlide,
  section: RenderedSection,
  deck: RenderedDeck,
  withNotes: boolean,
): SafeHtml {
  const { slide } = rendered;
  const attributes = [
    `id="${escapeHtml(slide.id)}"`,
    `data-section="${escapeHtml(section.id)}"`,
    ...(rendered === section.slides[0] ? [`data-section-title="${escapeHtml(section.title)}"`] : []),
    `aria-label="${escapeHtml(rendered.title)}"`,
    ...(slide.transition === undefined ? [] : [`data-transition="${escapeHtml(slide.transition)}"`]),
    ...(slide.background !== undefined && 'color' in slide.background
      ? [`data-background-color="${escapeHtml(deck.deck.theme.colors.get(slide.background.color) ?? '')}"`]
      : []),
    ...(slide.minutes === undefined ? [] : [`data-timing="${Math.round(slide.minutes * 60)}"`]),
  ];
  const notes = withNotes && rendered.notes !== '' ? `<aside class="notes">${rendered.notes}</aside>` : '';
  return markSafe(`<section ${attributes.join(' ')}>${rendered.html}${notes}</section>`);
}

/** Inline code must not end its own element; HTML has no other escape inside a script. */
export function inlineScript(code: string): string {
  return code
    .replace(/<\/script/gi, '<\\/script')
    .replace(/<!--/g, '\\x3C!--')
    .trim();
}

export function styleText(css: string): string {
  return css.replace(/<\/style/gi, '<\\/style');
}

export function scriptJson(value: object): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}

/** Nothing is fetched from anywhere but the deck's own folder, and no script runs but the ones put in here. */
export function contentPolicy(scripts: readonly string[], connect: string | undefined): string {
  const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return [
    `default-src 'none'`,
    `script-src ${hashes.join(' ')}`,
    `style-src 'unsafe-inline'`,
    `img-src 'self' file: data:`,
    `font-src 'self' file: data:`,
    `media-src 'self' file: data:`,
    `frame-src 'self' file:`,
    `connect-src ${connect ?? `'none'`}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
}
