import { join } from 'node:path';
import type { Host } from '../host.ts';
import type { BundleFile, PrintBundle, PrintPart } from '../model/bundle.ts';
import type { Deck } from '../model/deck.ts';
import { guardOf } from '../model/guard.ts';
import { counterStyleOf } from '../model/language.ts';
import { type RenderedDeck, renderedSlides } from '../model/rendered.ts';
import { fileOfAsset } from '../model/stand-in.ts';
import { inGray } from './print-colors.ts';
import {
  defaultSettings,
  type PagePlan,
  type Paper,
  type PrintSettings,
  planPages,
} from './print-formats.ts';
import { deckFacts, linesOf, type PrintedLeaf, placeSheets } from './print-lines.ts';
import { linkOnPaper } from './print-links.ts';
import { divide, goesOn, linkOut, numbered } from './print-parts.ts';
import { type PageFacts, pageRules } from './print-rules.ts';
import { printedSlides, sheetsOf } from './print-sheets.ts';
import type { PrintFormat } from './print-template.ts';
import { stillMedia } from './still-media.ts';
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
  const rendered = linkOnPaper(stillMedia(settings.isGray ? inGray(original) : original));
  const { deck } = rendered;
  const plan = planPages(format, deck.size, paper, settings);
  const lines = linesOf(plan, deck);
  const placed = placeSheets(sheetsOf(rendered, plan), plan, lines);
  const theme = themeCss(rendered, 'fonts');
  const rules = pageRules(plan, lines, pageFactsOf(deck), placed.pages);
  const cssFor = (leaves: readonly PrintedLeaf[]): string => {
    const names = new Set(leaves.flatMap(({ slides }) => slides.map(({ pageName }) => pageName)));
    const count = leaves === placed.leaves ? 'pages' : 'all-pages';
    return [
      count === 'pages' ? '' : numbered(placed.leaves, leaves),
      theme.css,
      rendered.css,
      readTemplate(host, 'print.css'),
      rules(
        placed.pages.filter(({ name }) => names.has(name)),
        count,
      ),
      ...(plan.printsNotes ? [readTemplate(host, 'words.css')] : []),
      format.css,
      ...(settings.isGray ? ['img{filter:grayscale(1)}'] : []),
    ].join('\n');
  };
  const draw = (leaves: readonly PrintedLeaf[]): [string, BundleFile][] => {
    const options = { steps: false, labels: deck.theme.labels, lang: deck.lang };
    const html = format.draw(viewOf(deck, plan, leaves), options);
    return [
      ['index.html', { content: linkOut(html, leaves, placed.leaves) }],
      ['print.css', { content: cssFor(leaves) }],
    ];
  };
  const files = new Map<string, BundleFile>([
    ...draw(placed.leaves),
    ...theme.files,
    ...picturesOf(rendered, plan),
  ]);
  const partOf = (leaves: readonly PrintedLeaf[]): PrintPart => ({
    files: new Map([...files, ...draw(leaves)]),
    goesOn: goesOn(leaves),
  });
  const parts = divide(placed.leaves, plan, settings.partSize);
  return {
    ...describeDeck(deck),
    entry: 'index.html',
    files,
    ...(parts.length === 1 ? {} : { parts: parts.map(partOf) }),
    guard: guardOf(deck, plan.printsNotes ? deck.channels : []),
    guardWithRemarks: guardOf(deck, deck.channels),
    format: format.name,
    page: plan.page,
    perPage: plan.perPage,
    flowing: plan.flowing,
    slides: printedSlides(rendered, plan),
  };
}

function pageFactsOf(deck: Deck): PageFacts {
  return {
    facts: deckFacts(deck),
    dir: deck.dir,
    counting: counterStyleOf(deck.lang),
    text: familyOf(deck, 'text'),
    display: familyOf(deck, 'display'),
  };
}

function picturesOf(rendered: RenderedDeck, { printsNotes }: PagePlan): [string, BundleFile][] {
  return renderedSlides(rendered).flatMap(({ assets, noteAssets }) =>
    [...assets, ...(printsNotes ? noteAssets : [])].map((asset): [string, BundleFile] => [
      asset.href,
      fileOfAsset(asset),
    ]),
  );
}

/** What a print template sees; everything is there, if empty. */
function viewOf(deck: Deck, plan: PagePlan, leaves: readonly PrintedLeaf[]): object {
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
