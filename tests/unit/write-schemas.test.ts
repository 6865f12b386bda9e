import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scaffold } from '../../src/export/scaffold.ts';
import { createNodeHost } from '../../src/host-node.ts';
import { openLibrary } from '../../src/read/library.ts';
import { libraryRoots } from '../../src/read/locate.ts';
import { schemaFolder, writeSchemas } from '../../src/schema/write.ts';
import { turnout } from '../support/cli.ts';

let folder: string;
let talk: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'test-of-turnout-schemas-')));
  talk = join(folder, 'talk');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const host = createNodeHost();
const write = (): ReturnType<typeof writeSchemas> =>
  writeSchemas(host, openLibrary(host, libraryRoots(host, talk)), talk);
const schema = (name: string): string =>
  readFileSync(join(talk, schemaFolder, `${name}.schema.json`), 'utf8');

describe('schemas of a deck', () => {
  test('a new deck has them, and settings that are not written over', () => {
    mkdirSync(join(talk, '.vscode'), { recursive: true });
    writeFileSync(join(talk, '.vscode/settings.json'), '{}');
    const files = scaffold(host, talk, 'talk');
    expect(files).toContain(`${schemaFolder}/section.schema.json`);
    expect(files).not.toContain('.vscode/settings.json');
    expect(readFileSync(join(talk, '.vscode/settings.json'), 'utf8')).toBe('{}');
    expect(scaffold(host, join(folder, 'other'), 'blank')).toContain('.vscode/settings.json');
  });

  test('what is current is not touched', () => {
    const times = (): number[] => write().files.map((path) => statSync(path).mtimeMs);
    const before = times();
    expect(times()).toEqual(before);
  });

  test('they follow sections and layouts', () => {
    expect(schema('deck')).not.toContain('"encore"');
    writeFileSync(join(talk, 'sections/90-encore.yaml'), 'title: Encore\n');
    const own = join(talk, 'templates/layouts/duo');
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'layout.hbs'), '<h2>{{title}}</h2>');
    writeFileSync(
      join(own, 'contract.yaml'),
      'description: Two words\nfields:\n  title: { type: text, max: 20, description: Heading }\n',
    );
    expect(write().diagnostics).toEqual([]);
    expect(schema('deck')).toContain('"encore"');
    const { definitions } = JSON.parse(schema('section')) as { definitions: Record<string, object> };
    expect(definitions['layout-duo']).toMatchObject({
      description: 'Two words',
      properties: { title: { description: 'Heading (text, at most 20)' } },
      additionalProperties: false,
    });
  });

  test('a layout with a fault is told of, and the others are there', async () => {
    writeFileSync(join(talk, 'templates/layouts/duo/contract.yaml'), 'fields: {}\n');
    const ran = await turnout(['schema', '-o', 'schemas'], talk);
    expect(ran.stderr).toContain('error[contract-invalid]');
    expect(ran.stdout).toBe('schemas  6 schemas\n');
    expect(ran.code).toBe(1);
    expect(readFileSync(join(talk, 'schemas/section.schema.json'), 'utf8')).toContain('"layout-bullets"');
  });
});

describe('what a layout takes', () => {
  test('for people', async () => {
    const { stdout } = await turnout(['layouts', 'timeline'], folder);
    expect(stdout).toMatch(/^ {2}events\* {2,}list of group, 2–6 {2,}\S/m);
    expect(stdout).toMatch(/^ {4}when\* {2,}text, at most \d+ {2,}\S/m);
    expect(stdout).toContain('\n  - layout: timeline\n    title: ');
  });

  test('for programs', async () => {
    const { stdout } = await turnout(['layouts', 'timeline', '--format', 'json'], folder);
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'timeline',
      outline: 'slide',
      fields: { events: { type: 'list', min: 2, max: 6, item: { fields: { when: { required: true } } } } },
      example: { layout: 'timeline' },
    });
  });
});

test('the entry of a code is printed; it may stand in its brackets', async () => {
  const plain = await turnout(['explain-error', 'wrong-type'], folder);
  expect(plain.stdout).toContain('error[wrong-type]: ');
  expect(plain.stdout).toMatch(/^Mend: /m);
  expect(plain.stdout).not.toContain('```');
  const bracketed = await turnout(['explain-error', 'error[wrong-type]'], folder);
  expect(bracketed).toEqual(plain);
});
