import { describe, expect, test } from 'vitest';
import { type SlideLinks, selectForTime, worth } from '../../src/compose/time.ts';
import { chooseItems, type Item } from '../../src/compose/time-choice.ts';
import { planTime } from '../../src/compose/time-plan.ts';
import { type Deck, type Section, type Slide, slidesOf } from '../../src/model/deck.ts';
import { loadDeck } from '../../src/pipeline.ts';
import { memoryHost } from '../support/memory-host.ts';

type Random = () => number;

/** The same numbers in every run, so that a failure can be looked at again. */
function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function pick<T>(random: Random, values: readonly T[]): T {
  return values[Math.floor(random() * values.length)] as T;
}

function deckOfSections(sections: readonly string[], deck = 'title: A talk\n'): Deck {
  const files = Object.fromEntries(
    sections.map((text, index) => [`/work/talk/sections/${index}-part-${index}.yaml`, text]),
  );
  const loaded = loadDeck(memoryHost({ '/work/talk/deck.yaml': deck, ...files }), '/work/talk');
  if (loaded.deck === undefined) throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  return loaded.deck;
}

/** A deck to take slides from: to make one from its text takes longer than all that is tested here. */
const model = deckOfSections([
  'title: A\nslides:\n  - { layout: title }\n  - { layout: section }\n  - { layout: statement, statement: Words }\n',
]);
const priorities = ['must', 'should', 'should', 'should', 'could', 'could', 'could'] as const;

/** At most 13 slides in up to four sections, some with title slides, with a few links. */
function randomDeck(random: Random): { deck: Deck; links: SlideLinks } {
  let number = 0;
  const slide = (layout: string): Slide => ({
    ...(slidesOf(model).find((each) => each.layout.name === layout) as Slide),
    id: `s${number++}`,
    number,
    minutes: pick(random, [0, 0.25, 0.5, 1, 1, 1.5, 2, 3]),
    priority: pick(random, priorities),
  });
  const maybe = (layout: string, chance: number): Slide[] => (random() < chance ? [slide(layout)] : []);
  const sections = Array.from({ length: 1 + Math.floor(random() * 4) }, (_, index): Section => {
    const content = Math.floor(random() * 3);
    const slides = [
      ...(index === 0 ? maybe('title', 0.5) : []),
      ...maybe('section', 0.7),
      ...Array.from({ length: content }, () => slide('statement')),
      ...maybe('section', 0.1),
    ];
    const section = model.sections[0] as Section;
    return { ...section, id: `part-${index}`, slides: slides.length > 0 ? slides : [slide('statement')] };
  });
  const links = new Map<string, string[]>();
  const any = (): string => `s${Math.floor(random() * number)}`;
  for (let count = Math.floor(random() * 4); count > 0; count--) {
    const from = any();
    links.set(from, [...(links.get(from) ?? []), any()]);
  }
  return { deck: { ...model, sections }, links };
}

/** The rules once more, on sets of slides: nothing here is taken from what is tested but the weights. */
function isEdition(deck: Deck, kept: ReadonlySet<string>, links: SlideLinks): boolean {
  const first = slidesOf(deck)[0];
  return deck.sections.every(({ slides }) => {
    const opens = slides.filter(
      (slide) =>
        slide.layout.contract.outline === 'section' && !(slide === first && slide.priority === 'must'),
    );
    const content = slides.filter(({ layout }) => layout.contract.outline !== 'section');
    const isOpen = content.some(({ id }) => kept.has(id));
    return (
      slides.every(({ id, priority }) => priority !== 'must' || kept.has(id)) &&
      slides.every(({ id }) => !kept.has(id) || (links.get(id) ?? []).every((target) => kept.has(target))) &&
      (content.length === 0 || opens.every(({ id }) => kept.has(id) === isOpen))
    );
  });
}

