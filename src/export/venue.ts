import { join } from 'node:path';
import { assembleVenuePage } from '../assemble/venue-page.ts';
import type { BrowserOptions, Sandbox } from '../browser/launch.ts';
import { type Checked, type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import type { WritingHost } from '../host.ts';
import type { Bundle, PrintBundle } from '../model/bundle.ts';
import type { RenderedDeck } from '../model/rendered.ts';
import { packZip } from './bundle-zip.ts';
import { gateFiles } from './gate.ts';
import { exportImages } from './images.ts';
import { pictureName } from './images-plan.ts';
import { exportPdfs, type PdfJob, type PdfOptions } from './pdf.ts';
import { inlineBundle, makeSingleFile } from './single-file.ts';
import { assertWritable, writeWhole } from './writing.ts';

export interface VenueOptions extends Pick<BrowserOptions, 'browserPath' | 'signal'> {
  /** What the files in the archive are called. */
  readonly name: string;
  readonly deck: Bundle;
  readonly slides: PrintBundle;
  /** Notes pages; left out where no notes go along. */
  readonly notes?: PrintBundle;
  readonly fill: string;
  /** For each PDF, and for all pictures. */
  readonly timeoutMs: number;
  readonly inspect: NonNullable<PdfOptions['inspect']>;
  /** Nothing is written when there is a warning. */
  readonly strict: boolean;
  readonly onStep?: (text: string) => void;
}

export interface VenueResult {
  readonly bytes: number;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  readonly sandbox: Sandbox;
}

/** Pictures as large as a projector shows them, in a format that everything opens. */
const pictures = { format: 'png', width: 1920 } as const;

/**
 * Packs what a talk needs in a strange room: the deck in one file, PDFs, a picture of every slide, and a page that leads
 * to each. Everything is made and checked before the archive is put in place. Throws what PDFs and pictures throw.
 */
export async function exportVenue(
  host: WritingHost,
  rendered: RenderedDeck,
  target: string,
  options: VenueOptions,
): Promise<Checked<VenueResult>> {
  assertWritable(host, target);
  host.sweepPartials(target);
  const staging = host.makeTempFolder();
  try {
    const { value, diagnostics } = await makeAll(host, rendered, staging, options);
    if (value === undefined || hasErrors(diagnostics) || (options.strict && diagnostics.length > 0))
      return { diagnostics };
    options.onStep?.('packing');
    const archive = await packZip(value.files, datedBy(host));
    options.signal?.throwIfAborted();
    writeWhole(host, target, archive);
    const files = [...value.files]
      .filter(([path]) => !path.startsWith(`${folder}/`))
      .map(([path, bytes]) => ({ path, bytes: bytes.length }));
    return { value: { bytes: archive.length, files, sandbox: value.sandbox }, diagnostics };
  } finally {
    host.remove(staging);
  }
}

const folder = 'pictures';

interface MadeVenue {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly sandbox: Sandbox;
}

async function makeAll(
  host: WritingHost,
  rendered: RenderedDeck,
  staging: string,
  options: VenueOptions,
): Promise<Checked<MadeVenue>> {
  const { name, slides, notes, signal, browserPath, fill, onStep } = options;
  const found: Diagnostic[] = [];
  onStep?.('putting everything into one file');
  const single = await makeSingleFile(host, rendered, options.deck, {
    ...{ signal, browserPath, fill },
    name: `${name}.html`,
  });
  found.push(...single.diagnostics);
  if (single.value === undefined) return { diagnostics: found };

  const pdfs = jobsFor(name, staging, slides, notes);
  onStep?.('printing');
  const printed = await exportPdfs(host, pdfs, { ...options, onProgress: undefined });
  found.push(...printed.flatMap(({ diagnostics }) => diagnostics));
  if (hasErrors(found)) return { diagnostics: found };

  onStep?.('drawing pictures');
  const drawn = await exportImages(host, slides, join(staging, folder), {
    ...options,
    ...pictures,
    onProgress: undefined,
  });
  found.push(...drawn.diagnostics);
  if (drawn.value === undefined || hasErrors(found)) return { diagnostics: found };

  const names = pdfs.map(({ file }) => file);
  const shots = slides.slides.map((slide) => ({
    ...slide,
    path: `${folder}/${pictureName(slide, undefined, pictures.format)}`,
  }));
  const [slidesPdf = '', notesPdf] = names;
  const parts = {
    deck: `${name}.html`,
    slides: slidesPdf,
    pictures: shots,
    ...(notesPdf === undefined ? {} : { notes: notesPdf }),
  };
  const paths = [...names, ...shots.map(({ path }) => path)];
  const page = inlineBundle(host, assembleVenuePage(host, rendered, parts), {
    fill,
    name: 'index.html',
    beside: new Set([parts.deck, ...paths]),
  });
  if (page.value === undefined) return { diagnostics: [...found, ...page.diagnostics] };
  const files = new Map<string, Uint8Array>([
    ['index.html', Buffer.from(page.value)],
    [`${name}.html`, single.value],
    ...paths.map((path) => [path, host.readBytes(join(staging, path))] as const),
  ]);
  return {
    value: { files, sandbox: drawn.value.sandbox },
    diagnostics: [...found, ...gateArchive(host, files, options.deck)],
  };
}

function jobsFor(
  name: string,
  staging: string,
  slides: PrintBundle,
  notes: PrintBundle | undefined,
): (PdfJob & { readonly file: string })[] {
  const all = [
    { bundle: slides, file: `${name}.pdf` },
    ...(notes === undefined ? [] : [{ bundle: notes, file: `${name}-notes.pdf` }]),
  ];
  return all.map(({ bundle, file }) => ({ bundle, file, target: join(staging, file) }));
}

/** PDFs were looked through when they were printed: their text is packed. */
function gateArchive(
  host: WritingHost,
  files: ReadonlyMap<string, Uint8Array>,
  { guard }: Bundle,
): Diagnostic[] {
  const open = [...files].filter(([path]) => !path.endsWith('.pdf'));
  return gateFiles(host, new Map(open.map(([path, content]) => [path, { content }])), guard);
}

/** https://reproducible-builds.org/specs/source-date-epoch/ */
function datedBy(host: WritingHost): Date | undefined {
  const epoch = host.env('SOURCE_DATE_EPOCH') ?? '';
  return /^\d+$/.test(epoch) ? new Date(Number(epoch) * 1000) : undefined;
}
