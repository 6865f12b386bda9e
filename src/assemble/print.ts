import { join } from 'node:path';
import type { Host } from '../host.ts';
import type { BundleFile, PrintBundle } from '../model/bundle.ts';
import type { Deck } from '../model/deck.ts';
import { type RenderedDeck, renderedSlides } from '../model/rendered.ts';
import { compilePage } from '../render/page.ts';
import { inGray } from './print-colors.ts';
import {
  defaultSettings,
  type PagePlan,
  type Paper,
  type PrintFormat,
  type PrintSettings,
} from './print-formats.ts';
import { pageRules } from './print-rules.ts';
import { printedSlides, type Sheet, sheetsOf } from './print-sheets.ts';
import { themeCss } from './theme-css.ts';

/** A static document of pages that shares layouts and theme with the deck: what is printed is what is shown. */
export function assemblePrint(
  host: Host,
  original: RenderedDeck,
  format: PrintFormat,
  paper: Paper,
  chosen: Partial<PrintSettings> = {},
): PrintBundle {
  const settings = { ...defaultSettings, ...chosen };
  const rendered = settings.isGray ? inGray(original) : original;
  const { deck } = rendered;
  const plan = format.plan(deck.size, paper, settings);
  const sheets = sheetsOf(rendered, settings, plan);
  const theme = themeCss(rendered, 'fonts');
  const facts = { title: deck.title, text: familyOf(deck, 'text'), display: familyOf(deck, 'display') };
  const css = [
    theme.css,
    rendered.css,
    readTemplate(host, 'print.css'),
    pageRules(plan, facts, sheets),
    ...(plan.printsNotes ? [readTemplate(host, 'words.css')] : []),
    readTemplate(host, `${format.name}.css`),
    ...(settings.isGray ? ['img{filter:grayscale(1)}'] : []),
  ].join('\n');
  const view = { lang: deck.lang, title: deck.title, variant: plan.variant, ...leavesOf(sheets, plan) };
  const html = compilePage(host, `print/${format.name}.hbs`)({ ...view, slides: sheets });
  const files = new Map<string, BundleFile>([
    ['index.html', { content: html }],
    ['print.css', { content: css }],
    ...theme.files,
  ]);
  for (const slide of renderedSlides(rendered)) {
    for (const asset of slide.assets) files.set(asset.href, { copyOf: asset.file });
  }
  return {
    ...describeDeck(deck),
    entry: 'index.html',
    files,
    format: format.name,
    page: plan.page,
    perPage: plan.perPage,
    flowing: plan.flowing,
    slides: printedSlides(rendered, settings, plan),
  };
}

function describeDeck(deck: Deck): Pick<PrintBundle, 'title' | 'authors' | 'subject' | 'keywords' | 'lang'> {
  const subject = deck.description ?? deck.subtitle;
  return {
    title: deck.title,
    authors: deck.authors.map((author) => author.name),
    ...(subject === undefined ? {} : { subject }),
    keywords: deck.keywords,
    lang: deck.lang,
  };
}

interface Leaves {
  /** What stands on a page together. */
  readonly leaves: readonly { readonly slides: readonly Sheet[] }[];
  /** One a ruled line beside each slide. */
  readonly lines: readonly number[];
}

function leavesOf(sheets: readonly Sheet[], { perPage, lines }: PagePlan): Leaves {
  const size = perPage === 'any' ? Math.max(1, sheets.length) : perPage;
  const count = Math.ceil(sheets.length / size);
  return {
    leaves: Array.from({ length: count }, (_, index) => ({
      slides: sheets.slice(index * size, (index + 1) * size),
    })),
    lines: Array.from({ length: lines }, (_, index) => index),
  };
}

function readTemplate(host: Host, name: string): string {
  return host.readText(join(host.packageRoot, 'templates', 'print', name));
}

function familyOf(deck: Deck, role: string): string {
  return deck.theme.fonts.get(role) ?? 'sans-serif';
}
