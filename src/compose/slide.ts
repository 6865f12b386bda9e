import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import { kept } from '../host-keep.ts';
import type { Priority } from '../model/contract.ts';
import type { Asset, Background, FieldGroup, FieldValue, Ignore, Slide } from '../model/deck.ts';
import { checkTogether } from '../model/field-rules.ts';
import type { Layout } from '../model/layout.ts';
import type { ManuscriptSlide } from '../model/manuscript.ts';
import { describeNode, type Entry, entryOf, type MapNode, type Node, textOf } from '../model/node.ts';
import type { Theme } from '../model/theme.ts';
import { validateGroup } from '../model/validate.ts';
import type { AssetKind, Validation } from '../model/validation.ts';
import { resolveImage } from '../read/assets.ts';
import type { Library } from '../read/library.ts';
import { readCaptions } from './captions.ts';
import { backgroundFields, fallbackLayout, slideFields } from './deck-keys.ts';
import { readIgnores } from './ignores.ts';
import { readNotes } from './notes.ts';
import type { Scope } from './when.ts';
import { type Words, wordsOf } from './words.ts';

/** What slides of one deck share while it is composed. */
export interface Context {
  readonly host: Host;
  readonly folder: string;
  readonly library: Library;
  readonly theme: Theme | undefined;
  /** What the words of a slide may name. */
  readonly scope: Scope;
  readonly defaults: FieldGroup;
  /** All of `scope` and `defaults` as one text. */
  readonly sameness: string;
  readonly diagnostics: Diagnostic[];
}

/** A slide before it has its number. */
export interface Draft extends Omit<Slide, 'number'> {
  readonly idSpan: Span;
  /** Whether it is left out: hidden, or its condition does not hold. */
  readonly hidden: boolean;
  /** Its private notes. */
  readonly secret: string;
  readonly ignores: readonly Ignore[];
}

interface Composed {
  readonly draft: Draft;
  readonly diagnostics: readonly Diagnostic[];
}

/** What one slide is composed with: the context, and the words that tell what is wrong with it. */
type Desk = Context & { readonly words: Words };

/** Composes one slide. No value when its layout is unknown. */
export function composeSlide(slide: ManuscriptSlide, context: Context): Draft | undefined {
  const { id, map, trail } = slide;
  const layoutEntry = entryOf(map, 'layout');
  const layoutName =
    textOf(map, 'layout') ?? (context.defaults.layout as string | undefined) ?? fallbackLayout;
  const layout = findLayout(layoutName, layoutEntry, map, context);
  if (layout === undefined) return undefined;
  const { host, folder, theme, sameness } = context;
  // A trail is made anew each time, even an empty one.
  const given = [id, layout, folder, theme, sameness, trail.length === 0 ? '' : trail];
  const { draft, diagnostics } = kept(host, map, given, (reading): Composed => {
    const told: Diagnostic[] = [];
    const words = wordsOf(context.scope, told);
    const desk = { ...context, host: reading, words, diagnostics: told };
    return { draft: draftSlide(slide, layout, layoutEntry, desk), diagnostics: told };
  });
  context.diagnostics.push(...diagnostics);
  return draft;
}

function draftSlide(
  { id, idSpan, map, trail }: ManuscriptSlide,
  layout: Layout,
  layoutEntry: Entry | undefined,
  context: Desk,
): Draft {
  const [common, own] = divide(map);
  const assets = new Map<string, Asset>();
  const spans = new Map<string, Span>();
  const validation: Validation = {
    diagnostics: context.diagnostics,
    spans,
    owner: `layout \`${layout.name}\``,
    hint: `\`turnout layouts ${layout.name}\` shows its fields`,
    ...context.words,
    onImage: (path, span, kind) => addFile(path, span, kind, { assets, context }),
  };
  const place = layoutEntry?.value.span ?? map.entries[0]?.keySpan ?? map.span;
  const fields = validateGroup(own, layout.contract.fields, validation, { place });
  checkTogether(fields, layout.contract, validation, place);
  const keys = validateGroup(common, slideFields, { ...validation, owner: 'a slide' });
  const background = readBackground(common, keys.background, context);
  const { notes, secret } = readNotes(common, { ...context, ...context.words, spans });
  return {
    id,
    idSpan,
    hidden: keys.hidden === true || !isPartOfEdition(common, context),
    layout,
    fields,
    assets,
    notes,
    secret,
    ...(typeof keys.minutes === 'number' ? { minutes: keys.minutes } : {}),
    tags: (keys.tags ?? []) as readonly string[],
    priority: (keys.priority as Priority | undefined) ?? layout.contract.priority,
    ...(background === undefined ? {} : { background }),
    ...transitionOf(keys, context),
    steps: (keys.steps ?? context.defaults.steps) === true,
    span: map.span,
    spans,
    ignores: readIgnores(
      keys.ignore,
      spans,
      [map.span, ...trail.map(({ span }) => span)],
      context.diagnostics,
    ),
  };
}

