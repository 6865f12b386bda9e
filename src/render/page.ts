import { join } from 'node:path';
import Handlebars from 'handlebars/dist/handlebars.js';
import type { Host } from '../host.ts';
import { kept } from '../host-keep.ts';

/**
 * Compiles a built-in page template (`deck.hbs`, `print/slides.hbs`). It sees the view that it is handed and has no
 * helpers; `{{{name}}}` prints safe HTML.
 */
export function compilePage(host: Host, path: string): (view: object) => string {
  return kept(host, `page ${path}`, [], (reading) => {
    const text = reading.readText(join(host.packageRoot, 'templates', path));
    return Handlebars.create().compile(text, { knownHelpersOnly: true, strict: true });
  });
}
