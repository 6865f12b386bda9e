import type { Picture } from '../browser/picture-page.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Size } from '../model/deck.ts';

/** What is wrong with a picture that was taken, if anything: it is opened again before it is kept. */
export function pictureFault(name: string, { seen }: Picture, expected: Size): Diagnostic | undefined {
  if (seen === undefined) return mismatch(name, 'cannot be read');
  if (seen.width !== expected.width || seen.height !== expected.height) {
    const [is, should] = [seen, expected].map(({ width, height }) => `${width} × ${height}`);
    return mismatch(name, `is ${is} px instead of ${should}`);
  }
  return seen.colors > 1 ? undefined : mismatch(name, 'shows nothing: it has one colour only');
}

function mismatch(name: string, what: string): Diagnostic {
  return diagnose('print-mismatch', `the picture \`${name}\` ${what}`, {
    hints: ['nothing was replaced; look at the slide in the preview'],
  });
}
