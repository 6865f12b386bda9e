import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { CORE_SCHEMA, load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { codes } from '../../src/diagnostics/codes.ts';
import type { Host } from '../../src/host.ts';
import { createNodeHost } from '../../src/host-node.ts';
import { baseEdition } from '../../src/model/edition.ts';
import { loadDeck } from '../../src/pipeline.ts';
import { openLibrary } from '../../src/read/library.ts';
import { isDeck, libraryRoots } from '../../src/read/locate.ts';
import { schemaFiles } from '../../src/schema/file-schemas.ts';
import { surveyReach } from '../../src/schema/reach.ts';
import { editorSettings, schemaFolder } from '../../src/schema/write.ts';
import { caseFolder, caseNames, repository } from '../support/cases.ts';
import { deckOf } from '../support/memory-host.ts';

type Kind = keyof typeof schemaFiles;

const newDecks = readdirSync(join(repository, 'templates/new'));
const layouts = readdirSync(join(repository, 'templates/layouts'));
const themes = readdirSync(join(repository, 'themes'));

const compiled = new Map<string, ValidateFunction>();

/** A validator of one kind of file, for a deck in a folder. Most decks have the same schema: it is compiled once. */
function validator(kind: Kind, folder: string, host: Host = createNodeHost(repository)): ValidateFunction {
  const library = openLibrary(host, libraryRoots(host, isDeck(host, folder) ? folder : undefined));
  const schema = schemaFiles[kind].build(surveyReach(host, library, folder));
  const text = JSON.stringify(schema);
  const found = compiled.get(text) ?? compile(schema);
  compiled.set(text, found);
  return found;
}

function compile(schema: object): ValidateFunction {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false, strictRequired: false });
  ajv.addKeyword('enumDescriptions');
  return ajv.compile(schema);
}

const parse = (text: string): unknown => load(text, { schema: CORE_SCHEMA });
const read = (path: string): unknown => parse(readFileSync(path, 'utf8'));

/** The YAML files of a deck folder that an editor would hold against a schema. */
function yamlFiles(folder: string): { file: string; kind: Kind }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .flatMap((file) => {
      const kind = kindOf(file);
      return kind === undefined ? [] : [{ file, kind }];
    });
}

function kindOf(file: string): Kind | undefined {
  const found = Object.entries(schemaFiles).find(([, { glob }]) =>
    new RegExp(`^${glob.replaceAll('.', '\\.').replaceAll('*', '[^/]+')}$`).test(file),
  );
  return found?.[0] as Kind | undefined;
}

describe('files of Turnout are as their schemas say', () => {
  const decks = [
    'slides/four-way-fork',
    ...newDecks.map((name) => `templates/new/${name}`),
    ...['use-slides', 'use-section', 'use-with-profile'].map(
      (name) => `tests/cases/compose/${name}/input/slides/talk`,
    ),
  ];
  for (const deck of decks) {
    const folder = join(repository, deck);
    for (const { file, kind } of yamlFiles(folder)) {
      test(`${deck}/${file}`, () => {
        const validate = validator(kind, folder);
        expect(validate(read(join(folder, file))) || validate.errors).toBe(true);
      });
    }
  }
  test.each(themes)('theme %s', (name) => {
    const validate = validator('theme', repository);
    expect(validate(read(join(repository, 'themes', name, 'theme.yaml'))) || validate.errors).toBe(true);
  });
  const ofContract = validator('contract', repository);
  const ofSection = validator('section', repository);
  test.each(layouts)('layout %s: its contract, and its example as a slide', (name) => {
    const folder = join(repository, 'templates/layouts', name);
    expect(ofContract(read(join(folder, 'contract.yaml'))) || ofContract.errors).toBe(true);
    const slide = { id: 'x', minutes: 1, notes: 'Say it', ...(read(join(folder, 'example.yaml')) as object) };
    expect(ofSection({ title: 'Section', slides: [slide] }) || ofSection.errors).toBe(true);
  });
});

describe('an error of shape is one for the schema, too', () => {
  const shape =
    /^(wrong-type|missing-field|unknown-field|unknown-choice|unknown-layout|out-of-bounds|excluding-fields|contract-invalid|theme-invalid)(--|$)/;
  // How many cells a row has depends on its header: no schema can say that.
  // Nor does it know the layout of a slide that a profile changes.
  // `use: file#id` is text wherever it stands.
  const beyondSchemas = [
    'out-of-bounds--row',
    'missing-field--reason',
    'missing-field--profile',
    'wrong-type--use-section',
    // Nor whether one name of a contract is that of another field.
    'contract-invalid--one-of',
  ];
  const shaped = caseNames('errors').filter((name) => shape.test(name) && !beyondSchemas.includes(name));
  test.each(shaped)('%s', (name) => {
    const input = join(caseFolder('errors', name), 'input');
    const said = readFileSync(join(caseFolder('errors', name), 'expected'), 'utf8');
    // What `--fix` mended is seen only in `input`.
    const path = /^ {2}(\S+\.yaml):\d+:\d+$/m.exec(said)?.[1] ?? 'sections/10-only.yaml';
    const [, deck = '', file = ''] = /^(slides\/talk\/)?(.*)$/.exec(path) ?? [];
    const folder = join(input, deck);
    const kind = kindOf(file);
    if (kind === undefined) throw new Error(`no schema is for ${file}`);
    expect(validator(kind, folder)(read(join(folder, file)))).toBe(false);
  });
});

