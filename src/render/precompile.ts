import Handlebars from 'handlebars/dist/handlebars.js';
import { createNodeHost } from '../host-node.ts';
import { openLibrary } from '../read/library.ts';
import { checkNames } from './check-template.ts';
import { compileOptions } from './engine.ts';
import { precompiledKey } from './precompiled.ts';
import { type Shape, surroundingShape, templateShape, unknown } from './shape.ts';

/**
 * The module that `precompiled.ts` loads: every built-in partial and layout, checked and compiled. Run by the build.
 * A template with a fault is left out: whoever uses it is told by the ordinary way.
 */
export function precompileBuiltIns(root: string): string {
  const host = { ...createNodeHost(root), packageRoot: root };
  const library = openLibrary(host, [host.packageRoot]);
  const partials = library.partials();
  const known = new Set(partials.keys());
  const entries: string[] = [];
  const add = (source: { path: string; text: string }, shape: Shape): void => {
    try {
      if (checkNames(Handlebars.parse(source.text), { source, shape, partials: known }).length > 0) return;
      const spec = String(Handlebars.precompile(source.text, compileOptions));
      entries.push(`${JSON.stringify(precompiledKey(source.text, shape))}:${spec}`);
    } catch {
      // What cannot be parsed is reported where it is used.
    }
  };
  for (const source of partials.values()) add(source, unknown);
  // The furniture is a partial that is also drawn by itself, on every slide that has some.
  const furniture = partials.get('furniture');
  if (furniture !== undefined) add(furniture, surroundingShape);
  for (const name of library.layoutNames()) {
    const layout = library.layout(name).value;
    if (layout !== undefined) add(layout.template, templateShape(layout.contract));
  }
  return `module.exports={${entries.join(',\n')}};\n`;
}
