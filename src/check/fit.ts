import { clientScript } from '../assemble/deck-page.ts';
import { assembleFitPage } from '../assemble/fit-page.ts';
import { type BrowserOptions, withBrowser } from '../browser/launch.ts';
import { type MeasurablePage, type OpenPage, openMeasurable } from '../browser/measure-page.ts';
import { type Site, serveBundle, stillPolicy } from '../browser/serve.ts';
import type { PageFailure } from '../browser/settle.ts';
import type { Fault, SlideFaults } from '../client/fit/faults.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Host, WritingHost } from '../host.ts';
import type { Deck, Slide } from '../model/deck.ts';
import { type RenderedDeck, renderedSlides } from '../model/rendered.ts';
import type { Library } from '../read/library.ts';
import type { Drawings } from '../render/drawings.ts';
import { renderDeck } from '../render/render.ts';
import { findPicture, type Subject } from './fit-place.ts';
import { reportFault } from './fit-report.ts';

export interface FitOptions extends Pick<BrowserOptions, 'browserPath' | 'noSandbox' | 'signal'> {
  /** Told what is being done now. */
  readonly onStep?: (text: string) => void;
}

/**
 * Lays out every slide in Chromium, at each of its steps, and names what does not fit. The deck must be free of errors.
 * Throws `browser-missing` and `browser-failed`.
 */
export async function checkFit(
  host: WritingHost,
  deck: Deck,
  library: Library,
  options: FitOptions = {},
): Promise<Diagnostic[]> {
  const { onStep, ...browserOptions } = options;
  const rendered = renderMarked(host, deck, library);
  onStep?.('starting the browser');
  return serveBundle(host, assembleFitPage(host, rendered), { policy: stillPolicy }, (site) =>
    withBrowser(host, { ...browserOptions, reach: [site.port] }, async (session) => {
      if (session.sandbox.startsWith('off')) onStep?.('the browser runs without its sandbox');
      const page = await openMeasurable(session, site.url, deck.size);
      const missing = page.failures.flatMap((failure) => reportFailure(rendered, site, failure));
      return [...missing, ...(await measureDeck(host, page, rendered, onStep))];
    }),
  );
}

/**
 * Looks only for what leaves its place, is cut off or lies over other text, in a page that shows the slides of
 * `rendered` as they are to be printed, each in a `<section>` with its id or below a `data-slide`. Only a deck that
 * `renderMarked` made lets it name fields; else it names slides.
 */
export async function checkOverflow(
  host: Host,
  page: OpenPage,
  rendered: RenderedDeck,
): Promise<Diagnostic[]> {
  await page.evaluate(clientScript(host, 'fit'));
  const to = await ask<number>(page, 'count()');
  const measured = await ask<SlideFaults[]>(page, `measure({ from: 0, to: ${to}, only: 'overflow' })`);
  await ask(page, 'restore()');
  // A slide may be there once for each of its steps.
  const seen = new Map(
    reportMeasured(rendered.deck, measured).map((each) => [
      `${each.code} ${each.message} ${each.span?.start}`,
      each,
    ]),
  );
  return [...seen.values()];
}

/** The deck once more, with comments that say which field each text came from. */
export function renderMarked(host: Host, deck: Deck, library: Library, drawings?: Drawings): RenderedDeck {
  const { value } = renderDeck(host, deck, library, { marks: true, drawings });
  if (value === undefined) throw new Error('a deck with errors cannot be measured');
  return value;
}

/** So many slides are measured in one go: often enough for a progress line, too seldom to be felt. */
const batch = 50;

async function measureDeck(
  host: Host,
  page: MeasurablePage,
  rendered: RenderedDeck,
  onStep: FitOptions['onStep'],
): Promise<Diagnostic[]> {
  await page.evaluate(clientScript(host, 'fit'));
  const total = renderedSlides(rendered).length;
  const measured: SlideFaults[] = [];
  for (let from = 0; from < total; from += batch) {
    const to = Math.min(total, from + batch);
    onStep?.(`measuring slides ${from + 1} to ${to} of ${total}`);
    measured.push(...(await ask<SlideFaults[]>(page, `measure({ from: ${from}, to: ${to} })`)));
  }
  const unseen = measured.filter((each) => each.unseen > 0).length;
  if (unseen > 0) onStep?.(`looking behind the text of ${unseen} ${unseen === 1 ? 'slide' : 'slides'}`);
  return reportMeasured(rendered.deck, await lookBehind(page, measured));
}

/** Adds what only a picture of the slide without its letters can tell. While one is looked at, the next is taken. */
async function lookBehind(page: MeasurablePage, measured: readonly SlideFaults[]): Promise<SlideFaults[]> {
  const complete: Promise<SlideFaults>[] = [];
  for (const [index, slide] of measured.entries()) {
    if (slide.unseen === 0) {
      complete.push(Promise.resolve(slide));
      continue;
    }
    await ask(page, `expose(${index})`);
    const judged = ask<Fault[]>(page, `judge(${index}, '${await page.picture()}')`).then((faults) => ({
      ...slide,
      faults: [...slide.faults, ...faults],
    }));
    // A failure is thrown below, when all of them are waited for.
    judged.catch(() => {});
    complete.push(judged);
  }
  const all = await Promise.all(complete);
  await ask(page, 'restore()');
  return all;
}

async function ask<T>(page: OpenPage, call: string): Promise<T> {
  return (await page.evaluate(`turnoutFit.${call}`)) as T;
}

/** What a page measured, by file and line: one for each fault, in their order. */
export function reportMeasured(deck: Deck, measured: readonly SlideFaults[]): Diagnostic[] {
  const subjects = new Map<string, Subject>(
    deck.sections.flatMap((section) =>
      section.slides.map((slide): [string, Subject] => [slide.id, { deck, section, slide }]),
    ),
  );
  return measured.flatMap(({ id, faults }) => {
    const subject = subjects.get(id);
    if (subject === undefined)
      throw new Error(`the page shows a slide \`${id}\` that the deck does not have`);
    return faults.map((fault) => reportFault(subject, fault));
  });
}

/** What the page did not get: a picture belongs to the slides that show it. */
function reportFailure(rendered: RenderedDeck, site: Site, { url, detail }: PageFailure): Diagnostic[] {
  const file = url === undefined ? undefined : site.fileOf(url);
  const showing = renderedSlides(rendered).filter(({ assets }) => assets.some((each) => each.href === file));
  if (file === undefined || showing.length === 0) {
    return [diagnose('print-asset-failed', file === undefined ? detail : `\`${file}\` ${detail}`)];
  }
  return showing.map(({ slide }) => reportPicture(slide, file, detail));
}

/** A picture of a slide that cannot be shown. */
export function reportPicture(slide: Slide, file: string, detail: string): Diagnostic {
  const { span, name } = findPicture(slide, file);
  return diagnose('fit-broken-image', `${name} ${detail}`, {
    span,
    hints: ['open it by itself, and save it again as PNG, JPEG or SVG'],
  });
}
