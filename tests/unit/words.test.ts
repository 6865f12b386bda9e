import { describe, expect, test } from 'vitest';
import { assembleDeckPage } from '../../src/assemble/deck-page.ts';
import type { Host } from '../../src/host.ts';
import { slidesOf } from '../../src/model/deck.ts';
import { baseEdition, type EditionRequest } from '../../src/model/edition.ts';
import { renderedSlides } from '../../src/model/rendered.ts';
import { loadDeck } from '../../src/pipeline.ts';
import { deckOf, memoryHost } from '../support/memory-host.ts';

const hostile = [
  '{{#each deck}}{{this}}{{/each}}',
  '<script>alert(1)</script>',
  '{{{company}}}',
  '{{company}}',
  '<img src=x onerror=alert(1)>',
  '{{> furniture}}',
];

function load({ host, folder }: { host: Host; folder: string }, request: Partial<EditionRequest> = {}) {
  const loaded = loadDeck(host, folder, { ...baseEdition, ...request });
  return { ...loaded, errors: loaded.diagnostics.filter(({ severity }) => severity === 'error') };
}

describe('variables', () => {
  test('values are data: no template code and no markup comes of them', () => {
    const variables = JSON.stringify({ company: 'Halden', stack: hostile });
    const deck = deckOf(
      `  - { id: a, layout: bullets, title: "{{company}}", points: "{{stack}}", notes: "{{stack}}" }\n`,
      `title: "T {{stack}}"\nvariables: ${variables}\n`,
    );
    const { value, deck: composed, errors } = load(deck);
    expect(errors).toEqual([]);
    expect(slidesOf(composed as NonNullable<typeof composed>)[0]?.fields.points).toEqual(hostile);
    const [slide] = renderedSlides(value as NonNullable<typeof value>);
    const html = `${slide?.html}${slide?.notes}`;
    expect(html).toContain('{{#each deck}}{{this}}{{/each}}');
    expect(html).toContain('{{{company}}}');
    expect(html).not.toMatch(/<script|<img/);
  });

  test('a link in a value is held against the same rules as a written one', () => {
    const { errors } = load(
      deckOf(
        '  - { layout: statement, statement: "{{x}}" }\n',
        'title: T\nvariables: { x: "[a](javascript:alert(1))" }\n',
      ),
    );
    expect(errors.map(({ code }) => code)).toEqual(['unsafe-link']);
  });

  test.each([
    ['en', 'A, B, and C'],
    ['es', 'A, B y C'],
    ['ja', 'A、B、C'],
  ])('a list in a text is joined as in %s', (lang, joined) => {
    const { deck } = load(
      deckOf(
        '  - { layout: statement, statement: One }\n',
        `title: "{{stack}}"\nlang: ${lang}\nvariables: { stack: [A, B, C] }\n`,
      ),
    );
    expect(deck?.title).toBe(joined);
  });

  test('over the files stands the environment, over it the command line', () => {
    const deck = deckOf(
      '  - { layout: statement, statement: "{{seats}} {{company}}" }\n',
      'title: T\nvariables: { seats: { type: number, value: 30, env: SEATS }, company: { value: Halden, env: CO } }\n',
    );
    const said = (request: Partial<EditionRequest>, env: Record<string, string>): unknown => {
      const host = { ...deck.host, env: (name: string) => env[name] };
      const loaded = load({ ...deck, host }, request).deck;
      return slidesOf(loaded as NonNullable<typeof loaded>)[0]?.fields.statement;
    };
    expect(said({}, {})).toBe('30 Halden');
    expect(said({}, { SEATS: '12', COMPANY: 'no' })).toBe('12 Halden');
    expect(said({ set: new Map([['seats', '7']]) }, { SEATS: '12', CO: '' })).toBe('7');
  });
});

describe('profiles and variables', () => {
  const files = (overlay: string): Record<string, string> => ({
    '/work/talk/deck.yaml':
      'title: T\nvariables: { seats: { type: number, value: 30 }, stack: [A], internal: false }\n',
    '/work/talk/sections/10-a.yaml':
      'title: A\nslides:\n  - { id: a, layout: bullets, title: "{{seats}}", points: "{{stack}}" }\n' +
      '  - { id: b, layout: statement, statement: In, when: internal }\n' +
      '  - { id: c, layout: statement, statement: "To [b](#b)" }\n',
    '/work/talk/profiles/training.yaml': overlay,
  });
  const training = (overlay: string) =>
    load({ host: memoryHost(files(overlay)), folder: '/work/talk' }, { profiles: ['training'] });

  test('a value of a profile takes the place of the base', () => {
    const { deck, errors } = training('variables: { seats: 12, stack: [B, C], internal: true }\n');
    expect(errors).toEqual([]);
    const slides = slidesOf(deck as NonNullable<typeof deck>);
    expect(slides.map(({ id, number }) => [id, number])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ]);
    expect(slides[0]?.fields).toMatchObject({ title: '12', points: ['B', 'C'] });
  });

  test.each([
    ['seats: many', 'many'],
    ['stack: B', 'B'],
    ['internal: "yes"', '"yes"'],
    ['seats: { value: "x" }', '"x"'],
    ['seats: { type: text, value: 3 }', 'text'],
  ])('%s is of another type: named in the profile', (variable, place) => {
    const { errors } = training(`variables: { ${variable} }\n`);
    expect(errors.map(({ code }) => code)).toEqual(['wrong-type']);
    const { span } = errors[0] as (typeof errors)[0];
    expect(span?.source.path).toBe('/work/talk/profiles/training.yaml');
    expect(span?.source.text.slice(span.start, span.end)).toBe(place);
  });

  test('a slide whose condition does not hold is out, numbers close up, a link to it is dead', () => {
    const { deck, diagnostics } = load({ host: memoryHost(files('about: x\n')), folder: '/work/talk' });
    expect(slidesOf(deck as NonNullable<typeof deck>).map(({ id, number }) => [id, number])).toEqual([
      ['a', 1],
      ['c', 2],
    ]);
    expect(diagnostics.map(({ code }) => code)).toContain('hidden-target');
  });
});

