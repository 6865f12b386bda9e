import { join } from 'node:path';
import type { Host } from '../host.ts';
import { kept } from '../host-keep.ts';
import type { Deck } from '../model/deck.ts';
import type { Labels } from '../model/theme.ts';
import { compilePage } from '../render/page.ts';

/** Labels of the presenter view begin like this; its own template and script know them without. */
const prefix = 'presenter-';

const styles = ['speaking.css', 'presenter-parts.css', 'presenter-notes.css', 'presenter.css'];

/** Labels of layouts that the page's own controls have, too. */
const shared = ['next-slide', 'previous-slide', 'agenda'];

/** Keys that the help lists, in its order, with the label of what they do. */
const helpKeys: readonly (readonly [label: string, ...keys: string[]])[] = [
  ['forward', 'Page Down', '→', '↓', 'Space', 'Enter', 'N'],
  ['back', 'Page Up', '←', '↑', 'Backspace', 'P'],
  ['skip', 'Shift →', 'Shift ←'],
  ['ends', 'Home', 'End'],
  ['black', 'B', '.'],
  ['timer', 'T', 'Q'],
  ['start', 'F5'],
  ['search', 'G', '/'],
  ['scroll', 'Shift ↓', 'Shift ↑'],
  ['sizes', '+', '−'],
  ['laser', 'L'],
  ['draw', 'D'],
  ['erase', 'X'],
  ['scheme', 'C'],
  ['to-audience', 'S'],
  ['help', '?', 'H'],
];

/** Keys of the audience's window, in the same way. */
const deckKeys: typeof helpKeys = [
  ['forward', 'Page Down', '→', '↓', 'Space', 'N'],
  ['back', 'Page Up', '←', '↑', 'P'],
  ['ends', 'Home', 'End'],
  ['black', 'B', '.'],
  ['fullscreen', 'F'],
  ['overview', 'O'],
  ['open', 'S'],
  ['help', '?'],
];

/** The presenter view, and the help of the audience's window, to be put into a `<template>` of the deck page. */
export function presenterHtml(host: Host, deck: Deck): string {
  const words = presenterWords(deck.theme.labels);
  const rowsOf = (keys: typeof helpKeys): object[] =>
    keys.map(([label, ...names]) => ({
      keys: deck.dir === 'rtl' ? names.map(mirror) : names,
      does: words[label] ?? label,
    }));
  return kept(host, 'presenter', [deck.title, JSON.stringify(words)], (reading) =>
    compilePage(
      reading,
      'presenter.hbs',
    )({
      css: styles.map((name) => reading.readText(join(host.packageRoot, 'templates', name))).join('\n'),
      title: deck.title,
      words,
      keys: rowsOf(helpKeys),
      deckKeys: rowsOf(deckKeys),
    }),
  );
}

/** A deck from right to left goes on to the left. */
function mirror(key: string): string {
  const other: Readonly<Record<string, string>> = { '→': '←', '←': '→' };
  return key.replace(/[→←]/, (arrow) => other[arrow] ?? arrow);
}

/** Words of the deck page's own controls, in the language of the deck. */
export function presenterWords(labels: Labels): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...labels].flatMap(([key, word]) => {
      if (shared.includes(key)) return [[key, word]];
      return key.startsWith(prefix) ? [[key.slice(prefix.length), word]] : [];
    }),
  );
}