describe('a schema says no more and no less than the check', () => {
  test.each([
    // An empty key is left out.
    ['layout: statement, statement: Here, kicker:', true],
    ['layout: statement, statement:', false],
    // Numbers and truth values are text; maps and lists are not.
    ['layout: statement, statement: 42', true],
    ['layout: statement, statement: true', true],
    ['layout: statement, statement: [a]', false],
    // More text than meant is a warning, in the schema nothing.
    [`layout: statement, statement: ${'long '.repeat(60)}`, true],
    // Without a layout it is the default one.
    ['title: Points, points: [one]', true],
    ['title: Points, point: [one]', false],
    ['layout:, title: Points, points: [one]', true],
    ['layout: bulets, title: Points, points: [one]', false],
    // Keys of every slide.
    ['layout: section, minutes: 1h30m', true],
    ['layout: section, minutes: 0.5', true],
    ['layout: section, minutes: soon', false],
    ['layout: section, minutes: -1', false],
    ['layout: section, steps: yes', false],
    ['layout: section, transition: fade', true],
    ['layout: section, transition: fad', false],
    ['layout: section, background: surface', true],
    ['layout: section, background: pink', false],
    ['layout: section, background: { picture: x.png }', false],
    ['layout: section, ignore: { missing-notes: none are said }', true],
    ['layout: section, ignore: { wrong-type: never }', false],
    ['layout: section, when: lang == "en"', true],
    ['layout: section, when: true', true],
    ['layout: section, when: [a]', false],
    ['layout: section, notes: { speaker: Say it, private: Not this }', true],
    ['layout: section, notes: { speaker: [Say it, { when: true, text: And this }] }', true],
    ['layout: section, notes: [Say it, { when: true, text: And this }]', true],
    ['layout: section, notes: { speeker: Say it }', false],
    ['layout: section, notes: [{ when: true }]', false],
    // Items with conditions, and list variables.
    ['title: Points, points: [one, { when: true, text: two }]', true],
    ['title: Points, points: [one, { when: true, txt: two }]', false],
    ['title: Points, points: [one, { text: two }]', false],
    ['title: Points, points: one', false],
    // Bounds of lists and numbers, and what is in them.
    ['layout: quadrant, title: T, columns: [a], rows: [a, b], corners: [], shared: [x]', false],
    ['layout: statement, statement: Here, line: 7', false],
    ['layout: stat, title: T, stats: [{ value: 3, label: x }]', true],
    ['layout: stat, title: T, stats: [{ value: 3 }]', false],
    ['layout: code, title: T, code: x = 1', true],
    ['layout: code, title: T, code: { language: js }', false],
    ['layout: table, title: T, table: { header: [a, b], rows: [[1, ""]], align: [left, right] }', true],
    ['layout: code, title: T, code: { text: { text: x } }', false],
    ['layout: table, title: T, table: { header: [a], rows: [[1]], align: [middle] }', false],
    ['layout: table, title: T, table: { header: [a] }', false],
    ['layout: image, title: T, image: { alt: what }', false],
  ])('%s', (slide, isRight) => {
    const { host, folder } = deckOf(`  - { ${slide} }\n`);
    const faults = loadDeck(host, folder).diagnostics.filter(({ code }) => codes[code].severity === 'error');
    expect(faults.length === 0, JSON.stringify(faults.map(({ message }) => message))).toBe(isRight);
    const validate = validator('section', folder, host);
    const text = host.readText(join(folder, 'sections/10-only.yaml'));
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(isRight);
  });
  test.each([
    ['starts: "9:30"\nsize: "4:3"\nduration: 40m', true],
    ['size: { width: 1920, height: 1080 }', true],
    ['size: { width: 1920 }', false],
    ['size: "5:4"', false],
    ['starts: morning', false],
    ['theme: daylight', true],
    ['theme: nightline', false],
    ['sections: [only]', true],
    ['sections: [10-only.yaml]', true],
    ['sections: [onli]', false],
    ['authors: [Ada, { name: Grace, role: Admiral }]', true],
    ['authors: [{ role: Admiral }]', false],
    ['defaults: { layout: statement, transition: fade }', true],
    ['defaults: { layouts: statement }', false],
    ['variables: { company: Halden, year: 2026 }', true],
    ['variables: { stack: [a, 2], seats: { type: number, value: 3, description: D, env: SEATS } }', true],
    ['variables: { stack: [{ a: 1 }] }', false],
    ['variables: { seats: { type: count, value: 3 } }', false],
    ['variables: { seats: { values: 3 } }', false],
    ['variables: [company]', false],
    ['author: Ada', false],
  ])('deck.yaml with %s', (keys, isRight) => {
    const { host, folder } = deckOf(
      '  - layout: statement\n    statement: Here\n',
      `title: A talk\n${keys}\n`,
    );
    const faults = loadDeck(host, folder).diagnostics.filter(({ code }) => codes[code].severity === 'error');
    expect(faults.length === 0, JSON.stringify(faults.map(({ message }) => message))).toBe(isRight);
    const validate = validator('deck', folder, host);
    expect(validate(parse(host.readText(join(folder, 'deck.yaml')))), JSON.stringify(validate.errors)).toBe(
      isRight,
    );
  });
});

