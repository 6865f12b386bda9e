import { createHash } from 'node:crypto';
import { extname, join } from 'node:path';
import { clientScript } from '../assemble/deck-page.ts';
import { themeCss } from '../assemble/theme-css.ts';
import type { Host } from '../host.ts';
import type { BundleFile } from '../model/bundle.ts';
import { slidesOf } from '../model/deck.ts';
import { guardOf } from '../model/guard.ts';
import { openChannels } from '../model/notes.ts';
import { type RenderedDeck, renderedSlides } from '../model/rendered.ts';
import type { Guard } from '../model/withheld.ts';
import { compilePage } from '../render/page.ts';
import { renderDeck } from '../render/render.ts';
import type { Comparable } from './compare.ts';
import { pageView } from './diff-view.ts';
import type { Difference, FieldChange } from './difference.ts';

export interface DiffPage {
  readonly html: string;
  /** What the page must not carry: what neither edition shows. */
  readonly guard: Guard;
}

/** A page that needs no other file: both editions of each slide that differs, side by side, with what differs in words. */
export function assembleDiffPage(
  host: Host,
  editions: readonly [Comparable, Comparable],
  difference: Difference,
): DiffPage {
  const [before, after] = editions.map((edition) => drawEdition(host, edition)) as [Drawn, Drawn];
  const script = inlineScript(clientScript(host, 'diff'));
  const shown = shownSlides(difference);
  const only = ({ slides }: Drawn, side: 'before' | 'after'): object =>
    Object.fromEntries(Object.entries(slides).filter(([id]) => shown[side].has(id)));
  const data = {
    sheets: { before: before.sheet, after: after.sheet },
    languages: { before: before.language, after: after.language },
    slides: { before: only(before, 'before'), after: only(after, 'after') },
    files: { ...before.files, ...after.files },
  };
  const html = compilePage(
    host,
    'diff.hbs',
  )({
    ...pageView(difference),
    policy: policyFor(script),
    fonts: [...new Set([...before.faces, ...after.faces])].join('\n'),
    font: editions[1].deck.theme.fonts.get('text') ?? 'sans-serif',
    css: ['diff-slides.css', 'diff.css'].map((name) => readTemplate(host, name)).join('\n'),
    sizes: editions.map(({ deck }, index) => ({ side: index === 0 ? 'before' : 'after', ...deck.size })),
    data: JSON.stringify(data).replace(/</g, '\\u003c'),
    script,
  });
  return { html, guard: guardFor(editions, difference, script) };
}

/** Slides that did not change are drawn once. */
function shownSlides({ slides }: Difference): Readonly<Record<'before' | 'after', ReadonlySet<string>>> {
  const ids = (without: string, ...others: string[]): Set<string> =>
    new Set(slides.flatMap(({ id, status }) => (status === without || others.includes(status) ? [] : [id])));
  const moved = slides.filter(({ isMoved, status }) => isMoved && status === 'same').map(({ id }) => id);
  return { before: new Set([...ids('added', 'same'), ...moved]), after: ids('gone') };
}

interface Drawn {
  /** `@font-face` rules, each with its file in it: the page has them once for all slides. */
  readonly faces: readonly string[];
  readonly sheet: string;
  readonly language: { readonly lang: string; readonly dir: string };
  readonly slides: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
}

function drawEdition(host: Host, { deck, library }: Comparable): Drawn {
  // With marks, so that the script finds the texts of a field.
  const rendered = renderDeck(host, deck, library, { marks: true }).value ?? { deck, sections: [], css: '' };
  const theme = themeCss(rendered, 'fonts');
  const face = /@font-face\{[^}]*\}/g;
  const faces = (theme.css.match(face) ?? []).map((rule) =>
    rule.replace(
      /url\("([^"]+)"\)/,
      (whole, path: string) => embedded(host, theme.files.get(path), path) ?? whole,
    ),
  );
  const css = [theme.css.replace(face, ''), rendered.css].join('\n');
  return {
    faces,
    // In a tree of its own nothing is the root; and nothing moves while somebody compares.
    sheet: `${css.replaceAll(':root', '.slide-root')}\n${stillness}`,
    language: { lang: deck.lang, dir: deck.dir },
    slides: Object.fromEntries(renderedSlides(rendered).map(({ slide, html }) => [slide.id, html])),
    files: filesOf(host, rendered),
  };
}

const stillness = [
  '.slide,.slide *{animation:none!important;transition:none!important}',
  '.diff-mark{position:absolute;border:4px solid #f5ba45;border-radius:8px;outline:2px solid #1a1d24;pointer-events:none}',
  '.diff-mark.is-one-of-many{border-width:2px;border-radius:4px;outline:none}',
].join('\n');

function embedded(host: Host, file: BundleFile | undefined, path: string): string | undefined {
  if (file === undefined || !('copyOf' in file)) return undefined;
  const type = path.endsWith('.woff2') ? 'woff2' : extname(path).slice(1);
  return `url("data:font/${type};base64,${Buffer.from(host.readBytes(file.copyOf)).toString('base64')}")`;
}

/** By the address in the slide's HTML. */
function filesOf(host: Host, rendered: RenderedDeck): Record<string, string> {
  const files = renderedSlides(rendered).flatMap(({ assets }) => assets);
  return Object.fromEntries(
    [...new Map(files.map((asset) => [asset.href, asset.file]))].map(([href, file]) => {
      const type = types[extname(file).toLowerCase()] ?? 'application/octet-stream';
      const data = Buffer.from(host.readBytes(file)).toString('base64');
      return [href.split('/').map(encodeURIComponent).join('/'), `data:${type};base64,${data}`];
    }),
  );
}

const types: Readonly<Record<string, string>> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.avif': 'image/avif',
};

function readTemplate(host: Host, name: string): string {
  return host.readText(join(host.packageRoot, 'templates', name));
}

function policyFor(script: string): string {
  const hash = createHash('sha256').update(script).digest('base64');
  return [
    `default-src 'none'`,
    `script-src 'sha256-${hash}'`,
    `style-src 'unsafe-inline'`,
    'img-src data:',
    'font-src data:',
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
}

/** Inline code must not end its own element. */
function inlineScript(code: string): string {
  return code
    .replace(/<\/script/gi, '<\\/script')
    .replace(/<!--/g, '\\x3C!--')
    .trim();
}

/** Private notes are in neither; a slide that only one edition hides is meant to be seen here. */
function guardFor(
  editions: readonly [Comparable, Comparable],
  difference: Difference,
  script: string,
): Guard {
  const shown = new Set(editions.flatMap(({ deck }) => slidesOf(deck).map(({ id }) => id)));
  const guards = editions.map(({ deck }) => guardOf(deck, openChannels));
  const withheld = guards.flatMap((guard) => guard.withheld);
  const words = (fields: readonly FieldChange[]): string[] =>
    fields.flatMap(({ before = '', after = '' }) => [before, after]);
  return {
    withheld: withheld.filter(({ kind, slide }) => kind !== 'hidden' || !shown.has(slide)),
    carried: [...guards.flatMap((guard) => guard.carried), ...words(difference.deck)],
    known: [script],
  };
}
