import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Manuscript, Trace } from '../model/manuscript.ts';

/** Adds to what is wrong in a file that other decks share where this one uses it. */
export function tellUses(diagnostics: readonly Diagnostic[], manuscript: Manuscript): readonly Diagnostic[] {
  const parts = manuscript.sections.flatMap((section) => [section, ...section.slides]);
  const used = parts.flatMap(({ map, trail }) => {
    const uses = trail.filter(({ verb }) => verb === 'use');
    return map === undefined || uses.length === 0 ? [] : [{ span: map.span, uses }];
  });
  if (used.length === 0) return diagnostics;
  return diagnostics.map((each) => {
    const { span } = each;
    const found = span === undefined ? undefined : used.find((part) => holds(part.span, span));
    return found === undefined ? each : { ...each, related: [...each.related, ...found.uses.map(place)] };
  });
}

function holds(outer: Span, { source, start, end }: Span): boolean {
  return outer.source.path === source.path && outer.start <= start && end <= outer.end;
}

function place({ span }: Trace): Diagnostic['related'][number] {
  return { message: 'it is used here', span };
}
