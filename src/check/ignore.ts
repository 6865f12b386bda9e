import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Ignore } from '../model/deck.ts';

/**
 * Takes out the warnings that somebody switched off. A switch-off that met nothing is a warning of its own, unless its
 * code was not looked for in this run (`unchecked`).
 */
export function applyIgnores(
  diagnostics: readonly Diagnostic[],
  ignores: readonly Ignore[],
  unchecked: ReadonlySet<string>,
): Diagnostic[] {
  const used = new Set<Ignore>();
  const kept = diagnostics.filter((diagnostic) => {
    if (diagnostic.severity !== 'warning') return true;
    const found = ignores.filter((ignore) => covers(ignore, diagnostic));
    for (const ignore of found) used.add(ignore);
    return found.length === 0;
  });
  const unused = ignores.filter((ignore) => !used.has(ignore) && !unchecked.has(ignore.code));
  return [...kept, ...unused.map(unusedIgnore)];
}

function covers(ignore: Ignore, { code, span }: Diagnostic): boolean {
  if (ignore.code !== code) return false;
  const { within } = ignore;
  if (within === undefined) return true;
  return within.some(
    (each) =>
      span !== undefined &&
      span.source.path === each.source.path &&
      span.start >= each.start &&
      span.start < each.end,
  );
}

function unusedIgnore(ignore: Ignore): Diagnostic {
  return diagnose('unused-ignore', `nothing here is warned of as \`${ignore.code}\``, {
    span: ignore.span,
    hints: ['take the line out: it would hide the next mistake of that kind'],
  });
}
