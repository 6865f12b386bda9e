import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { assembleDeckPage, clientScript } from '../assemble/deck-page.ts';
import { displayPath } from '../diagnostics/path.ts';
import { makeSingleFile, writeSingleFile } from '../export/single-file.ts';
import { assertWritable } from '../export/writing.ts';
import type { WritingHost } from '../host.ts';
import { slidesOf } from '../model/deck.ts';
import type { RenderedDeck } from '../model/rendered.ts';
import type { BuildOptions } from './build-options.ts';
import { exitCodeOf } from './exit-code.ts';
import { interruptible } from './interrupt.ts';
import type { EditionJob } from './load.ts';
import { dim, printLine, printReport, startProgress, strong } from './terminal.ts';

/** `turnout build --single-file` for one edition. */
export async function buildSingle(
  host: WritingHost,
  rendered: RenderedDeck,
  job: EditionJob,
  options: BuildOptions,
): Promise<number> {
  const name = job.nameOf(rendered.deck.name);
  const target = resolve(host.cwd, fileFor(job.outputOf(name), name, '.html', job.isAlone));
  assertWritable(host, target);
  const withNotes = options.notes === true;
  const bundle = assembleDeckPage(host, rendered, { notes: withNotes ? 'with' : 'without' });
  const progress = startProgress();
  const { value, diagnostics } = await interruptible((signal) =>
    makeSingleFile(host, rendered, bundle, {
      signal,
      browserPath: options.browser,
      fill: clientScript(host, 'pictures').trim(),
      name: basename(target),
    }),
  ).finally(progress.end);
  await printReport(diagnostics, host);
  const code = exitCodeOf(diagnostics, options.strict === true);
  if (value === undefined || code !== 0) return code;
  writeSingleFile(host, target, value);
  const notes = withNotes
    ? 'with speaker notes: press S'
    : 'without speaker notes (`--notes` takes them along)';
  printLine(
    `${strong(displayPath(target, host.cwd))}  ${slidesOf(rendered.deck).length} slides in one file, ${showSize(value.length)}, ${notes}`,
  );
  printLine(dim(`open ${pathToFileURL(target).href}`));
  return code;
}

/** `-o` names the file where it ends like one, else the folder that it is made in. */
export function fileFor(
  output: string | undefined,
  name: string,
  ending: '.html' | '.zip',
  isAlone: EditionJob['isAlone'],
): string {
  if (output === undefined) return join('out', `${name}${ending}`);
  // With several editions their names are in the path already.
  if (!isAlone) return `${output}${ending}`;
  return /\.(?:html?|zip)$/i.test(output) ? output : join(output, `${name}${ending}`);
}

export function showSize(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
