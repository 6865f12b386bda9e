import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';
import type { ManuscriptSlide } from '../model/manuscript.ts';
import { describeNode, entryOf, type MapNode, type Node, textOf } from '../model/node.ts';
import type { Uses } from '../model/use.ts';
import type { Library } from '../read/library.ts';
import { fallbackLayout } from './deck-keys.ts';
import { isValidId, slugify } from './ids.ts';
import { fillVariables, type Variables } from './variables.ts';
import { readVariables } from './variables-read.ts';

/** What slides need to be named. */
export interface Naming {
  readonly library: Library;
  readonly variables: Variables;
  /** Layout of slides that name none. */
  readonly layout: string;
  readonly uses: Uses;
  readonly diagnostics: Diagnostic[];
}

/** `deck` is `deck.yaml`, with what overlays made of it so far. */
export function namingOf(deck: MapNode, library: Library, diagnostics: Diagnostic[], uses: Uses): Naming {
  const defaults = entryOf(deck, 'defaults')?.value;
  const layout = defaults?.kind === 'map' ? textOf(defaults, 'layout') : undefined;
  const variables = readVariables(deck);
  return { library, variables, layout: layout ?? fallbackLayout, uses, diagnostics };
}

/** One slide, named by its `id`, else its title, else by `fallback`. No value when it is no map. */
export function writeSlide(item: Node, fallback: () => string, naming: Naming): ManuscriptSlide | undefined {
  if (item.kind !== 'map') {
    naming.diagnostics.push(
      diagnose('wrong-type', `a slide is a map of keys, this is ${describeNode(item)}`, {
        span: item.span,
        hints: ['begin it with `- layout: …`'],
      }),
    );
    return undefined;
  }
  const own = scalarOf(item, 'id');
  if (own !== undefined) return { id: readId(own, naming), idSpan: own.span, map: item, trail: [] };
  const [title, place] = titleOf(item, naming);
  return { id: slugify(title) || fallback(), idSpan: place, map: item, trail: [] };
}

/** An id as it is written, with variables. */
export function readId({ text, span }: { text: string; span: Span }, naming: Naming): string {
  const id = fill(text, span, naming);
  if (!isValidId(id)) naming.diagnostics.push(invalidId(id, span));
  return id;
}

/** What names the slide in outlines, and where it stands. Faults of it are told when the slide is composed. */
function titleOf(map: MapNode, naming: Naming): [string, Span] {
  const layout = entryOf(map, 'layout');
  const place = layout?.value.span ?? map.entries[0]?.keySpan ?? map.span;
  const found = naming.library.layout(textOf(map, 'layout') ?? naming.layout, place);
  // That there is no such layout is told when the slide is composed; the faults of a layout are told once.
  naming.diagnostics.push(...found.diagnostics.filter(({ code }) => code !== 'unknown-layout'));
  const contract = found.value?.contract;
  const name = contract?.title ?? 'title';
  const written = scalarOf(map, name);
  const isText = textTypes.has(contract?.fields.get(name)?.type ?? 'text');
  if (written !== undefined) return [isText ? fill(written.text, written.span, naming) : '', written.span];
  const preset = (contract?.fields.get(name) as { default?: unknown } | undefined)?.default;
  return [typeof preset === 'string' ? preset : '', place];
}

const textTypes: ReadonlySet<string> = new Set(['text', 'markdown', 'choice', 'link']);

function fill(text: string, span: Span, naming: Naming): string {
  return fillVariables(text, naming.variables, span, []).trim();
}

function scalarOf(map: MapNode, key: string): { text: string; span: Span } | undefined {
  const node = entryOf(map, key)?.value;
  return node?.kind === 'scalar' && node.value !== null ? node : undefined;
}

function invalidId(id: string, span: Span): Diagnostic {
  return diagnose('invalid-id', `\`${id}\` cannot be an id`, {
    span,
    hints: [`use letters, digits and single dashes, such as \`${slugify(id) || 'my-slide'}\``],
  });
}
