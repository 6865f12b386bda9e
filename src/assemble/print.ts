import { join } from 'node:path';
import type { Host } from '../host.ts';
import type { BundleFile, PrintBundle } from '../model/bundle.ts';
import type { Deck } from '../model/deck.ts';
import { guardOf } from '../model/guard.ts';
import { counterStyleOf } from '../model/language.ts';
import { type RenderedDeck, renderedSlides } from '../model/rendered.ts';
import { inGray } from './print-colors.ts';
import {
  defaultSettings,
  type PagePlan,
  type Paper,
  type PrintSettings,
  planPages,
} from './print-formats.ts';
import { deckFacts, linesOf, type Placed, placeSheets } from './print-lines.ts';
import { linkOnPaper } from './print-links.ts';
import { pageRules } from './print-rules.ts';
import { printedSlides, sheetsOf } from './print-sheets.ts';
import type { PrintFormat } from './print-template.ts';
import { themeCss } from './theme-css.ts';

/**
 * A static document of pages that shares layouts and theme with the deck: what is printed is what is shown. Throws
 * `bad-option` for settings that the format does not take.
 */
export function assemblePrint(
  host: Host,
  original: RenderedDeck,
  format: PrintFormat,
  paper: Paper,
  chosen: Partial<PrintSettings> = {},
): PrintBundle {
  const settings = { ...defaultSettings, ...chosen };
  const rendered = linkOnPaper(settings.isGray ? inGray(original) : original);
  const { deck } = rendered;
  const plan = planPages(format, deck.size, paper, settings);
  const lines = linesOf(plan, deck);
  const placed = placeSheets(sheetsOf(rendered, plan), plan, lines);
  const theme = themeCss(rendered, 'fonts');
  const pageFacts = {
    facts: deckFacts(deck),
    dir: deck.dir,
    counting: counterStyleOf(deck.lang),
    text: familyOf(deck, 'text'),
    display: familyOf(deck, 'display'),
  };
  const css = [
    theme.css,
    rendered.css,
    readTemplate(host, 'print.css'),
    pageRules(plan, lines, pageFacts, placed.pages),
    ...(plan.printsNotes ? [readTemplate(host, 'words.css')] : []),
    format.css,
    ...(settings.isGray ? ['img{filter:grayscale(1)}'] : []),
  ].join('\n');
  const html = format.draw(viewOf(deck, plan, placed), {
    steps: false,
    labels: deck.theme.labels,
    lang: deck.lang,
  });
  const files = new Map<string, BundleFile>([
    ['index.html', { content: html }],
    ['print.css', { content: css }],
    ...theme.files,
  ]);
  for (const slide of renderedSlides(rendered)) {
    for (const asset of [...slide.assets, ...(plan.printsNotes ? slide.noteAssets : [])])
      files.set(asset.href, { copyOf: asset.file });
  }
  return {
    ...describeDeck(deck),
    entry: 'index.html',
    files,
    guard: guardOf(deck, plan.printsNotes ? deck.channels : []),
    guardWithRemarks: guardOf(deck, deck.channels),
    format: format.name,
    page: plan.page,
    perPage: plan.perPage,
    flowing: plan.flowing,
    slides: printedSlides(rendered, plan),
  };
}

/** What a print template sees; everything is there, if empty. */
function viewOf(deck: Deck, plan: PagePlan, { leaves }: Placed): object {
  return {
    lang: deck.lang,
    dir: deck.dir,
    ...Object.fromEntries(deckFacts(deck)),
    variant: plan.variant,
    leaves,
    slides: leaves.flatMap(({ slides }) => slides),
    lines: Array.from({ length: plan.lines }, (_, index) => index),
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

function readTemplate(host: Host, name: string): string {
  return host.readText(join(host.packageRoot, 'templates', 'print', name));
}

function familyOf(deck: Deck, role: string): string {
  return deck.theme.fonts.get(role) ?? 'sans-serif';
}