/** Tries every set of slides. */
function bestByTrying(deck: Deck, minutes: number, links: SlideLinks): string[] | undefined {
  const slides = slidesOf(deck);
  const counts = slides.map((slide) => {
    const section = deck.sections.find((each) => each.slides.includes(slide));
    const hasContent = section?.slides.some(({ layout }) => layout.contract.outline !== 'section') === true;
    const isTitle = slide === slides[0] && slide.priority === 'must';
    return slide.layout.contract.outline === 'section' && hasContent && !isTitle ? 0 : worth[slide.priority];
  });
  let best: { kept: string[]; score: number[] } | undefined;
  for (let set = 0; set < 2 ** slides.length; set++) {
    const flags = slides.map((_, index) => (set >> index) & 1);
    const kept = slides.filter((_, index) => flags[index] === 1);
    const time = kept.reduce((sum, slide) => sum + (slide.minutes ?? 0), 0);
    const ids = kept.map(({ id }) => id);
    if (time > minutes || !isEdition(deck, new Set(ids), links)) continue;
    const value = counts.reduce((sum, count, index) => sum + (flags[index] === 1 ? count : 0), 0);
    const score = [value, time, ...flags];
    const difference = score.findIndex((each, index) => each !== best?.score[index]);
    if (best === undefined || (difference >= 0 && (score[difference] ?? 0) > (best.score[difference] ?? 0)))
      best = { kept: ids, score };
  }
  return best?.kept;
}

