import { createRequire } from 'node:module';
import type Handlebars from 'handlebars/dist/handlebars.runtime.js';
import { markSafe, type SafeHtml } from '../model/html.ts';
import { blockHelpers, type DrawContext, helpers } from './helpers.ts';

export type Engine = typeof Handlebars;

/** Required, not imported: Node would read it twice to find the names that it exports. */
export const Runtime = createRequire(import.meta.url)('handlebars/dist/handlebars.runtime.js') as Engine;

/** Only these names can be called; the compiler is told, so that everything else is a field. */
export const compileOptions: CompileOptions = {
  knownHelpersOnly: true,
  knownHelpers: Object.fromEntries(
    [...Object.keys(helpers), ...blockHelpers].map((name) => [name, true]),
  ) as KnownHelpers,
};

/** Wraps HTML that is known to be safe, so that `{{name}}` prints it as it is. */
export function safeString(html: SafeHtml): object {
  return new Runtime.SafeString(html);
}

/** Gives an engine of our own its helpers; `context` is the slide that is being drawn. */
export function prepareEngine(engine: Engine, context: () => DrawContext): void {
  for (const [name, helper] of Object.entries(helpers)) {
    engine.registerHelper(name, (...all: unknown[]) => {
      // Handlebars adds its options as the last argument.
      const value = helper(context(), ...all.slice(0, -1));
      return name === 'stepAt' ? safeString(markSafe(String(value))) : value;
    });
  }
  engine.registerHelper('times', function (this: unknown, count: unknown, options: Handlebars.HelperOptions) {
    let out = '';
    for (let index = 0; index < Math.min(Number(count), 1000); index++) {
      const data = Runtime.createFrame(options.data);
      data.index = index;
      out += options.fn(this, { data });
    }
    return out;
  });
  // Debugging and prototype helpers have no place in a layout.
  engine.unregisterHelper('log');
  engine.unregisterHelper('lookup');
}