test('`profile` is every profile that the edition is made of', () => {
  const files = {
    '/work/talk/deck.yaml': 'title: T\n',
    '/work/talk/sections/10-a.yaml':
      'title: A\nslides:\n  - { id: a, layout: statement, statement: A }\n' +
      '  - { id: b, layout: statement, statement: B, when: profile == "training" }\n',
    '/work/talk/profiles/training.yaml': 'about: x\n',
    '/work/talk/profiles/short.yaml': 'extends: training\n',
  };
  const shown = (...profiles: string[]): string[] => {
    const { deck } = load({ host: memoryHost(files), folder: '/work/talk' }, { profiles });
    return slidesOf(deck as NonNullable<typeof deck>).map(({ id }) => id);
  };
  expect(shown()).toEqual(['a']);
  expect(shown('training')).toEqual(['a', 'b']);
  expect(shown('short')).toEqual(['a', 'b']);
});

describe('notes by channel', () => {
  const deck = deckOf(
    [
      '  - id: a',
      '    layout: statement',
      '    statement: One',
      '    notes:',
      '      speaker: [Say it., { when: internal, text: "To {{company}} only." }, Wait.]',
      '      instructor: "![Map](assets/map.png) The answer is forty-two."',
      '      private: Do not mention the merger with the other company before it is signed.',
      '  - { layout: statement, statement: Two, notes: Words. }',
      '',
    ].join('\n'),
    'title: T\nvariables: { internal: false, company: Halden }\n',
  );
  const host = { ...deck.host };

  test('text is the speaker’s; parts are paragraphs; what is private is no part of a slide', () => {
    const loaded = load({ ...deck, host });
    const slides = slidesOf(loaded.deck as NonNullable<typeof loaded.deck>);
    expect(slides.map(({ notes }) => notes.get('speaker'))).toEqual(['Say it.\n\nWait.', 'Words.']);
    const said = JSON.stringify(slides, (key, value: unknown) =>
      ['source', 'layout'].includes(key) ? undefined : value instanceof Map ? [...value] : value,
    );
    expect(said).toContain('forty-two');
    expect(said).not.toContain('merger');
    expect(loaded.deck?.withheld.map(({ kind, slide }) => [kind, slide])).toEqual([['private', 'a']]);
  });

  test('a channel that does not exist is named', () => {
    const { errors } = load(deckOf('  - { layout: statement, statement: One, notes: { speeker: Hello } }\n'));
    expect(errors.map(({ code, hints }) => [code, hints[0]])).toEqual([
      ['unknown-field', 'did you mean `speaker`?'],
    ]);
  });

  test('an output carries what it asks for, each channel under its name', () => {
    const simple = deckOf(
      '  - { id: a, layout: statement, statement: One, notes: { speaker: Hello, participant: Read on } }\n',
    );
    const page = (request: Partial<EditionRequest>, notes: 'with' | 'without'): string => {
      const { value } = load(simple, request);
      const file = assembleDeckPage(simple.host, value as NonNullable<typeof value>, { notes }).files.get(
        'index.html',
      );
      return file !== undefined && 'content' in file ? String(file.content) : '';
    };
    const asides = (html: string): string[] => html.match(/<aside class="notes">[\s\S]*?<\/aside>/g) ?? [];
    expect(asides(page({}, 'with'))).toEqual(['<aside class="notes"><p>Hello</p></aside>']);
    expect(asides(page({ notesFor: ['participant'] }, 'with'))).toEqual([
      '<aside class="notes"><p>Read on</p></aside>',
    ]);
    expect(asides(page({ notesFor: ['participant', 'speaker'] }, 'with'))[0]).toMatch(
      /<strong>For the speaker<\/strong><\/p>\n<p>Hello<\/p>[\s\S]*<strong>[^<]*participants?<\/strong><\/p>\n<p>Read on/,
    );
    expect(page({ notesFor: ['participant', 'speaker'] }, 'without')).not.toMatch(/Hello|Read on/);
  });
});
