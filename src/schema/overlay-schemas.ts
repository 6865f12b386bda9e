import { deckFields, sectionFields } from '../compose/deck-keys.ts';
import type { listEdits } from '../compose/overlay/list-edits.ts';
import { overlaidDeckFields, profileFields } from '../compose/overlay/profile-keys.ts';
import type { sectionVerbs } from '../compose/overlay/section-verbs.ts';
import type { slideVerbs } from '../compose/overlay/slide-verbs.ts';
import { deckTextKeys } from '../compose/overlay/translatable-fields.ts';
import { propertiesOf } from './field-schema.ts';
import { fileSchema, type JsonSchema, orNothing, reference, reshape, when } from './json-schema.ts';
import type { Reach } from './reach.ts';
import { deckGroup } from './shapes.ts';
import { slideDefinitions, slideKeys } from './slide-schema.ts';

const text: JsonSchema = { type: ['string', 'number', 'boolean'] };
const nameOrNames: JsonSchema = { anyOf: [text, { type: 'array', items: text }] };
const slides: JsonSchema = { type: 'array', items: reference('slide-item') };
const sections: JsonSchema = { type: 'array', items: reference('section') };

export function profileSchema(reach: Reach): JsonSchema {
  const deck = deckGroup(reach).properties ?? {};
  const keys = [...overlaidDeckFields.keys()].map((key) => [key, changeable(deck[key] ?? {})]);
  let own: JsonSchema = { properties: propertiesOf(profileFields) };
  own = reshape(own, 'extends', nameOrNames);
  own = reshape(own, 'changes', { type: 'array', items: reference('change') });
  return fileSchema('profiles/*.yaml', {
    description: 'What is different for one audience. Everything else is as in the deck itself.',
    type: 'object',
    properties: { ...own.properties, ...Object.fromEntries(keys) },
    additionalProperties: false,
    definitions: { ...slideDefinitions(reach), section: section(), change: change(reach) },
  });
}

/** A value, nothing to take it away, or for a list what is added and removed. */
function changeable(schema: JsonSchema): JsonSchema {
  if (![schema.type].flat().includes('array')) return orNothing(schema);
  const { description, ...list } = schema;
  return { ...(description !== undefined && { description }), anyOf: [list, listEdit()] };
}

function listEdit(): JsonSchema {
  return closed(
    Object.fromEntries(
      Object.entries(listEditAbout).map(([key, about]) => [key, { description: about, type: 'array' }]),
    ),
  );
}

const listEditAbout: Readonly<Record<keyof typeof listEdits, string>> = {
  remove: 'items to take away, by their text or number',
  prepend: 'items to put before the first',
  append: 'items to put after the last',
};

function section(): JsonSchema {
  const { slides: _, ...keys } = propertiesOf(sectionFields);
  const id: JsonSchema = {
    description: 'unique name of the section; the title as an id unless given',
    ...text,
  };
  return { ...closed({ id, ...keys, slides }), required: ['title', 'slides'] };
}

/** What follows each verb. A verb that the program has and that is not here does not compile. */
function slideVerbSchemas(reach: Reach): Readonly<Record<keyof typeof slideVerbs, JsonSchema>> {
  const { id: _, ...keys } = slideKeys(reach).properties ?? {};
  const fields = Object.fromEntries(Object.entries(keys).map(([key, schema]) => [key, changeable(schema)]));
  return {
    set: {
      description: 'fields that are different; an empty one is taken away',
      type: 'object',
      properties: fields,
    },
    replace: { description: 'another slide in its place, with the same id', ...reference('slide') },
    drop: { description: 'leave it out', enum: [true] },
    move: {
      description: 'where it goes: beside a slide, or to an end of a section',
      ...closed({ before: text, after: text, first: text, last: text }),
    },
    insert: { description: 'slides to put beside it', ...closed({ before: slides, after: slides }) },
  };
}

function sectionVerbSchemas(): Readonly<Record<keyof typeof sectionVerbs, JsonSchema>> {
  const { slides: _, ...keys } = propertiesOf(sectionFields);
  const fields = Object.fromEntries(Object.entries(keys).map(([key, schema]) => [key, orNothing(schema)]));
  return {
    set: { description: 'keys that are different; an empty one is taken away', ...closed(fields) },
    replace: { description: 'another section in its place, with the same id', ...reference('section') },
    drop: { description: 'leave it out with all its slides', enum: [true] },
    move: { description: 'where it goes', ...closed({ before: text, after: text }) },
    insert: {
      description: 'slides to put into it, or sections beside it',
      ...closed({ first: slides, last: slides, before: sections, after: sections }),
    },
  };
}

/** A slide or a section, and one verb. */
function change(reach: Reach): JsonSchema {
  const ofSlide = slideVerbSchemas(reach);
  const ofSection = sectionVerbSchemas();
  const verbs = [...new Set([...Object.keys(ofSlide), ...Object.keys(ofSection)])];
  return {
    description: 'one change of a slide or section',
    ...closed({
      slide: { description: 'id of the slide, or a list of ids', ...nameOrNames },
      section: { description: 'id of the section, or a list of ids', ...nameOrNames },
      ...Object.fromEntries(verbs.map((verb) => [verb, {}])),
    }),
    maxProperties: 2,
    allOf: [
      { anyOf: [{ required: ['slide'] }, { required: ['section'] }] },
      { anyOf: verbs.map((verb) => ({ required: [verb] })) },
      when({ required: ['slide'] }, { properties: ofSlide }),
      when({ required: ['section'] }, { properties: ofSection }),
    ],
  };
}

function closed(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: 'object', properties, additionalProperties: false };
}

export function localeSchema(): JsonSchema {
  const parts = localeParts();
  return fileSchema('locales/*.yaml', {
    description: 'The texts of the deck in another language; an empty one is not translated yet.',
    ...closed({
      lang: { description: 'language of the texts; the name of the file unless given', type: 'string' },
      ...parts,
      profiles: byId('name of a profile to the texts that it writes itself', closed(parts)),
    }),
  });
}

/** What a locale has for the base, and for each profile. Which fields are texts depends on the layout of a slide. */
function localeParts(): Readonly<Record<string, JsonSchema>> {
  const { title, remark } = propertiesOf(sectionFields);
  const keys = propertiesOf(deckFields);
  const deck = wanted(Object.fromEntries(deckTextKeys.map((key) => [key, asWords(keys[key])])));
  return {
    deck: about('texts of deck.yaml', closed(deck)),
    sections: byId('id of a section to its title and remark', closed(wanted({ title, remark }))),
    slides: byId('id of a slide to its texts, in the shape that they have there', {
      type: 'object',
      properties: { notes: { description: 'text, or a map of channels; parts of a list by position' } },
    }),
  };
}

/** A text, or texts in the shape of the deck's. */
function asWords(schema: JsonSchema | undefined): JsonSchema {
  return { ...(schema?.description !== undefined && { description: schema.description }) };
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
