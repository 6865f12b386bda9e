import { dirname, join, relative, sep } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { WritingHost } from '../host.ts';
import type { Bundle } from '../model/bundle.ts';
import { exportFolder } from './folder.ts';
import type { Made } from './matrix-job.ts';
import { hashOf } from './matrix-stamp.ts';

/** Writes a built deck, and says what was written. Throws `output-not-writable`. */
export function writeDeck(host: WritingHost, bundle: Bundle, target: string): Made | readonly Diagnostic[] {
  const folder = dirname(target);
  const leaks = exportFolder(host, bundle, folder);
  if (leaks.length > 0) return leaks;
  let bytes = 0;
  const files = [...bundle.files].map(([path, file]): [string, string] => {
    const content = 'copyOf' in file ? host.readBytes(file.copyOf) : Buffer.from(file.content);
    bytes += content.length;
    return [relative(folder, join(folder, path)).split(sep).join('/'), hashOf(content)];
  });
  return { files: Object.fromEntries(files), bytes, diagnostics: [] };
}
