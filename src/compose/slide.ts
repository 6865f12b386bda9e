import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import type { Asset, Background, FieldGroup, FieldValue, Ignore, Slide } from '../model/deck.ts';
import type { Layout } from '../model/layout.ts';
import { describeNode, type Entry, entryOf, type MapNode, textOf } from '../model/node.ts';
import type { Theme } from '../model/theme.ts';
import { validateGroup } from '../model/validate.ts';
import type { Validation } from '../model/validation.ts';
import { resolveImage } from '../read/assets.ts';
import type { Library } from '../read/library.ts';
import { backgroundFields, fallbackLayout, slideFields } from './deck-keys.ts';
import { isValidId, slugify } from './ids.ts';
import { readIgnores } from './ignores.ts';
import { fillVariables, type Variables } from './variables.ts';

/** What slides of one deck share while it is composed. */
export interface Context {
  readonly host: Host;
  readonly folder: string;
  readonly library: Library;
  readonly theme: Theme | undefined;
  readonly variables: Variables;
  readonly defaults: FieldGroup;
  readonly diagnostics: Diagnostic[];
}

/** A slide before it has its number. */
export interface Draft extends Omit<Slide, 'number'> {
  readonly idSpan: Span;
  readonly hidden: boolean;
  readonly ignores: readonly Ignore[];
}

/** Composes one slide; `fallbackId` is used when it has neither id nor title. No value when its layout is unknown. */
export function composeSlide(map: MapNode, fallbackId: string, context: Context): Draft | undefined {
  const layoutEntry = entryOf(map, 'layout');
  const layoutName =
    textOf(map, 'layout') ?? (context.defaults.layout as string | undefined) ?? fallbackLayout;
  const layout = findLayout(layoutName, layoutEntry, map, context);
  if (layout === undefined) return undefined;

  const [common, own] = divide(map);
  const assets = new Map<string, Asset>();
  const spans = new Map<string, Span>();
  const validation: Validation = {
    diagnostics: context.diagnostics,
    spans,
    owner: `layout \`${layoutName}\``,
    hint: `\`turnout layouts ${layoutName}\` shows its fields`,
    fill: (text, span) => fillVariables(text, context.variables, span, context.diagnostics),
    onImage: (path, span) => addImage(path, span, assets, context),
  };
  const place = layoutEntry?.value.span ?? map.entries[0]?.keySpan ?? map.span;
  const fields = validateGroup(own, layout.contract.fields, validation, { place });
  const keys = validateGroup(common, slideFields, { ...validation, owner: 'a slide' });
  const background = readBackground(common, keys.background, context);
  const title = fields[layout.contract.title];
  const id =
    keys.id === undefined ? slugify(typeof title === 'string' ? title : '') || fallbackId : String(keys.id);
  const idSpan = spans.get('id') ?? spans.get(layout.contract.title) ?? place;
  if (keys.id !== undefined && !isValidId(id)) {
    context.diagnostics.push(
      diagnose('invalid-id', `\`${id}\` cannot be an id`, {
        span: idSpan,
        hints: [`use letters, digits and single dashes, such as \`${slugify(id) || 'my-slide'}\``],
      }),
    );
  }
  return {
    id,
    idSpan,
    hidden: keys.hidden === true,
    layout,
    fields,
    assets,
    notes: typeof keys.notes === 'string' ? keys.notes : '',
    ...(typeof keys.minutes === 'number' ? { minutes: keys.minutes } : {}),
    ...(background === undefined ? {} : { background }),
    ...transitionOf(keys, context),
    steps: (keys.steps ?? context.defaults.steps) === true,
    span: map.span,
    spans,
    ignores: readIgnores(keys.ignore, spans, map.span, context.diagnostics),
  };
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

function addImage(path: string, span: Span, assets: Map<string, Asset>, context: Context): void {
  const found = resolveImage(context.host, context.folder, path, span);
  if ('code' in found) context.diagnostics.push(found);
  else assets.set(path, found);
}

function readBackground(
  common: MapNode,
  value: FieldValue | undefined,
  context: Context,
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
  };
  const fields = validateGroup(node, backgroundFields, validation);
  if (typeof fields.image !== 'string') return undefined;
  const found = resolveImage(
    context.host,
    context.folder,
    fields.image,
    validation.spans.get('image') ?? node.span,
  );
  if (!('code' in found)) return { image: found, alt: String(fields.alt ?? '') };
  context.diagnostics.push(found);
  return undefined;
}
