import { extname } from 'node:path';
import { assembleFitPage } from '../assemble/fit-page.ts';
import {
  type Encoding,
  openPictureSizes,
  type PictureSizes,
  type RedrawnPicture,
} from '../browser/image-sizes.ts';
import { type BrowserOptions, withBrowser } from '../browser/launch.ts';
import { serveBundle, stillPolicy } from '../browser/serve.ts';
import { type Diagnostic, diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import type { Host, WritingHost } from '../host.ts';
import type { Bundle } from '../model/bundle.ts';
import type { Size } from '../model/deck.ts';
import type { RenderedDeck } from '../model/rendered.ts';
import { bytesOf } from './single-file-bytes.ts';
import { encodingsFor } from './single-file-formats.ts';

export interface FittedPictures {
  /** What stands for a file of the bundle. */
  readonly pictures: ReadonlyMap<string, RedrawnPicture>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Dots for each CSS px of a slide: a slide fills a screen of twice its size and stays sharp. */
const dots = 2;

/**
 * Pictures with more dots than a slide can show, as large as it can show them, where that makes them smaller. Without a
 * browser there are none, and a warning says so. Throws `browser-failed`.
 */
export async function fitPictures(
  host: WritingHost,
  rendered: RenderedDeck,
  bundle: Bundle,
  options: Omit<BrowserOptions, 'reach'>,
): Promise<FittedPictures> {
  const encodings = encodingsOf(host, bundle);
  if (encodings.size === 0) return { pictures: new Map(), diagnostics: [] };
  const page = assembleFitPage(host, rendered);
  // Those of the notes, too: slides do not show them.
  const files = new Map([...bundle.files, ...page.files]);
  try {
    const pictures = await serveBundle(host, { ...page, files }, { policy: stillPolicy }, (site) =>
      withBrowser(host, { ...options, reach: [site.port] }, async (session) => {
        const sizes = await openPictureSizes(session, site.url, rendered.deck.size);
        return shrinkAll(host, bundle, sizes, encodings, rendered.deck.size);
      }),
    );
    return { pictures, diagnostics: [] };
  } catch (error) {
    if (!(error instanceof TurnoutError) || !error.diagnostics.some(({ code }) => code === 'browser-missing'))
      throw error;
    return { pictures: new Map(), diagnostics: [notFitted(encodings.size)] };
  }
}

function notFitted(count: number): Diagnostic {
  const what = count === 1 ? 'a picture is carried as it is' : `${count} pictures are carried as they are`;
  const them = count === 1 ? 'it' : 'them';
  return diagnose('pictures-not-fitted', `${what}: no browser was found to fit ${them} to the slides`, {
    hints: ['`turnout doctor` says how to get a browser'],
  });
}

function encodingsOf(host: Host, bundle: Bundle): ReadonlyMap<string, readonly Encoding[]> {
  const found = new Map<string, readonly Encoding[]>();
  for (const [path, file] of bundle.files) {
    if (!/^\.(?:png|jpe?g|webp|avif)$/i.test(extname(path))) continue;
    const encodings = encodingsFor(bytesOf(host, file));
    if (encodings.length > 0) found.set(path, encodings);
  }
  return found;
}

async function shrinkAll(
  host: Host,
  bundle: Bundle,
  sizes: PictureSizes,
  encodings: ReadonlyMap<string, readonly Encoding[]>,
  slide: Size,
): Promise<ReadonlyMap<string, RedrawnPicture>> {
  const shrunk = new Map<string, RedrawnPicture>();
  for (const [path, each] of encodings) {
    const file = bundle.files.get(path);
    const target = await targetSize(path, sizes, slide);
    if (file === undefined || target === undefined) continue;
    const redrawn = await sizes.redraw(path, target, each);
    const smallest = redrawn.sort((a, b) => a.bytes.length - b.bytes.length)[0];
    if (smallest !== undefined && smallest.bytes.length < bytesOf(host, file).length)
      shrunk.set(path, smallest);
  }
  return shrunk;
}

/** The size that a picture needs; undefined when it has no more than that. One that no slide shows may fill a slide. */
async function targetSize(path: string, sizes: PictureSizes, slide: Size): Promise<Size | undefined> {
  const uses = sizes.drawn.filter((each) => pathOf(each.src) === path && each.width > 0);
  const own = uses[0] ?? (await sizes.sizeOf(path));
  if (own === undefined) return undefined;
  const drawn = Math.max(0, ...uses.map(({ scale }) => scale));
  const scale = drawn > 0 ? drawn : Math.min(slide.width / own.width, slide.height / own.height);
  return shrunkSize(own, scale * dots);
}

/** Less is not worth what writing a picture once more takes from it. */
const leastGain = 0.1;

/** Whole dots, none too few; undefined where a picture would get hardly smaller. */
export function shrunkSize({ width, height }: Size, scale: number): Size | undefined {
  if (!(scale > 0 && scale <= 1 - leastGain)) return undefined;
  return { width: Math.ceil(width * scale - 1e-6), height: Math.ceil(height * scale - 1e-6) };
}

function pathOf(src: string): string {
  try {
    return decodeURIComponent(src);
  } catch {
    return src;
  }
}
