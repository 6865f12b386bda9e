import { join } from 'node:path';
import type { Host } from '../host.ts';
import type { Bundle, BundleFile } from '../model/bundle.ts';
import { guardOf } from '../model/guard.ts';
import { escapeHtml } from '../model/html.ts';
import { type RenderedDeck, type RenderedSlide, renderedSlides } from '../model/rendered.ts';
import { fileOfAsset } from '../model/stand-in.ts';
import type { Labels } from '../model/theme.ts';
import { compilePage } from '../render/page.ts';
import { clientScript, contentPolicy, inlineScript, scriptJson, styleText } from './deck-page.ts';
import { presenterWords } from './presenter.ts';
import { stillMedia } from './still-media.ts';
import { themeCss } from './theme-css.ts';

export type PartyRole = 'control' | 'look' | 'follow';

export interface PartyPageOptions {
  readonly role: PartyRole;
  /** Of the deck; a page that shows another one loads itself afresh. */
  readonly build: number;
  /** Addresses that its script may call. */
  readonly connect: string;
}

interface PartyKind {
  readonly name: 'remote' | 'follow';
  /** Attributes that only the speaker's devices need. */
  readonly attributes: (slide: RenderedSlide) => string;
}

const remote: PartyKind = {
  name: 'remote',
  attributes: ({ slide: { minutes } }) =>
    minutes === undefined ? '' : ` data-timing="${Math.round(minutes * 60)}"`,
};
const kinds: Readonly<Record<PartyRole, PartyKind>> = {
  control: remote,
  look: remote,
  follow: { name: 'follow', attributes: () => '' },
};

/**
 * The page of a remote or of a participant: slides and notes of `rendered`, whatever channels it carries, and nothing
 * else. Who must not see some notes gets a deck that was rendered without them.
 */
export function assemblePartyPage(host: Host, original: RenderedDeck, options: PartyPageOptions): Bundle {
  const rendered = stillMedia(original);
  const { deck } = rendered;
  const { name, attributes } = kinds[options.role];
  const theme = themeCss(rendered, 'fonts');
  const script = inlineScript(clientScript(host, name));
  const words = partyWords(deck.theme.labels);
  const own = ['speaking.css', 'party.css', `${name}.css`].map((each) =>
    host.readText(join(host.packageRoot, 'templates', each)),
  );
  const view = { title: deck.title, words, leads: options.role === 'control' };
  const page = compilePage(
    host,
    'party.hbs',
  )({
    lang: deck.lang,
    dir: deck.dir,
    title: `${words[`${name}-title`] ?? name}: ${deck.title}`,
    policy: contentPolicy([script], options.connect),
    css: styleText([theme.css, rendered.css, ...own].join('\n')),
    body: compilePage(host, `${name}.hbs`)(view),
    slides: renderedSlides(rendered)
      .map((slide) => slideHtml(slide, attributes(slide)))
      .join('\n'),
    options: scriptJson({
      ...deck.size,
      ...(name === 'remote' && deck.duration !== undefined ? { duration: deck.duration } : {}),
      role: options.role,
      build: options.build,
      scheme: deck.theme.scheme,
      words,
    }),
    script,
  });
  const files = new Map<string, BundleFile>([['index.html', { content: page }], ...theme.files]);
  for (const { assets, noteAssets } of renderedSlides(rendered)) {
    for (const asset of [...assets, ...noteAssets]) files.set(asset.href, fileOfAsset(asset));
  }
  return { entry: 'index.html', files, guard: { ...guardOf(deck, deck.channels), known: [script] } };
}

function slideHtml({ slide, title, html, notes }: RenderedSlide, attributes: string): string {
  const aside = notes === '' ? '' : `<aside class="notes">${notes}</aside>`;
  return `<section id="${escapeHtml(slide.id)}" aria-label="${escapeHtml(title)}"${attributes}>${html}${aside}</section>`;
}

function partyWords(labels: Labels): Readonly<Record<string, string>> {
  const own = [...labels].filter(([key]) => /^(?:remote|follow)-/.test(key));
  return { ...presenterWords(labels), ...Object.fromEntries(own) };
}
