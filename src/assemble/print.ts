import { join, relative, sep } from 'node:path';
import { positionAt } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import type { BundleFile, PrintBundle, PrintedSlide } from '../model/bundle.ts';
import type { Deck } from '../model/deck.ts';
import { plainText } from '../model/html.ts';
import {
  type RenderedDeck,
  type RenderedSection,
  type RenderedSlide,
  renderedSlides,
} from '../model/rendered.ts';
import { compilePage } from '../render/page.ts';
import type { Paper, PrintFormat } from './print-formats.ts';
import { themeCss } from './theme-css.ts';

/** A static document of pages that shares layouts and theme with the deck: what is printed is what is shown. */
export function assemblePrint(
  host: Host,
  rendered: RenderedDeck,
  format: PrintFormat,
  paper: Paper,
): PrintBundle {
  const { deck } = rendered;
  const page = format.page(deck.size, paper);
  const sheets = rendered.sections.flatMap((section) =>
    section.slides.map((slide, index) => sheetOf(deck, section, slide, index === 0)),
  );
  const theme = themeCss(rendered, 'fonts');
  const facts = { title: deck.title, text: familyOf(deck, 'text'), display: familyOf(deck, 'display') };
  const css = [
    theme.css,
    rendered.css,
    readTemplate(host, 'print.css'),
    format.rules(deck.size, page, facts, sheets),
    readTemplate(host, `${format.name}.css`),
  ].join('\n');
  const view = { lang: deck.lang, title: deck.title, slides: sheets };
  const html = compilePage(host, `print/${format.name}.hbs`)(view);
  const files = new Map<string, BundleFile>([
    ['index.html', { content: html }],
    ['print.css', { content: css }],
    ...theme.files,
  ]);
  for (const slide of renderedSlides(rendered)) {
    for (const asset of slide.assets) files.set(asset.href, { copyOf: asset.file });
  }
  const subject = deck.description ?? deck.subtitle;
  return {
    entry: 'index.html',
    files,
    format: format.name,
    title: deck.title,
    authors: deck.authors.map((author) => author.name),
    ...(subject === undefined ? {} : { subject }),
    keywords: deck.keywords,
    lang: deck.lang,
    page,
    flowing: format.printsNotes,
    slides: rendered.sections.flatMap((section) =>
      section.slides.map((slide) => printedSlide(deck, section, slide, format)),
    ),
  };
}

function readTemplate(host: Host, name: string): string {
  return host.readText(join(host.packageRoot, 'templates', 'print', name));
}

function familyOf(deck: Deck, role: string): string {
  return deck.theme.fonts.get(role) ?? 'sans-serif';
}

/** What a print template sees of a slide. Everything is there, if empty: templates are strict. */
interface Sheet {
  readonly id: string;
  readonly pageName: string;
  readonly number: number;
  readonly title: string;
  readonly section: string;
  readonly minutes: string;
  /** Heading of a section that no slide of its own announces. */
  readonly part: string;
  readonly html: string;
  readonly notes: string;
}

function sheetOf(deck: Deck, section: RenderedSection, rendered: RenderedSlide, isFirst: boolean): Sheet {
  const { slide } = rendered;
  const { minutes } = slide;
  const announced = slide.layout.contract.outline === 'section';
  return {
    id: slide.id,
    pageName: `slide-${slide.number}`,
    number: slide.number,
    title: rendered.title,
    section: section.title,
    minutes: minutes === undefined ? '' : `${clock(minutes)} ${deck.theme.labels.get('minutes') ?? 'min'}`,
    part: isFirst && !announced ? section.title : '',
    html: linkInside(rendered.html),
    notes: linkInside(rendered.notes),
  };
}

/** `2`, and `0:45` where somebody counts in seconds. */
function clock(minutes: number): string {
  const seconds = Math.round((minutes % 1) * 60);
  return seconds === 0 ? String(minutes) : `${Math.floor(minutes)}:${String(seconds).padStart(2, '0')}`;
}

/** Addresses of slides are hashes of reveal.js on the screen and plain anchors on paper. */
function linkInside(html: string): string {
  return html.replace(/(<a\b[^>]*\bhref=")#\//g, '$1#');
}

function printedSlide(
  deck: Deck,
  section: RenderedSection,
  rendered: RenderedSlide,
  format: PrintFormat,
): PrintedSlide {
  const { slide } = rendered;
  const { source, start } = slide.span;
  const file = relative(deck.folder, source.path).split(sep).join('/');
  return {
    id: slide.id,
    number: slide.number,
    title: headingOf(rendered),
    section: section.title,
    notes: format.printsNotes ? plainText(rendered.notes) : '',
    file: `${file}:${positionAt(source, start).line}`,
  };
}

/** What the outline will say: the words of the slide's own heading. */
function headingOf(rendered: RenderedSlide): string {
  const heading = /<h([12])\b[^>]*>(.*?)<\/h\1>/s.exec(rendered.html)?.[2];
  return heading === undefined ? rendered.title : plainText(heading.replace(/&#x([0-9a-f]+);/gi, fromHex));
}

/** Templates write quotes and the like as hexadecimal references. */
function fromHex(_: string, hex: string): string {
  return String.fromCodePoint(Number.parseInt(hex, 16));
}
