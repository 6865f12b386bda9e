import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assembleFitPage } from '../../src/assemble/fit-page.ts';
import { withBrowser } from '../../src/browser/launch.ts';
import { openMeasurable } from '../../src/browser/measure-page.ts';
import { serveBundle, stillPolicy } from '../../src/browser/serve.ts';
import { checkFit, checkOverflow, renderMarked } from '../../src/check/fit.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { formatReport } from '../../src/diagnostics/format.ts';
import { plainPaint } from '../../src/diagnostics/paint.ts';
import { createNodeHost } from '../../src/host-node.ts';
import { judge, loadDeck } from '../../src/pipeline.ts';
import { openLibrary } from '../../src/read/library.ts';
import { libraryRoots } from '../../src/read/locate.ts';
import { fieldsAtBounds, formsOf } from './bounds.ts';
import { caseFolder, caseNames, expectFile } from './cases.ts';
import { layoutNames } from './gallery.ts';

/** What `turnout check --fit` finds in a deck. */
export async function fitOf(folder: string): Promise<Diagnostic[]> {
  const host = createNodeHost(folder);
  const { deck, value, found, library, diagnostics } = loadDeck(host, folder);
  if (deck === undefined || value === undefined) throw new Error(report(diagnostics, folder));
  return judge([...found, ...(await checkFit(host, deck, library))], deck, new Set());
}

/** What `checkOverflow` finds in a page of the deck's slides, and that page before and after. */
export async function overflowOf(folder: string): Promise<{
  readonly found: Diagnostic[];
  readonly html: { readonly before: unknown; readonly after: unknown };
}> {
  const host = createNodeHost(folder);
  const { deck, library } = loadDeck(host, folder);
  if (deck === undefined) throw new Error('no deck');
  const rendered = renderMarked(host, deck, library);
  const bundle = assembleFitPage(host, rendered);
  return serveBundle(host, bundle, { policy: stillPolicy }, (site) =>
    withBrowser(host, { reach: [site.port] }, async (session) => {
      const page = await openMeasurable(session, site.url, deck.size);
      const before = await page.evaluate('document.documentElement.outerHTML');
      const found = await checkOverflow(host, page, rendered);
      return { found, html: { before, after: await page.evaluate('document.documentElement.outerHTML') } };
    }),
  );
}

export function report(diagnostics: readonly Diagnostic[], folder: string): string {
  return formatReport(diagnostics, { cwd: folder, paint: plainPaint });
}

/** The cases by what their deck says besides its title: those that say the same are slides of one deck. */
export function casesByDeck(): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const name of caseNames('fit')) {
    const file = join(caseFolder('fit', name), 'deck');
    const deck = existsSync(file) ? readFileSync(file, 'utf8') : '';
    groups.set(deck, [...(groups.get(deck) ?? []), name]);
  }
  return groups;
}

export function writeCases(folder: string, deck: string, names: readonly string[]): void {
  for (const name of names) cpSync(join(caseFolder('fit', name), 'input'), folder, { recursive: true });
  writeFileSync(join(folder, 'deck.yaml'), `title: Faults\n${deck}sections: [${names.join(', ')}]\n`);
}

/** What takes room besides the fields that `fieldsAtBounds` fills. */
const more: Readonly<Record<string, object>> = { quiz: { answer: 'B' }, exercise: { time: 120 } };

/** Every layout at the bounds of its contract, with each number of items, as further slides of a deck. */
export function writeBounds(folder: string): void {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(
    join(folder, 'assets/wide.svg'),
    '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="90"><rect width="160" height="90"/></svg>',
  );
  cpSync('templates/layouts/media/signal.webm', join(folder, 'assets/wide.webm'));
  const host = createNodeHost(folder);
  const library = openLibrary(host, libraryRoots(host, folder));
  const nowhere = { source: { path: '', text: '' }, start: 0, end: 0 };
  const seen = new Set<string>();
  const slides = layoutNames.flatMap((name) => {
    const fields = library.layout(name, nowhere).value?.contract.fields ?? new Map();
    return formsOf(name, fields).flatMap((form, index) =>
      [1, 2, 3, 4, 5, 6, 7, 8, 12].flatMap((count) => {
        const values = { layout: name, ...more[name], ...fieldsAtBounds(form, count) };
        const key = JSON.stringify(values);
        if (seen.has(key)) return [];
        seen.add(key);
        const id = `${name}-${index > 0 ? `${index + 1}-` : ''}with-${count}`;
        return `  - ${JSON.stringify({ id, ...values })}`;
      }),
    );
  });
  writeFileSync(
    join(folder, 'sections/30-bounds.yaml'),
    `title: At the bounds\nslides:\n${slides.join('\n')}\n`,
  );
}

/** What slides that are made of the same words need in their `deck.yaml`. */
export const alike = 'ignore: { repeated-heading: the same words stand on many slides }\n';

/**
 * Like `expectFile`, but numbers of px and characters may differ by 8 and 10: another release of the browser rounds
 * its lines otherwise.
 */
export function expectMeasured(path: string, actual: string): void {
  const text = actual.endsWith('\n') ? actual : `${actual}\n`;
  const expected = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  expectFile(path, expected !== undefined && isNear(text, expected) ? expected : text);
}

const measure = /\b(\d+)(?= (?:px|characters)\b)/g;

function isNear(actual: string, expected: string): boolean {
  const numbers = (text: string): number[] => [...text.matchAll(measure)].map((match) => Number(match[1]));
  const [a, b] = [numbers(actual), numbers(expected)];
  return (
    actual.replace(measure, '#') === expected.replace(measure, '#') &&
    a.every((value, index) => Math.abs(value - (b[index] ?? 0)) <= 10)
  );
}