describe('the best edition for a time', () => {
  test('is the one that is found by trying all of them', () => {
    const random = randomFrom(20261123);
    const seen = { found: 0, none: 0, reduced: 0 };
    for (let round = 0; round < 500; round++) {
      const { deck, links } = randomDeck(random);
      const whole = slidesOf(deck).reduce((sum, { minutes }) => sum + (minutes ?? 0), 0);
      const minutes = Math.round(random() * whole * 4) / 4;
      const { value, diagnostics } = selectForTime(deck, minutes, links);
      const kept = value && slidesOf(value.deck).map(({ id }) => id);
      const expected = bestByTrying(deck, minutes, links);
      expect(kept, `round ${round}, ${minutes} of ${whole} min`).toEqual(expected);
      seen[expected === undefined ? 'none' : 'found']++;
      if (value !== undefined && value.left.length > 0) seen.reduced++;
      expect(diagnostics.map(({ code }) => code)).toEqual(expected === undefined ? ['too-little-time'] : []);
      if (value === undefined) continue;
      expect([...(kept ?? []), ...value.left.map(({ slide }) => slide.id)].sort()).toEqual(
        slidesOf(deck)
          .map(({ id }) => id)
          .sort(),
      );
      expect(value.used).toBeLessThanOrEqual(minutes);
    }
    // The decks were not all easy.
    expect(seen.none).toBeGreaterThan(50);
    expect(seen.reduced).toBeGreaterThan(200);
  });

  test('comes numbered, with the minutes of its sections', () => {
    const deck = deckOfSections(
      [
        'title: One\nminutes: 4\nslides:\n  - { id: a, layout: section }\n  - { id: b, layout: statement, statement: B, minutes: 1 }\n  - { id: c, layout: statement, statement: C, minutes: 2, priority: could }\n',
        'title: Two\nslides:\n  - { id: d, layout: statement, statement: D, minutes: 3, priority: could }\n',
        'title: Three\nslides:\n  - { id: e, layout: statement, statement: E, minutes: 1 }\n',
      ],
      'title: A talk\nduration: 8\nstarts: "09:00"\n',
    );
    const { value } = selectForTime(deck, 5, new Map());
    expect(value?.deck.sections.map(({ id, minutes }) => [id, minutes])).toEqual([
      ['part-0', 4],
      ['part-2', 1],
    ]);
    expect(value && slidesOf(value.deck).map(({ id, number }) => [id, number])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['e', 4],
    ]);
    expect(value?.deck.duration).toBe(5);
    expect(value?.used).toBe(5);
    expect(value?.left.map(({ slide, why }) => [slide.id, why])).toEqual([['d', 'time']]);
  });

  test('says what would have to come along', () => {
    const deck = deckOfSections([
      'title: One\nslides:\n  - { id: a, layout: statement, statement: A, minutes: 1, priority: must }\n',
      'title: Two\nslides:\n  - { id: b, layout: section, minutes: 1 }\n  - { id: c, layout: statement, statement: C, minutes: 1 }\n  - { id: d, layout: statement, statement: D, minutes: 2, priority: could }\n',
    ]);
    const { value } = selectForTime(deck, 2, new Map([['c', ['d']]]));
    expect(
      value?.left.map(({ slide, why, with: others }) => [
        slide.id,
        why,
        others.map((other) => other.slide.id),
      ]),
    ).toEqual([
      ['b', 'section', []],
      ['c', 'time', ['b', 'd']],
      ['d', 'time', ['b']],
    ]);
  });

  test('is a good one where slides link to one another at random', () => {
    const random = randomFrom(7);
    const any = (): number => Math.floor(random() * 300);
    const links = new Map<number, number[]>();
    for (let count = 0; count < 150; count++) {
      const from = any();
      links.set(from, [...(links.get(from) ?? []), any()]);
    }
    const items = Array.from({ length: 300 }, (_, index): Item => {
      const isDivider = index % 10 === 0;
      return {
        group: Math.floor(index / 10),
        seconds: 15 + Math.floor(random() * 150),
        worth: isDivider ? 0 : pick(random, [1, 3]),
        role: isDivider ? 'divider' : 'content',
        needs: links.get(index) ?? [],
        isForced: false,
      };
    });
    const choice = chooseItems(items, 5400);
    const kept = items.filter((_, index) => choice?.[index] === 1);
    expect(kept.every(({ needs }) => needs.every((each) => choice?.[each] === 1))).toBe(true);
    expect(kept.reduce((sum, { seconds }) => sum + seconds, 0)).toBeLessThanOrEqual(5400);
    expect(kept.length).toBeGreaterThan(50);
  });

  test('is found in a deck of 300 slides with links to and fro', () => {
    const items = Array.from({ length: 300 }, (_, index): Item => {
      const isDivider = index % 10 === 0;
      return {
        group: Math.floor(index / 10),
        seconds: 20 + ((index * 37) % 130),
        worth: isDivider ? 0 : index % 3 === 0 ? 3 : 1,
        role: isDivider ? 'divider' : 'content',
        needs: index % 25 === 7 ? [(index * 11) % 300, 3] : [],
        isForced: index % 97 === 5,
      };
    });
    const choice = chooseItems(items, 1800);
    expect(
      items.every((item, index) => choice?.[index] !== 1 || item.needs.every((each) => choice[each] === 1)),
    ).toBe(true);
    expect(items.reduce((sum, { seconds }, index) => sum + (choice?.[index] ?? 0) * seconds, 0)).toBe(1800);
  });
});

describe('minutes of slides that have none', () => {
  test('come from the section, else from the notes, else are one', () => {
    const words = Array.from({ length: 100 }, () => 'word').join(' ');
    const deck = deckOfSections([
      'title: One\nminutes: 5\nslides:\n  - { id: a, layout: statement, statement: A, minutes: 2 }\n  - { id: b, layout: statement, statement: B }\n  - { id: c, layout: statement, statement: C }\n',
      `title: Two\nminutes: 1\nslides:\n  - { id: d, layout: statement, statement: D, minutes: 2 }\n  - { id: e, layout: statement, statement: E, notes: ${words} }\n  - { id: f, layout: statement, statement: F }\n`,
    ]);
    expect(Object.fromEntries(planTime(deck))).toEqual({
      a: { minutes: 2, from: 'slide' },
      b: { minutes: 1.5, from: 'section' },
      c: { minutes: 1.5, from: 'section' },
      d: { minutes: 2, from: 'slide' },
      e: { minutes: 0.75, from: 'notes' },
      f: { minutes: 1, from: 'guess' },
    });
  });
});
