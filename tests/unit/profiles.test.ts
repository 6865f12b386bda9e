import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { baseEdition, editionName } from '../../src/model/edition.ts';
import { type Manuscript, manuscriptSlides } from '../../src/model/manuscript.ts';
import { editManuscript, loadDeck } from '../../src/pipeline.ts';
import { openLibrary } from '../../src/read/library.ts';
import { libraryRoots } from '../../src/read/locate.ts';
import { deckOf, memoryHost } from '../support/memory-host.ts';

/** A repeatable source of numbers below `limit` (mulberry32). */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

interface Plan {
  /** Sections of slides, as they must be afterwards. */
  readonly sections: Map<string, string[]>;
  readonly changes: string[];
}

/** A list of changes that are right, and by bare arrays what must come of them. */
function planChanges(seed: number, count: number): Plan {
  const next = numbers(seed);
  const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
  const sections = new Map(['a', 'b', 'c'].map((id) => [id, [`${id}1`, `${id}2`, `${id}3`, `${id}4`]]));
  const changes: string[] = [];
  const all = (): string[] => [...sections.values()].flat();
  const home = (slide: string): string[] => [...sections.values()].find((each) => each.includes(slide)) ?? [];
  const remove = (slide: string): void => void home(slide).splice(home(slide).indexOf(slide), 1);
  const add = (slide: string, side: string, beside: string): void => {
    const list = home(beside);
    list.splice(list.indexOf(beside) + (side === 'before' ? 0 : 1), 0, slide);
  };
  const verbs: Readonly<Record<string, (slide: string, at: number) => string>> = {
    set: (slide, at) => `slide: ${slide}, set: { statement: Changed ${at} }`,
    replace: (slide, at) => `slide: ${slide}, replace: { layout: statement, statement: Replaced ${at} }`,
    drop: (slide) => {
      if (all().length < 4) return `slide: ${slide}, set: { kicker: Kept ${next(1e6)} }`;
      remove(slide);
      return `slide: ${slide}, drop: true`;
    },
    insert: (slide, at) => {
      const side = pick(['before', 'after']);
      add(`n${at}`, side, slide);
      return `slide: ${slide}, insert: { ${side}: [{ layout: statement, id: n${at}, statement: New }] }`;
    },
    move: (slide) => {
      const other = pick(all().filter((each) => each !== slide));
      const side = pick(['before', 'after']);
      remove(slide);
      add(slide, side, other);
      return `slide: ${slide}, move: { ${side}: ${other} }`;
    },
    shift: (slide) => {
      const [id, list] = pick([...sections]);
      const side = pick(['first', 'last'] as const);
      remove(slide);
      if (side === 'first') list.unshift(slide);
      else list.push(slide);
      return `slide: ${slide}, move: { ${side}: ${id} }`;
    },
  };
  for (let at = 0; at < count; at++) changes.push(pick(Object.values(verbs))(pick(all()), at));
  return { sections, changes };
}

function edit(files: Readonly<Record<string, string>>, profile: string) {
  const folder = '/work/talk';
  const host = memoryHost(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [join(folder, path), text])),
  );
  const library = openLibrary(host, libraryRoots(host, folder));
  return editManuscript(host, folder, library, { ...baseEdition, profiles: [profile] });
}

const base = Object.fromEntries(
  ['a', 'b', 'c'].map((id, index) => [
    `sections/${index}0-${id}.yaml`,
    `title: ${id}\nslides:\n${[1, 2, 3, 4].map((n) => `  - { layout: statement, id: ${id}${n}, statement: Base }\n`).join('')}`,
  ]),
);

const shown = ({ sections }: Manuscript): [string, string[]][] =>
  sections.map(({ id, slides }) => [id, slides.map((slide) => slide.id)]);

