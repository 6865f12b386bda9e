import type { HTTPRequest, HTTPResponse, Page } from 'puppeteer-core';
import { TimedOut, within } from './guard.ts';
import {
  awaitFonts,
  awaitTwoFrames,
  decodePictures,
  hasStyledPictures,
  type InPageFailure,
  missingFonts,
  sectionsNaming,
} from './settle-in-page.ts';

/** Something that a page asked for and did not get, or that did not come to rest. Data, not thrown. */
export interface PageFailure {
  /** The address that failed; undefined when no single one did. */
  readonly url: string | undefined;
  /** In words, fit to follow the name of the file: `was answered with status 404`. */
  readonly detail: string;
  /** Ids of the `<section>`s that show it; empty when none can be named. */
  readonly sections: readonly string[];
}

export interface SettleOptions {
  /** Milliseconds until the page and everything it names must have arrived; defaults to 60 s. */
  readonly loadMs?: number;
  /** For each picture, for all fonts, and for two frames; defaults to 15 s. */
  readonly stepMs?: number;
  /** Whether it must have been drawn on the screen, as for a picture of it; defaults to true. */
  readonly onScreen?: boolean;
}

/**
 * Opens a page and waits until it looks as it will stay: loaded, every image decoded, every used font there, two frames.
 * Network idle says nothing about any of these, so it is not waited for.
 */
export async function openSettled(
  page: Page,
  url: string,
  options: SettleOptions = {},
): Promise<PageFailure[]> {
  const watch = watchRequests(page);
  try {
    return await settle(page, url, watch, options);
  } finally {
    watch.end();
  }
}

async function settle(
  page: Page,
  url: string,
  watch: Watch,
  { loadMs = 60_000, stepMs = 15_000, onScreen = true }: SettleOptions,
): Promise<PageFailure[]> {
  try {
    await within(loadMs, 'loading the page', page.goto(url, { waitUntil: 'load', timeout: 0 }));
  } catch (error) {
    if (!(error instanceof TimedOut)) throw error;
    // The page itself is there: a script of it does not end.
    const missing = watch.pending().filter((each) => each !== url);
    const hung = missing.map((each) => failure(each, `was still not there after ${loadMs / 1000} s`));
    return hung.length > 0 ? hung : [failure(undefined, `the page did not load within ${loadMs / 1000} s`)];
  }
  // Pictures of style sheets are asked for when they are drawn first, which may be after the page has loaded.
  const isDrawn = onScreen || (await page.evaluate(hasStyledPictures));
  const draw = (): Promise<PageFailure[]> =>
    isDrawn ? late(stepMs, 'drawing the page', page.evaluate(awaitTwoFrames)) : Promise.resolve([]);
  const hungFirst = await draw();
  const pictures = await page.evaluate(decodePictures, stepMs, watch.pictures());
  const hungFonts = await late(stepMs, 'the fonts of the page', page.evaluate(awaitFonts));
  const fonts = await page.evaluate(missingFonts);
  const hungFrames = await draw();
  return await withSections(page, [
    ...watch.failures,
    ...pictures,
    ...fonts,
    ...(fonts.length === 0 ? hungFonts : []),
    ...(hungFirst.length > 0 ? hungFirst : hungFrames),
  ]);
}

async function late(ms: number, what: string, work: Promise<void>): Promise<PageFailure[]> {
  try {
    await within(ms, what, work);
    return [];
  } catch (error) {
    if (error instanceof TimedOut) return [failure(undefined, error.message)];
    throw error;
  }
}

interface Watch {
  readonly failures: InPageFailure[];
  pending(): string[];
  /** Addresses of pictures that were asked for, those of style sheets too. */
  pictures(): string[];
  /** Another may be opened in the same page: it has a watch of its own. */
  end(): void;
}

/** Must be attached before the page is opened: what fails early is not told again. */
function watchRequests(page: Page): Watch {
  const failures: InPageFailure[] = [];
  const open = new Set<HTTPRequest>();
  const pictures = new Set<string>();
  const onRequest = (request: HTTPRequest): void => {
    open.add(request);
    if (request.resourceType() === 'image') pictures.add(request.url());
  };
  const onFinished = (request: HTTPRequest): void => void open.delete(request);
  const onFailed = (request: HTTPRequest): void => {
    open.delete(request);
    const reason = request.failure()?.errorText ?? 'no reason given';
    failures.push(failure(request.url(), `could not be loaded (${reason})`));
  };
  const onResponse = (response: HTTPResponse): void => {
    if (response.status() < 400) return;
    failures.push(failure(response.url(), `was answered with status ${response.status()}`));
  };
  const onError = (error: unknown): void => {
    failures.push(
      failure(undefined, `a script failed: ${error instanceof Error ? error.message : String(error)}`),
    );
  };
  page.on('request', onRequest).on('requestfinished', onFinished).on('requestfailed', onFailed);
  page.on('response', onResponse).on('pageerror', onError);
  return {
    failures,
    pending: () => [...open].map((request) => request.url()),
    pictures: () => [...pictures],
    end: () => {
      page.off('request', onRequest).off('requestfinished', onFinished).off('requestfailed', onFailed);
      page.off('response', onResponse).off('pageerror', onError);
    },
  };
}

function failure(url: string | undefined, detail: string): PageFailure {
  return { url, detail, sections: [] };
}

/** One entry an address: the first cause is the nearest to the truth, what follows from it is not told again. */
async function withSections(page: Page, failures: readonly InPageFailure[]): Promise<PageFailure[]> {
  const first = new Map<string, InPageFailure>();
  for (const each of failures) {
    const key = each.url ?? each.detail;
    if (!first.has(key)) first.set(key, each);
  }
  const urls = [...first.values()].flatMap((each) => each.url ?? []);
  const naming = urls.length === 0 ? {} : await page.evaluate(sectionsNaming, urls);
  return [...first.values()].map((each) => ({
    ...each,
    sections: (each.url === undefined ? undefined : naming[each.url]) ?? each.sections,
  }));
}
