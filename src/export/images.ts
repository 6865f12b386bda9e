import { join } from 'node:path';
import { withDeadline } from '../browser/guard.ts';
import { type BrowserOptions, type Sandbox, withBrowser } from '../browser/launch.ts';
import { openPictures, type Picture, type PictureFormat, type PicturePage } from '../browser/picture-page.ts';
import { serveBundle, stillPolicy } from '../browser/serve.ts';
import { type Checked, type Diagnostic, diagnose, hasErrors } from '../diagnostics/diagnostic.ts';
import type { WritingHost } from '../host.ts';
import type { BundleFile, PrintBundle } from '../model/bundle.ts';
import { assertFolderWritable, exportFolder } from './folder.ts';
import { gateTexts } from './gate.ts';
import { withoutTags } from './gate-letters.ts';
import { contactSheet, pictureName } from './images-plan.ts';
import { pictureFault } from './images-verify.ts';
import { blankOut } from './pdf-missing.ts';
import { assetFaults, exportTimeout, failedFiles } from './print-faults.ts';

export interface ImagesOptions extends Omit<BrowserOptions, 'reach'> {
  readonly format: PictureFormat;
  /** Of each picture, in px. Its height follows from the shape of the slides. */
  readonly width: number;
  /** `all`: a picture for each state of a slide, not only for the last. */
  readonly steps?: 'final' | 'all' | undefined;
  readonly contactSheet?: boolean | undefined;
  /** Deadline over everything in milliseconds; defaults to 120 s. */
  readonly timeoutMs?: number | undefined;
  /** Go on although a picture or font is missing: each becomes a warning. */
  readonly allowMissing?: boolean | undefined;
  /** Called before each picture, counted from 1; before the first one with 0. */
  readonly onProgress?: ((done: number, all: number) => void) | undefined;
}

export interface ImagesResult {
  readonly pictures: number;
  readonly bytes: number;
  readonly sandbox: Sandbox;
}

/** Not the one of a built deck: both may be in one folder. */
const manifest = '.turnout-images.json';

/**
 * Draws each slide of a print document of a page a slide. All pictures are made and checked before the first is put in
 * place; those of an earlier run that are no longer made are removed. Content faults come back as diagnostics;
 * throws `output-not-writable`, `browser-missing`, `browser-failed`, `print-timeout`.
 */
export async function exportImages(
  host: WritingHost,
  bundle: PrintBundle,
  folder: string,
  options: ImagesOptions,
): Promise<Checked<ImagesResult>> {
  assertFolderWritable(host, folder);
  const seen = gateVisible(bundle);
  if (seen.length > 0) return { diagnostics: seen };
  const { timeoutMs = 120_000 } = options;
  const staging = host.makeTempFolder();
  let doing = 'starting the browser';
  try {
    return await withDeadline(
      options.signal,
      timeoutMs,
      () => exportTimeout(timeoutMs, doing),
      async (signal) => {
        const shown = { ...bundle, files: new Map(bundle.files) };
        const made = await serveBundle(host, shown, { policy: stillPolicy }, (site) =>
          withBrowser(host, { ...options, signal, reach: [site.port] }, async (session) => {
            const onProgress = (done: number, all: number): void => {
              doing =
                done === 0 ? 'loading the pages with their pictures and fonts' : `drawing ${done} of ${all}`;
              options.onProgress?.(done, all);
            };
            onProgress(0, bundle.slides.length);
            const open = (): Promise<PicturePage> =>
              openPictures(session, site.url, {
                slide: bundle.page,
                scale: options.width / bundle.page.width,
                format: options.format,
                allowFailures: options.allowMissing === true,
              });
            const first = await open();
            const faults = assetFaults(first.failures, site, bundle, options.allowMissing === true);
            if (hasErrors(faults)) return { ...nothing, diagnostics: faults, sandbox: session.sandbox };
            const isBlanked = blankOut(shown, failedFiles(first.failures, site));
            const page = isBlanked ? await open() : first;
            const drawn = await draw(host, bundle, page, staging, { ...options, signal, onProgress });
            const diagnostics = [...faults, ...drawn.diagnostics];
            return { ...drawn, diagnostics, sandbox: session.sandbox };
          }),
        );
        const { files, bytes, sandbox, diagnostics } = made;
        const [entry] = files.keys();
        if (entry === undefined || hasErrors(diagnostics)) return { diagnostics };
        // From here on nothing waits: an interruption comes before the folder is touched or after.
        signal.throwIfAborted();
        for (const name of files.keys()) host.sweepPartials(join(folder, name));
        const leaks = exportFolder(host, { ...guardIn(bundle), entry, files }, folder, manifest);
        if (leaks.length > 0) return { diagnostics: [...diagnostics, ...leaks] };
        return { value: { pictures: files.size, bytes, sandbox }, diagnostics };
      },
    );
  } finally {
    host.remove(staging);
  }
}

