import { sectionFields } from '../compose/deck-keys.ts';
import { contractKeys, fieldKeys, needs, reservedNames } from '../read/contract.ts';
import { colorRoles, themeFields } from '../read/theme.ts';
import { closedGroup, type Known } from './field-schema.ts';
import { fileSchema, type JsonSchema, reference, reshape, when } from './json-schema.ts';
import { localeSchema, profileSchema } from './overlay-schemas.ts';
import type { Reach } from './reach.ts';
import { deckGroup, themeShape } from './shapes.ts';
import { slideDefinitions } from './slide-schema.ts';

/** Each kind of file that people write: the name of its schema, and where such files lie in a deck's folder. */
export const schemaFiles = {
  deck: { file: 'deck.schema.json', glob: 'deck.yaml', build: deckSchema },
  section: { file: 'section.schema.json', glob: 'sections/*.yaml', build: sectionSchema },
  profile: { file: 'profile.schema.json', glob: 'profiles/*.yaml', build: profileSchema },
  locale: { file: 'locale.schema.json', glob: 'locales/*.yaml', build: localeSchema },
  theme: { file: 'theme.schema.json', glob: 'themes/*/theme.yaml', build: themeSchema },
  contract: {
    file: 'contract.schema.json',
    glob: 'templates/layouts/*/contract.yaml',
    build: contractSchema,
  },
} as const satisfies Readonly<Record<string, SchemaFile>>;

interface SchemaFile {
  readonly file: string;
  readonly glob: string;
  readonly build: (reach: Reach) => JsonSchema;
}

export function deckSchema(reach: Reach): JsonSchema {
  return fileSchema('deck.yaml', {
    description: 'What the whole talk shares. The slides are in `sections/`.',
    ...deckGroup(reach),
  });
}

export function sectionSchema(reach: Reach): JsonSchema {
  const slides: JsonSchema = { type: 'array', items: reference('slide-item'), minItems: 1 };
  const group = closedGroup(sectionFields);
  // A section without slides is no wrong value but still an error.
  const keys = reshape({ ...group, required: [...(group.required ?? []), 'slides'] }, 'slides', slides);
  return fileSchema('sections/*.yaml', {
    description: 'A section of the talk: its title and its slides in order.',
    ...keys,
    definitions: slideDefinitions(reach),
  });
}

export function themeSchema(reach: Reach): JsonSchema {
  const group = reshape(closedGroup(themeFields), 'extends', themeShape(reach));
  const text: JsonSchema = { type: ['string', 'number', 'boolean'] };
  const colors: JsonSchema = {
    type: 'object',
    properties: Object.fromEntries(colorRoles.map((role) => [role, text])),
    additionalProperties: text,
  };
  return fileSchema('themes/*/theme.yaml', {
    description: 'Colours, fonts and words of a theme. `extends` brings all that is not said here.',
    ...reshape(group, 'colors', colors),
    allOf: [
      when(
        { properties: { extends: { type: 'null' } } },
        { required: ['colors'], properties: { colors: { type: 'object', required: colorRoles } } },
      ),
    ],
  });
}

export function contractSchema(_reach: Reach): JsonSchema {
  const known: Known = new Map([[fieldKeys, 'field']]);
  const field = closedGroup(fieldKeys, known);
  const needed = Object.entries(needs).map(([type, key]) =>
    when({ properties: { type: { enum: [type] } }, required: ['type'] }, { required: [key] }),
  );
  const fields: JsonSchema = {
    type: 'object',
    propertyNames: { not: { enum: [...reservedNames] } },
    additionalProperties: reference('field'),
  };
  return fileSchema('templates/layouts/*/contract.yaml', {
    description: 'What a layout takes. Validation, this help and the reference are made of it.',
    ...reshape(closedGroup(contractKeys, known), 'fields', fields),
    definitions: { field: { ...field, allOf: needed } },
  });
}
