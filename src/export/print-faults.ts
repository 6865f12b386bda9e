import type { Site } from '../browser/serve.ts';
import type { PageFailure } from '../browser/settle.ts';
import { type Diagnostic, diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import type { PrintBundle } from '../model/bundle.ts';

/** What the page asked for and did not get, with the slides that show it. Warnings where it is allowed to be missing. */
export function assetFaults(
  failures: readonly PageFailure[],
  site: Site,
  bundle: PrintBundle,
  allowed: boolean,
): Diagnostic[] {
  return failures.map((failure) => {
    const message = `${nameOf(failure, site)} ${failure.detail}${slidesOf(failure, bundle)}`;
    const fault = diagnose('print-asset-failed', message.trim());
    return allowed ? { ...fault, severity: 'warning' } : fault;
  });
}

/** The files of a bundle among what failed. */
export function failedFiles(failures: readonly PageFailure[], site: Site): string[] {
  return failures.flatMap(({ url }) => (url === undefined ? [] : (site.fileOf(url) ?? [])));
}

function nameOf({ url }: PageFailure, site: Site): string {
  return url === undefined ? '' : `\`${site.fileOf(url) ?? url}\``;
}

function slidesOf({ sections }: PageFailure, bundle: PrintBundle): string {
  const slides = bundle.slides.filter((slide) => sections.includes(slide.id));
  if (slides.length === 0) return '';
  return `: ${slides.map((slide) => `slide \`${slide.id}\` (${slide.file})`).join(', ')}`;
}

/** `doing` says what was being done when time was up: `printing`. */
export function exportTimeout(ms: number, doing: string): TurnoutError {
  return new TurnoutError(
    diagnose('print-timeout', `the export took longer than ${ms / 1000} s, while ${doing}`, {
      hints: ['give it more time: `--timeout 300`', '`turnout doctor` tries the browser by itself'],
    }),
  );
}
