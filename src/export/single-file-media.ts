import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Host } from '../host.ts';
import type { Bundle } from '../model/bundle.ts';
import { isMediaPath } from '../model/media-fields.ts';
import { bytesOf } from './single-file-bytes.ts';

/** What a browser reads from an address without a stop; a page of more is no file that one hands on. */
const limitMb = 16;

/** Media that are too large to be part of a page. */
export function largeMedia(host: Host, { files }: Bundle, name: string): Diagnostic[] {
  return [...files].flatMap(([path, file]) => {
    if (!isMediaPath(path)) return [];
    const size = bytesOf(host, file).length / 1_000_000;
    if (size <= limitMb) return [];
    const message = `\`${path}\` has ${size.toFixed(1)} MB, one file takes media of at most ${limitMb} MB`;
    return [
      diagnose('media-too-large', `${message}: \`${name}\` is not written`, {
        hints: [
          'make it smaller, e.g. `ffmpeg -i in.mp4 -vf scale=1280:-2 -crf 28 out.mp4`',
          'or take the folder that `turnout build` makes: it carries media of any size',
        ],
      }),
    ];
  });
}
