import { slideFields } from '../compose/deck-keys.ts';
import type { Fields } from '../model/contract.ts';
import { closedGroup, conditionSchema, propertiesOf } from './field-schema.ts';
import { type JsonSchema, reference, reshape, spellings, when } from './json-schema.ts';
import type { LayoutInReach, Reach } from './reach.ts';
import { backgroundShape, ignoreShape, layoutShape, notesShape, useShape } from './shapes.ts';

/**
 * A slide: which keys it may have depends on its layout. `definitions` holds `slide-item`, `slide`, the keys of every slide, and
 * each layout under `layout-NAME`.
 */
export function slideDefinitions(reach: Reach): Readonly<Record<string, JsonSchema>> {
  const layouts = reach.layouts.map((layout): [string, JsonSchema] => [
    definitionOf(layout.name),
    layoutSlide(layout),
  ]);
  return {
    'slide-item': slideItem(),
    slide: slide(reach),
    'slide-keys': slideKeys(reach),
    ...Object.fromEntries(layouts),
  };
}

/** What stands in a list of slides: one of the deck, or one of another deck. */
function slideItem(): JsonSchema {
  const isUse: JsonSchema = { type: 'object', required: ['use'] };
  return { ...when(isUse, useShape()), else: reference('slide') };
}

function definitionOf(layout: string): string {
  return `layout-${layout}`;
}

function slide(reach: Reach): JsonSchema {
  const hasDefault = reach.layouts.some(({ name }) => name === reach.defaultLayout);
  return {
    type: 'object',
    description: `One slide. Without \`layout\` it is a \`${reach.defaultLayout}\`.`,
    properties: { layout: commonKey('layout') },
    allOf: [
      ...reach.layouts.map(({ name }) =>
        when(
          { properties: { layout: { enum: spellings(name) } }, required: ['layout'] },
          reference(definitionOf(name)),
        ),
      ),
      // This also holds where there is no `layout`.
      ...(hasDefault
        ? [when({ properties: { layout: { type: 'null' } } }, reference(definitionOf(reach.defaultLayout)))]
        : []),
    ],
  };
}

/** The keys that every slide has. */
export function slideKeys(reach: Reach): JsonSchema {
  const keys = reshape(
    reshape({ properties: propertiesOf(slideFields) }, 'layout', layoutShape(reach)),
    'background',
    backgroundShape(reach),
  );
  const worded = reshape(reshape(keys, 'notes', notesShape()), 'when', conditionSchema);
  return reshape(worded, 'ignore', ignoreShape());
}

function commonKey(name: string): JsonSchema {
  return reference(`slide-keys/properties/${name}`);
}

function layoutSlide({ name, contract, example }: LayoutInReach): JsonSchema {
  if (contract === undefined) {
    return { description: `The layout has a fault: \`turnout layouts ${name}\` says which.` };
  }
  const own = closedGroup(contract.fields);
  const common = Object.fromEntries([...slideFields.keys()].map((key) => [key, commonKey(key)]));
  return {
    title: `Layout ${name}`,
    description: contract.description,
    ...own,
    properties: { ...own.properties, ...common },
    ...(contract.oneOf.length > 0 && { oneOf: contract.oneOf.map(isThere) }),
    ...allOf(picked(contract.fields)),
    ...(example !== undefined && { examples: [example] }),
  };
}

function isThere(name: string): JsonSchema {
  return { required: [name], properties: { [name]: { not: { type: 'null' } } } };
}

/** An option that stands for the third item wants three of them. Items with a condition may be fewer in an edition. */
function picked(fields: Fields): JsonSchema[] {
  return [...fields].flatMap(([name, { picks, options = [] }]) =>
    picks === undefined
      ? []
      : options.map((option, index) =>
          when(
            { required: [name], properties: { [name]: { enum: spellings(option) } } },
            { properties: { [picks]: { minItems: index + 1 } } },
          ),
        ),
  );
}

function allOf(schemas: readonly JsonSchema[]): JsonSchema {
  return schemas.length === 0 ? {} : { allOf: schemas };
}
