import { join } from 'node:path';
import Handlebars from 'handlebars/dist/handlebars.js';
import type { Host } from '../host.ts';

/**
 * Compiles a built-in page template (`deck.hbs`, `print/slides.hbs`). It sees the view that it is handed and has no
 * helpers; `{{{name}}}` prints safe HTML.
 */
export function compilePage(host: Host, path: string): (view: object) => string {
  const text = host.readText(join(host.packageRoot, 'templates', path));
  return Handlebars.create().compile(text, { knownHelpersOnly: true, strict: true });
}
