import { authorFields, backgroundFields, deckFields, slideFields } from '../compose/deck-keys.ts';
import { notePartFields, notesFields } from '../compose/notes.ts';
import { variableFields } from '../compose/variables-read.ts';
import { codes } from '../diagnostics/codes.ts';
import { useFields } from '../read/uses.ts';
import { closedGroup, conditionSchema, fieldSchema, groupSchema } from './field-schema.ts';
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
  const named: JsonSchema =
    reach.sections === undefined ? { type: ['string', 'number'] } : oneOf(reach.sections);
  return { type: 'array', items: { anyOf: [named, useShape()] } };
}

/** A slide or section of another deck. */
export function useShape(): JsonSchema {
  return reshape(closedGroup(useFields), 'set', { type: 'object' });
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

/** Text, or a list of texts and `{ when, text }`. */
function notesOfChannel(): JsonSchema {
  const text: JsonSchema = { type: ['string', 'number', 'boolean', 'null'] };
  const part = reshape(groupSchema(notePartFields), 'when', conditionSchema);
  return { anyOf: [text, part, { type: 'array', items: { anyOf: [text, part] } }] };
}

/** The notes of a slide: the speaker's, or a map of channels. */
export function notesShape(): JsonSchema {
  const channels = Object.fromEntries(
    [...notesFields].map(([name, { description }]) => [name, { description, ...notesOfChannel() }]),
  );
  const map: JsonSchema = { type: 'object', properties: channels, additionalProperties: false };
  return { anyOf: [...(notesOfChannel().anyOf ?? []), map] };
}

/** A value, or what is said about the variable. */
function variablesShape(): JsonSchema {
  const text: JsonSchema = { type: ['string', 'number', 'boolean'] };
  const value: JsonSchema = { type: ['string', 'number', 'boolean', 'array'], items: text };
  const long = groupSchema(variableFields);
  return { type: 'object', additionalProperties: { anyOf: [value, reshape(long, 'value', value)] } };
}

/** The keys of `deck.yaml`. */
export function deckGroup(reach: Reach): JsonSchema {
  let keys = closedGroup(deckFields);
  keys = reshape(keys, 'authors', authorsShape());
  keys = reshape(keys, 'theme', themeShape(reach));
  keys = reshape(keys, 'variables', variablesShape());
  keys = reshape(keys, 'sections', sectionsShape(reach));
  keys = reshape(keys, 'ignore', ignoreShape());
  const defaults = keys.properties?.defaults ?? {};
  return reshape(keys, 'defaults', reshape(defaults, 'layout', layoutShape(reach)));
}
