import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Host } from '../host.ts';
import type { Bundle, BundleFile } from '../model/bundle.ts';
import { escapeHtml, markSafe, type SafeHtml } from '../model/html.ts';
import {
  type RenderedDeck,
  type RenderedSection,
  type RenderedSlide,
  renderedSlides,
} from '../model/rendered.ts';
import { compilePage } from '../render/page.ts';
import { revealOptions, stillOptions } from './reveal.ts';
import { themeCss } from './theme-css.ts';

export interface DeckPageOptions {
  /** Whether speaker notes are in the page. What is shared carries none unless asked. */
  readonly notes: 'with' | 'without';
  /** A further client script and the addresses it may call: the preview's. */
  readonly live?: { readonly script: string; readonly connect: string };
}

/** The reveal.js page of a deck with everything that it needs; opens from disk, without a network. */
export function assembleDeckPage(host: Host, rendered: RenderedDeck, options: DeckPageOptions): Bundle {
  const { deck } = rendered;
  const theme = themeCss(rendered, 'fonts');
  const withNotes = options.notes === 'with';
  const scripts = [
    host.readText(host.resolveModule('reveal.js')),
    ...(withNotes ? [host.readText(host.resolveModule('reveal.js/plugin/notes'))] : []),
    clientScript(host, 'deck'),
    ...(options.live === undefined ? [] : [options.live.script]),
  ].map(inlineScript);
  const popupScripts = withNotes ? [speakerViewScript(scripts[1] ?? '')] : [];
  const page = compilePage(
    host,
    'deck.hbs',
  )({
    lang: deck.lang,
    title: deck.title,
    description: deck.description ?? deck.subtitle ?? '',
    authors: deck.authors.map((author) => author.name).join(', '),
    policy: contentPolicy([...scripts, ...popupScripts], options.live?.connect),
    revealCss: styleText(host.readText(host.resolveModule('reveal.js/reveal.css'))),
    css: styleText(
      [theme.css, rendered.css, host.readText(join(host.packageRoot, 'templates/deck.css'))].join('\n'),
    ),
    sections: rendered.sections.map((section) => sectionHtml(section, rendered, withNotes)).join('\n'),
    options: scriptJson({ always: revealOptions(deck), still: stillOptions }),
    scripts: scripts.map((script) => `<script>${script}</script>`).join('\n'),
  });
  const files = new Map<string, BundleFile>([['index.html', { content: page }], ...theme.files]);
  for (const slide of renderedSlides(rendered)) {
    for (const asset of slide.assets) files.set(asset.href, { copyOf: asset.file });
  }
  return { entry: 'index.html', files };
}

export function clientScript(host: Host, name: string): string {
  return host.readText(join(host.packageRoot, 'dist/client', `${name}.js`));
}

function sectionHtml(section: RenderedSection, rendered: RenderedDeck, withNotes: boolean): string {
  return section.slides.map((slide) => slideHtml(slide, section, rendered, withNotes)).join('\n');
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
function inlineScript(code: string): string {
  return code
    .replace(/<\/script/gi, '<\\/script')
    .replace(/<!--/g, '\\x3C!--')
    .trim();
}

function styleText(css: string): string {
  return css.replace(/<\/style/gi, '<\\/style');
}

function scriptJson(value: object): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}

/** The notes window of reveal.js runs a script of its own, which it carries as a template literal. */
function speakerViewScript(plugin: string): string {
  const from = plugin.lastIndexOf('<script>') + '<script>'.length;
  const to = plugin.indexOf('<\\/script>', from);
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
  return plugin
    .slice(from, to)
    .replace(/\\x3C/g, '<')
    .replace(/\\(.)/g, (_, character: string) => escapes[character] ?? character);
}

/** Nothing is fetched from anywhere but the deck's own folder, and no script runs but the ones put in here. */
function contentPolicy(scripts: readonly string[], connect: string | undefined): string {
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
