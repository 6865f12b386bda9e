import { basename } from 'node:path';
import type { BrowserSession, Sandbox } from '../browser/launch.ts';
import type { OpenPage } from '../browser/measure-page.ts';
import { type PrintedPages, printPage } from '../browser/print-page.ts';
import type { Site } from '../browser/serve.ts';
import { type Checked, type Diagnostic, diagnose, hasErrors } from '../diagnostics/diagnostic.ts';
import type { Host } from '../host.ts';
import type { BundleFile, PrintBundle } from '../model/bundle.ts';
import { type FinishOptions, finishPdf } from './pdf-finish.ts';
import { blankOut } from './pdf-missing.ts';
import type { PdfLib } from './pdf-outline.ts';
import { joinPrinted, openPrinted, type Printed } from './pdf-parts.ts';
import { assetFaults, failedFiles } from './print-faults.ts';

export interface ServedOptions {
  /** Print although a picture or font is missing: each becomes a warning, and a picture a visible blank. */
  readonly allowMissing?: boolean | undefined;
  /** Looks at the document: an error keeps it from being written. */
  readonly inspect?: ((page: OpenPage) => Promise<readonly Diagnostic[]>) | undefined;
}

/** A bundle, or a part of it, whose files may be changed while it is served. */
export type Servable = PrintBundle & {
  readonly files: Map<string, BundleFile>;
  /** Name of the file that it becomes. */
  readonly file: string;
};

export interface Served {
  readonly bundle: Servable;
  readonly site: Site;
}

/** A bundle that is printed in one go. */
export function servable(bundle: PrintBundle, target: string): Servable {
  return { ...bundle, files: new Map(bundle.files), file: basename(target) };
}

/** The parts of a bundle that are printed by themselves, one after the other. */
export function servables(bundle: PrintBundle, target: string): Servable[] {
  const { parts = [bundle] } = bundle;
  return parts.map(({ files }) => servable({ ...bundle, files }, target));
}

/** What the browser made of a bundle or of a part of it. */
export interface PrintedPart {
  /** Undefined when nothing was printed. */
  readonly printed: Promise<Printed> | undefined;
  /** What could not be shown. */
  readonly diagnostics: readonly Diagnostic[];
  /** What was found in the page; until then the page is in use. */
  readonly inspected: Promise<readonly Diagnostic[]>;
  /** Files of the bundle that are allowed to be missing, and are. */
  readonly missing: readonly string[];
}

export const nothingPrinted: PrintedPart = {
  printed: undefined,
  diagnostics: [],
  inspected: Promise.resolve([]),
  missing: [],
};

/** Resolves when the browser has printed. What it printed is read while the page is looked over. */
export async function printServed(
  session: BrowserSession,
  { bundle, site }: Served,
  options: ServedOptions,
  onSettled: () => void,
): Promise<PrintedPart> {
  const { allowMissing = false } = options;
  // The library is large: it is read while the browser is busy.
  const library = import('@cantoo/pdf-lib');
  const first = await printPage(session, site.url, { onSettled });
  const faults = assetFaults(first.failures, site, bundle, allowMissing);
  const missing = allowMissing ? failedFiles(first.failures, site) : [];
  const result = ({ pdf, page }: PrintedPages): PrintedPart => {
    if (pdf.length === 0) return { ...nothingPrinted, diagnostics: faults, missing };
    const printed = library.then((lib) => openPrinted(lib, pdf));
    const inspected = options.inspect?.(page) ?? Promise.resolve([]);
    // They are awaited when the file is finished; until then their failure is nobody's.
    for (const each of [printed, inspected]) each.catch(() => {});
    return { printed, diagnostics: faults, inspected, missing };
  };
  if (!allowMissing || first.failures.length === 0) return result(first);
  blankOut(bundle, missing);
  return result(await printPage(session, site.url, { onSettled, allowFailures: true }));
}

export interface PrintedFile {
  readonly content: Uint8Array;
  readonly pages: number;
  readonly sandbox: Sandbox;
}

/** Makes one file of the parts of a bundle, checked. */
export async function finishPrinted(
  bundle: PrintBundle,
  parts: readonly PrintedPart[],
  options: FinishOptions,
  { sandbox }: BrowserSession,
): Promise<Checked<PrintedFile>> {
  const found = Promise.all(parts.map(({ inspected }) => inspected));
  const told = async (): Promise<Diagnostic[]> => [
    ...parts.flatMap((part) => part.diagnostics),
    ...(await found).flat(),
  ];
  const waiting = parts.flatMap(({ printed }) => printed ?? []);
  const [first, ...others] = await Promise.all(waiting);
  if (first === undefined || waiting.length < parts.length) return { diagnostics: await told() };
  const lib: PdfLib = await import('@cantoo/pdf-lib');
  const missing = new Set(parts.flatMap((part) => part.missing));
  const files = new Map([...bundle.files].filter(([path]) => !missing.has(path)));
  const shown = { ...bundle, files };
  const finished = await finishPdf(lib, joinPrinted(lib, [first, ...others], bundle), shown, options);
  const diagnostics = await told();
  // What does not fit on its slide may be the cause of what differs.
  if (hasErrors(diagnostics)) return { diagnostics };
  if ('mismatch' in finished)
    return { diagnostics: [...diagnostics, mismatch(bundle.format, finished.mismatch)] };
  if (finished.leaks.length > 0) return { diagnostics: [...diagnostics, ...finished.leaks] };
  return { value: { content: finished.bytes, pages: finished.pages, sandbox }, diagnostics };
}

/** The same input gives the same dates where a build says which: https://reproducible-builds.org/specs/source-date-epoch/ */
export function dateOf(host: Host): Date {
  const epoch = host.env('SOURCE_DATE_EPOCH') ?? '';
  return /^\d+$/.test(epoch) ? new Date(Number(epoch) * 1000) : host.now();
}

function mismatch(format: string, what: string): Diagnostic {
  const file = format === 'slides' ? 'the printed file' : `the printed file (${format})`;
  return diagnose('print-mismatch', `${file} is not the deck: ${what}`, {
    hints: ['nothing was replaced; a layout may draw its heading invisibly, or more than fits on its slide'],
  });
}
