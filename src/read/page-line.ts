import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../diagnostics/nearest.ts';
import type { Span } from '../diagnostics/source.ts';
import { entryOf, type MapNode, type ScalarNode } from '../model/node.ts';
import {
  isPageField,
  type PageLine,
  type PageLines,
  type PageText,
  pageFields,
  sides,
  splitPageText,
} from '../model/page-text.ts';

export interface PageLineReading {
  /** Fills variables into words. */
  readonly fill: (text: string, span: Span) => string;
  readonly diagnostics: Diagnostic[];
}

/**
 * The texts under a key such as `header`, once their types are validated; undefined when the key is not there. Texts are
 * read as they are written, not as variables made them: the value of a variable is data, its braces mean nothing.
 */
export function readPageLine(map: MapNode, key: string, reading: PageLineReading): PageLine | undefined {
  const written = entryOf(map, key)?.value;
  if (written?.kind !== 'map') return undefined;
  return Object.fromEntries(
    sides.flatMap((side) => {
      const text = entryOf(written, side)?.value;
      return text?.kind === 'scalar' && text.value !== null ? [[side, readText(text, reading)]] : [];
    }),
  );
}

/** `print` of a deck; undefined when it says nothing about pages. */
export function readDeckLines(deck: MapNode, reading: PageLineReading): PageLines | undefined {
  const print = entryOf(deck, 'print')?.value;
  if (print?.kind !== 'map') return undefined;
  const line = (key: string): PageLine => readPageLine(print, key, reading) ?? {};
  return { header: line('header'), footer: line('footer') };
}

function readText(node: ScalarNode, { fill, diagnostics }: PageLineReading): PageText {
  return splitPageText(node.text.trim()).map((stretch) => {
    if ('words' in stretch) return fill(stretch.words, node.span);
    if (isPageField(stretch.name)) return { field: stretch.name };
    diagnostics.push(unknownPageField(stretch.name, placeOf(stretch.written, node.span)));
    return '';
  });
}

function unknownPageField(name: string, span: Span): Diagnostic {
  const known = Object.keys(pageFields);
  return diagnose('unknown-page-field', `a page has no field \`${name}\``, {
    span,
    fix: renameTo(name, known, span),
    hints: [
      didYouMean(name, known) ?? `its fields are: ${known.join(', ')}`,
      'to print a brace write `\\{`; variables have two: `{{name}}`',
    ],
  });
}

/** The braces where they stand in the source as written; else the whole value. */
function placeOf(written: string, span: Span): Span {
  const start = span.source.text.indexOf(written, span.start);
  return start < 0 || start >= span.end ? span : { source: span.source, start, end: start + written.length };
}