test.each(Array.from({ length: 60 }, (_, seed) => seed))(
  'changes at random, %i: each slide is where it must be',
  (seed) => {
    const { sections, changes } = planChanges(seed, 25);
    const list = changes.map((change) => `  - { ${change} }\n`).join('');
    const { manuscript, diagnostics } = edit(
      { 'deck.yaml': 'title: T\n', ...base, 'profiles/p.yaml': `changes:\n${list}` },
      'p',
    );
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    if (manuscript === undefined) throw new Error('there is no manuscript');
    expect(shown(manuscript)).toEqual([...sections]);
    const ids = manuscriptSlides(manuscript).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const started = ['a', 'b', 'c'].flatMap((id) => [1, 2, 3, 4].map((n) => `${id}${n}`));
    expect(started.filter((id) => !ids.includes(id)).sort()).toEqual(
      [...manuscript.dropped.keys()].filter((id) => started.includes(id)).sort(),
    );
  },
);

describe('ids', () => {
  test('a title that a profile changes leaves the id as it is', () => {
    const { manuscript } = edit(
      {
        'deck.yaml': 'title: T\nvariables: { who: us }\n',
        'sections/10-a.yaml':
          'title: A\nslides: [{ layout: bullets, title: "For {{who}}", points: [a, b] }]\n',
        'profiles/p.yaml': 'variables: { who: them }\nchanges: [{ slide: for-us, set: { title: New } }]\n',
      },
      'p',
    );
    expect(manuscript?.sections[0]?.slides.map(({ id }) => id)).toEqual(['for-us']);
  });
});

test('a trail tells what was done to a value, and where', () => {
  const { manuscript } = edit(
    {
      'deck.yaml': 'title: T\n',
      ...base,
      'profiles/p.yaml': 'changes: [{ slide: a1, set: { statement: One } }]\n',
      'profiles/q.yaml': 'extends: p\nchanges: [{ slide: a1, set: { statement: Two } }]\n',
    },
    'q',
  );
  const trail = manuscript?.sections[0]?.slides[0]?.trail ?? [];
  const text = (node: unknown): unknown => (node as { text?: string } | undefined)?.text;
  expect(
    trail.map(({ by, verb, path, before, after }) => [by, verb, path, text(before), text(after)]),
  ).toEqual([
    ['profile `p`', 'set', 'statement', 'Base', 'One'],
    ['profile `q`', 'set', 'statement', 'One', 'Two'],
  ]);
});

test('a warning that a slide switches off stays off for what a profile writes of it', () => {
  const long = 'word '.repeat(60).trim();
  const { host, folder } = deckOf(
    '  - { layout: statement, id: a, statement: Short, ignore: { too-much-text: on purpose } }\n',
    'title: T\n',
    { 'profiles/p.yaml': `changes: [{ slide: a, set: { statement: ${long} } }]\n` },
  );
  const codesOf = (profiles: string[]): string[] =>
    loadDeck(host, folder, { ...baseEdition, profiles }).diagnostics.map(({ code }) => code);
  expect(codesOf(['p'])).toEqual([]);
  expect(codesOf([])).toEqual(['unused-ignore']);
});

test('what the base switches off may meet nothing in an edition', () => {
  const { host, folder } = deckOf(
    '  - { layout: statement, id: a, statement: Short, minutes: 1, ignore: { missing-notes: none } }\n',
    'title: T\n',
    { 'profiles/p.yaml': 'changes: [{ slide: a, set: { notes: Say it. } }]\n' },
  );
  expect(loadDeck(host, folder, { ...baseEdition, profiles: ['p'] }).diagnostics).toEqual([]);
});

test('editions are named by what they are', () => {
  const name = (request: object): string => editionName('talk', { ...baseEdition, ...request });
  expect(name({})).toBe('talk');
  expect(name({ profiles: ['training'], locale: 'es' })).toBe('talk-training-es');
  expect(name({ profiles: ['a', 'b'], duration: 20 })).toBe('talk-a+b-20m');
});