function isPartOfEdition(common: MapNode, { words }: Desk): boolean {
  const condition = entryOf(common, 'when')?.value;
  return condition === undefined || isNothing(condition) || words.isShown(condition);
}

function isNothing(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function transitionOf(keys: FieldGroup, context: Context): { transition?: string } {
  const transition = keys.transition ?? context.defaults.transition;
  return typeof transition === 'string' ? { transition } : {};
}

function findLayout(
  name: string,
  entry: Entry | undefined,
  map: MapNode,
  context: Context,
): Layout | undefined {
  const found = context.library.layout(name, entry?.value.span ?? map.entries[0]?.keySpan ?? map.span);
  context.diagnostics.push(...found.diagnostics);
  return found.value;
}

/** The keys of every slide, and the layout's own. A key that is both nowhere is the layout's: it knows the near name. */
function divide(map: MapNode): [MapNode, MapNode] {
  const isCommon = (entry: Entry): boolean => slideFields.has(entry.key);
  return [
    { ...map, entries: map.entries.filter(isCommon) },
    { ...map, entries: map.entries.filter((entry) => !isCommon(entry)) },
  ];
}

function addFile(
  path: string,
  span: Span,
  kind: AssetKind | undefined,
  { assets, context }: { readonly assets: Map<string, Asset>; readonly context: Context },
): void {
  const { value: found, diagnostics } = resolveImage(context.host, context.folder, path, span, kind);
  context.diagnostics.push(...diagnostics);
  if (found === undefined) return;
  const earlier = assets.get(path);
  if (earlier !== undefined && earlier.file !== found.file) {
    const message = `\`${path}\` means two files on this slide: one of the deck and one from where the slide is used`;
    context.diagnostics.push(
      diagnose('outside-asset', message, { span, hints: ['give one of them another name'] }),
    );
  }
  assets.set(path, kind === 'captions' ? readCaptions(found, context) : found);
}

function readBackground(
  common: MapNode,
  value: FieldValue | undefined,
  context: Desk,
): Background | undefined {
  const node = entryOf(common, 'background')?.value;
  const written = value ?? context.defaults.background;
  if (written === undefined) return undefined;
  if (typeof written === 'string') {
    if (context.theme === undefined || context.theme.colors.has(written)) return { color: written };
    context.diagnostics.push(
      diagnose('unknown-choice', `the theme has no colour \`${written}\``, {
        ...(node && { span: node.span }),
        hints: [`choose one of: ${[...context.theme.colors.keys()].join(', ')}`],
      }),
    );
    return undefined;
  }
  if (node?.kind !== 'map') {
    context.diagnostics.push(
      diagnose(
        'wrong-type',
        `\`background\` must be a colour role or a map with \`image\`${node === undefined ? '' : `, this is ${describeNode(node)}`}`,
        {
          ...(node && { span: node.span }),
          hints: ['write `background: surface`, or `background: { image: assets/x.jpg, alt: … }`'],
        },
      ),
    );
    return undefined;
  }
  const validation: Validation = {
    diagnostics: context.diagnostics,
    spans: new Map(),
    owner: 'a background',
    fill: context.words.fill,
  };
  const fields = validateGroup(node, backgroundFields, validation);
  if (typeof fields.image !== 'string') return undefined;
  const { value: image, diagnostics } = resolveImage(
    context.host,
    context.folder,
    fields.image,
    validation.spans.get('image') ?? node.span,
  );
  context.diagnostics.push(...diagnostics);
  return image === undefined ? undefined : { image, alt: String(fields.alt ?? '') };
}