describe('a profile is right for the schema when it is for the program', () => {
  test.each([
    ['about: For us\ntitle: Ours\nkeep: [internal]\nnotes: [speaker, instructor]', true],
    ['extends: crew\nduration:', true],
    ['keywords: { append: [trains] }', true],
    ['something-new: 1', false],
    ['theme: nightline', false],
    ['notes: [private]', false],
    ['sections: [only]', false],
    ['changes: [{ slide: here, set: { statement: There, notes: Say it, kicker: } }]', true],
    ['changes: [{ slide: here, set: { minutes: soon } }]', false],
    ['changes: [{ slide: here, set: { tags: { append: [one] } } }]', true],
    ['changes: [{ slide: here, replace: { layout: bullets, title: T, points: [a, b] } }]', true],
    ['changes: [{ slide: here, replace: { layout: bullets, points: [a, b] } }]', false],
    ['changes: [{ slide: [here], drop: true }, { slide: there, move: { first: only } }]', true],
    ['changes: [{ slide: there, drop: true }]', true],
    ['changes: [{ slide: there, drop: yes please }]', false],
    ['changes: [{ slide: here, move: { after: there } }]', true],
    ['changes: [{ slide: here, move: after there }]', false],
    ['changes: [{ slide: here, insert: { after: [{ statement: x, layout: statement }] } }]', true],
    ['changes: [{ slide: here, insert: { after: { statement: x, layout: statement } } }]', false],
    ['changes: [{ section: only, set: { title: Most, minutes: 8 } }]', true],
    ['changes: [{ section: only, set: { slides: [] } }]', false],
    [
      'changes: [{ section: only, insert: { before: [{ title: New, slides: [{ statement: x, layout: statement }] }] } }]',
      true,
    ],
    ['changes: [{ section: only, insert: { middle: [] } }]', false],
    ['changes: [{ slide: here, drop: true, set: {} }]', false],
    ['changes: [{ drop: true }]', false],
    ['changes: [{ slide: here }]', false],
    ['changes: [{ after: here }]', false],
  ])('%s', (written, isRight) => {
    const slides = ['here', 'there'].map(
      (id) => `  - { layout: statement, id: ${id}, statement: Here, tags: [internal] }\n`,
    );
    const { host, folder } = deckOf(slides.join(''), 'title: A talk\nkeywords: [night]\n', {
      'profiles/crew.yaml': 'title: Crew\n',
      'profiles/ours.yaml': `${written}\n`,
    });
    const { diagnostics } = loadDeck(host, folder, { ...baseEdition, profiles: ['ours'] });
    const faults = diagnostics.filter(({ severity }) => severity === 'error');
    const accepted = validator('profile', folder, host)(parse(written));
    expect(faults.length === 0, JSON.stringify(faults.map(({ message }) => message))).toBe(isRight);
    expect(accepted).toBe(isRight);
  });
});

test('layouts of the workspace are in the schema', () => {
  const folder = join(caseFolder('errors', 'template-unknown-name'), 'input');
  const own = readdirSync(join(folder, 'templates/layouts'))[0] ?? '';
  const { definitions } = validator('section', folder).schema as { definitions: Record<string, unknown> };
  expect(Object.keys(definitions)).toEqual(expect.arrayContaining([`layout-${own}`, 'layout-bullets']));
});

describe('plans', () => {
  test.each([
    ['locale', 'deck: { title: Hola }\nslides: { title: { kicker: Diez, notes: Hola } }', true],
    ['locale', 'slides: [title]', false],
  ] as const)('%s: %s', (kind, text, isRight) => {
    expect(validator(kind, repository)(parse(text))).toBe(isRight);
  });
});

describe('new decks are wired', () => {
  test.each(newDecks)('%s', (name) => {
    const folder = join(repository, 'templates/new', name);
    for (const { file, kind } of yamlFiles(folder)) {
      const line = readFileSync(join(folder, file), 'utf8').split('\n')[0] ?? '';
      const named = /^# yaml-language-server: \$schema=(\S+)$/.exec(line)?.[1] ?? '';
      expect(join(dirname(file), named)).toBe(join(schemaFolder, schemaFiles[kind].file));
    }
  });
  test('settings of editors name each schema', () => {
    const { 'yaml.schemas': schemas } = JSON.parse(editorSettings()) as Record<string, object>;
    expect(Object.keys(schemas ?? {})).toEqual(
      Object.values(schemaFiles).map(({ file }) => `./${schemaFolder}/${file}`),
    );
    expect(existsSync(join(repository, 'templates/new/talk/.vscode'))).toBe(false);
  });
});
