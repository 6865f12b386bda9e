import type { BrowserOptions } from '../browser/launch.ts';
import { type Checked, type Diagnostic, diagnose, hasErrors } from '../diagnostics/diagnostic.ts';
import type { Host, WritingHost } from '../host.ts';
import type { Bundle } from '../model/bundle.ts';
import type { RenderedDeck } from '../model/rendered.ts';
import { gateFiles } from './gate.ts';
import { type InlineFile, inlinePage } from './inline.ts';
import { bytesOf } from './single-file-bytes.ts';
import { largeMedia } from './single-file-media.ts';
import { fitPictures } from './single-file-pictures.ts';
import { uselessInReveal } from './single-file-styles.ts';
import { assertWritable, writeWhole } from './writing.ts';

export interface SingleFileOptions extends Omit<BrowserOptions, 'reach'> {
  /** The client script that gives stored pictures to the page's `<img>`. */
  readonly fill: string;
  /** What the file is called, for messages: `talk.html`. */
  readonly name: string;
}

/**
 * A deck as one HTML page that asks for no other file: fonts and pictures are in it, pictures no larger than slides show
 * them. No value when something is missing or when it carries what it must not. Throws `browser-failed`.
 */
export async function makeSingleFile(
  host: WritingHost,
  rendered: RenderedDeck,
  bundle: Bundle,
  options: SingleFileOptions,
): Promise<Checked<Uint8Array>> {
  const { fill, name, ...browserOptions } = options;
  const tooLarge = largeMedia(host, bundle, name);
  if (tooLarge.length > 0) return { diagnostics: tooLarge };
  const { pictures, diagnostics } = await fitPictures(host, rendered, bundle, browserOptions);
  const made = inlineBundle(host, bundle, { fill, name, replaced: pictures });
  const all = [...diagnostics, ...made.diagnostics];
  return made.value === undefined || hasErrors(all)
    ? { diagnostics: all }
    : { value: Buffer.from(made.value), diagnostics: all };
}

export interface InlineOptions extends Pick<SingleFileOptions, 'fill' | 'name'> {
  /** What stands for files of the bundle. */
  readonly replaced?: ReadonlyMap<string, InlineFile>;
  /** Paths that stay beside the page. */
  readonly beside?: ReadonlySet<string>;
}

/** The entry page of a bundle with all of its files in it, looked through for what it must not carry. */
export function inlineBundle(
  host: Host,
  bundle: Bundle,
  { fill, name, replaced, beside = new Set() }: InlineOptions,
): Checked<string> {
  const entry = bundle.files.get(bundle.entry);
  if (entry === undefined) throw new Error(`the bundle has no file ${bundle.entry}`);
  const file = (path: string): InlineFile | undefined => {
    const found = replaced?.get(path);
    const own = bundle.files.get(path);
    return found ?? (own === undefined ? undefined : { bytes: bytesOf(host, own) });
  };
  const page = Buffer.from(bytesOf(host, entry)).toString('utf8');
  const { html, missing } = inlinePage(page, { file, fill, beside, isUseless: uselessInReveal(page) });
  if (missing.length > 0) return { diagnostics: missing.map((each) => outside(name, each)) };
  const leaks = gateFiles(host, new Map([[name, { content: html }]]), bundle.guard);
  return leaks.length > 0 ? { diagnostics: leaks } : { value: html, diagnostics: [] };
}

function outside(name: string, reference: string): Diagnostic {
  return diagnose(
    'reference-outside',
    `\`${name}\` cannot carry \`${reference}\`: the deck has no such file`,
    {
      hints: [
        'a layout or a theme names it; pictures of a deck stand in its folder and are named in a field of a slide',
      ],
    },
  );
}

/** Puts a single file in place. Throws `output-not-writable`. */
export function writeSingleFile(host: WritingHost, target: string, content: Uint8Array): void {
  assertWritable(host, target);
  host.sweepPartials(target);
  writeWhole(host, target, content);
}