function guardIn({ guard }: PrintBundle): Pick<PrintBundle, 'guard'> {
  return guard === undefined ? {} : { guard };
}

/** What pictures will show: letters are no longer letters once they are drawn. */
function gateVisible({ files, entry, guard }: PrintBundle): Diagnostic[] {
  const page = files.get(entry);
  return page !== undefined && 'content' in page && typeof page.content === 'string'
    ? gateTexts('the pictures', [withoutTags(page.content)], guard)
    : [];
}

interface Drawn {
  readonly files: ReadonlyMap<string, BundleFile>;
  readonly bytes: number;
  readonly diagnostics: readonly Diagnostic[];
}

const nothing: Drawn = { files: new Map(), bytes: 0, diagnostics: [] };

/** Draws and checks everything, into a folder of its own: a thousand pictures need not fit into memory. */
async function draw(
  host: WritingHost,
  bundle: PrintBundle,
  page: PicturePage,
  staging: string,
  options: ImagesOptions,
): Promise<Drawn> {
  const { format, width } = options;
  const size = { width, height: Math.round((width * bundle.page.height) / bundle.page.width) };
  const diagnostics: Diagnostic[] = [];
  const files = new Map<string, BundleFile>();
  let bytes = 0;
  const keep = (name: string, picture: Picture, expected: typeof size): void => {
    const fault = pictureFault(name, picture, expected);
    if (fault !== undefined) diagnostics.push(fault);
    host.writeFile(join(staging, name), picture.bytes);
    files.set(name, { copyOf: join(staging, name) });
    bytes += picture.bytes.length;
  };
  if (page.slides.map(({ id }) => id).join('\n') !== bundle.slides.map(({ id }) => id).join('\n')) {
    const message = `the print document has ${page.slides.length} slides, the deck ${bundle.slides.length}`;
    return { files, bytes, diagnostics: [diagnose('print-mismatch', message)] };
  }
  const shots = bundle.slides.flatMap((slide, index) => {
    const states = page.slides[index]?.states ?? 1;
    const all = Array.from({ length: states }, (_, steps) => ({ slide, steps, states }));
    return options.steps === 'all' ? all : all.slice(-1).map((each) => ({ ...each, states: 1 }));
  });
  const total = shots.length + (options.contactSheet === true ? 1 : 0);
  for (const { slide, steps, states } of shots) {
    options.signal?.throwIfAborted();
    options.onProgress?.(files.size + 1, total);
    const name = pictureName(slide, states === 1 ? undefined : { step: steps + 1, of: states }, format);
    keep(name, await page.take(slide.id, steps), size);
    if (hasErrors(diagnostics)) return { files, bytes, diagnostics };
  }
  if (options.contactSheet === true) {
    options.onProgress?.(total, total);
    const { grid, labels, sheet } = contactSheet(bundle, width);
    keep(`contact-sheet.${format}`, await page.takeSheet(grid, labels, sheet), sheet);
  }
  return { files, bytes, diagnostics };
}
