import { basename } from 'node:path';
import type { BrowserSession, Sandbox } from '../browser/launch.ts';
import type { OpenPage } from '../browser/measure-page.ts';
import { printPage } from '../browser/print-page.ts';
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
  /** Looks at the document before it is printed: an error keeps it from being printed. */
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
  const { parts = [bundle.files] } = bundle;
  return parts.map((files) => servable({ ...bundle, files }, target));
}

/** What the browser made of a bundle or of a part of it. */
export interface PrintedPart {
  /** Undefined when nothing was printed. */
  readonly printed: Promise<Printed> | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Files of the bundle that could not be shown and were allowed to be missing. */
  readonly missing: readonly string[];
  /** Whether somebody looked at the pages and found an error. */
  readonly isRefused: boolean;
}

/** Resolves when the browser is done; what it printed is read while it goes on with something else. */
export async function printServed(
  session: BrowserSession,
  { bundle, site }: Served,
  options: ServedOptions,
  onSettled: () => void,
): Promise<PrintedPart> {
  const { allowMissing = false } = options;
  const found: Diagnostic[] = [];
  const inspect = async (page: OpenPage): Promise<boolean> => {
    found.push(...((await options.inspect?.(page)) ?? []));
    return !hasErrors(found);
  };
  // The library is large: it is read while the browser is busy.
  const library = import('@cantoo/pdf-lib');
  const first = await printPage(session, site.url, { onSettled, inspect });
  const faults = assetFaults(first.failures, site, bundle, allowMissing);
  const missing = allowMissing ? failedFiles(first.failures, site) : [];
  const result = (pdf: Uint8Array): PrintedPart => {
    const printed = pdf.length === 0 ? undefined : library.then((lib) => openPrinted(lib, pdf));
    // It is awaited when the file is finished; until then its failure is nobody's.
    printed?.catch(() => {});
    return { printed, diagnostics: [...faults, ...found], missing, isRefused: hasErrors(found) };
  };
  if (!allowMissing || first.failures.length === 0) return result(first.pdf);
  blankOut(bundle, missing);
  const second = await printPage(session, site.url, { onSettled, inspect, allowFailures: true });
  return result(second.pdf);
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
  const diagnostics = parts.flatMap((part) => part.diagnostics);
  const waiting = parts.flatMap(({ printed }) => printed ?? []);
  const [first, ...others] = await Promise.all(waiting);
  if (first === undefined || waiting.length < parts.length) return { diagnostics };
  const lib: PdfLib = await import('@cantoo/pdf-lib');
  const missing = new Set(parts.flatMap((part) => part.missing));
  const files = new Map([...bundle.files].filter(([path]) => !missing.has(path)));
  const shown = { ...bundle, files };
  const finished = await finishPdf(lib, joinPrinted(lib, [first, ...others]), shown, options);
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
