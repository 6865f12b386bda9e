import { authorFields, backgroundFields, deckFields, slideFields } from '../compose/deck-keys.ts';
import { codes } from '../diagnostics/codes.ts';
import { closedGroup, fieldSchema, groupSchema } from './field-schema.ts';
import { type JsonSchema, oneOf, reshape } from './json-schema.ts';
import type { Reach } from './reach.ts';

/** Shapes that depend on what is in reach, or that compose/ reads by itself: their fields say no more than `any`. */

export function layoutShape(reach: Reach): JsonSchema {
  const known = reach.layouts.map(({ name }) => name);
  const about = reach.layouts.map(({ contract }) => contract?.description ?? '');
  return { ...oneOf(known), enumDescriptions: about };
}

export function themeShape(reach: Reach): JsonSchema {
  return oneOf(reach.themes);
}

function colorShape(reach: Reach): JsonSchema {
  return oneOf(reach.colors);
}

export function backgroundShape(reach: Reach): JsonSchema {
  return { anyOf: [colorShape(reach), groupSchema(backgroundFields)] };
}

function authorsShape(): JsonSchema {
  return {
    type: 'array',
    items: { anyOf: [{ type: ['string', 'number', 'boolean', 'null'] }, groupSchema(authorFields)] },
  };
}

function sectionsShape(reach: Reach): JsonSchema {
  return {
    type: 'array',
    items: reach.sections === undefined ? { type: ['string', 'number'] } : oneOf(reach.sections),
  };
}

/** Only warnings can be switched off. */
export function ignoreShape(): JsonSchema {
  const warnings = Object.entries(codes).filter(([, { severity }]) => severity === 'warning');
  const reason = slideFields.get('ignore')?.item;
  const schema = reason === undefined ? {} : fieldSchema(reason);
  return {
    type: 'object',
    properties: Object.fromEntries(warnings.map(([code]) => [code, schema])),
    additionalProperties: false,
  };
}

/** The keys of `deck.yaml`. */
export function deckGroup(reach: Reach): JsonSchema {
  let keys = closedGroup(deckFields);
  keys = reshape(keys, 'authors', authorsShape());
  keys = reshape(keys, 'theme', themeShape(reach));
  keys = reshape(keys, 'sections', sectionsShape(reach));
  keys = reshape(keys, 'ignore', ignoreShape());
  const defaults = keys.properties?.defaults ?? {};
  return reshape(keys, 'defaults', reshape(defaults, 'layout', layoutShape(reach)));
}
