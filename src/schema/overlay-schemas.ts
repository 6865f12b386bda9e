import { sectionFields, slideFields } from '../compose/deck-keys.ts';
import { propertiesOf } from './field-schema.ts';
import { fileSchema, type JsonSchema, orNothing } from './json-schema.ts';
import type { Reach } from './reach.ts';
import { deckGroup } from './shapes.ts';

/**
 * Profiles and locales are not read yet, and so there are no fields to take their schemas from. Until then these say
 * what is decided, check the types of that, and let everything else pass. To tighten: close the groups with
 * `additionalProperties: false` and take the keys from the fields of whoever reads them.
 */

const text: JsonSchema = { type: ['string', 'number', 'boolean'] };
const names: JsonSchema = { type: 'array', items: text };
const nameOrNames: JsonSchema = { anyOf: [text, names] };

/** Verbs of a change. Each is followed by the id of what it changes, or by a map that says more. */
const verbs: Readonly<Record<string, string>> = {
  set: 'slide whose fields are changed',
  replace: 'slide that another takes the place of',
  insert: 'slide that is added',
  drop: 'slide or section that is left out',
  move: 'slide or section that goes elsewhere',
};

/** Says that the file has no effect yet, where an editor shows it. */
function unread(what: string): string {
  return `${what} Turnout does not read these files yet: this schema knows what is planned and lets other keys pass.`;
}

export function profileSchema(reach: Reach): JsonSchema {
  const { sections: _, ...keys } = deckGroup(reach).properties ?? {};
  return fileSchema('profiles/*.yaml', {
    description: unread('What is different for one audience.'),
    type: 'object',
    properties: {
      ...keys,
      extends: about('profile or profiles that this one starts from', nameOrNames),
      notes: about('channels of notes that go along', { anyOf: [text, names, { type: 'object' }] }),
      keep: about('only slides with one of these tags stay', names),
      drop: about('slides with one of these tags are left out', names),
      changes: about('changes in the order in which they are made', { type: 'array', items: change() }),
    },
  });
}

function change(): JsonSchema {
  return {
    type: 'object',
    description: 'one change',
    properties: Object.fromEntries(
      Object.entries(verbs).map(([verb, description]) => [
        verb,
        { description, type: ['string', 'number', 'object', 'array'] } satisfies JsonSchema,
      ]),
    ),
    anyOf: Object.keys(verbs).map((verb) => ({ required: [verb] })),
  };
}

export function localeSchema(reach: Reach): JsonSchema {
  const { title, remark } = propertiesOf(sectionFields);
  const { notes } = propertiesOf(slideFields);
  return fileSchema('locales/*.yaml', {
    description: unread('Texts in another language.'),
    type: 'object',
    properties: {
      slides: byId('slide id to its fields and notes', {
        type: 'object',
        properties: { ...wanted({ notes }) },
      }),
      sections: byId('section id to its title and remark', {
        type: 'object',
        properties: wanted({ title, remark }),
      }),
      deck: about('keys of deck.yaml', { type: 'object', properties: deckGroup(reach).properties ?? {} }),
    },
  });
}

function about(description: string, schema: JsonSchema): JsonSchema {
  return orNothing({ description, ...schema });
}

function byId(description: string, each: JsonSchema): JsonSchema {
  return about(description, { type: 'object', additionalProperties: orNothing(each) });
}

function wanted(properties: Readonly<Record<string, JsonSchema | undefined>>): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, schema]) => (schema === undefined ? [] : [[key, schema]])),
  );
}
