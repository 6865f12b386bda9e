import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findUntranslated } from '../../src/cli/translations-report.ts';
import { createNodeHost } from '../../src/host-node.ts';
import type { Slide } from '../../src/model/deck.ts';
import { baseEdition, type EditionRequest } from '../../src/model/edition.ts';
import { loadDeck, openWorkshop } from '../../src/pipeline.ts';
import { localeNames } from '../../src/read/locales.ts';
import { profileNames } from '../../src/read/profiles.ts';
import { repository } from '../support/cases.ts';

const host = createNodeHost(repository);
const showcase = join(repository, 'slides/four-way-fork');
const newDecks = readdirSync(join(repository, 'templates/new')).map((name) =>
  join(repository, 'templates/new', name),
);

/** Every audience in every language. */
function editionsOf(folder: string): EditionRequest[] {
  const audiences = [[], ...profileNames(host, folder).map((name) => [name])];
  return audiences.flatMap((profiles) => [
    { ...baseEdition, profiles },
    ...localeNames(host, folder).map((locale) => ({ ...baseEdition, profiles, locale })),
  ]);
}

function slidesOf(folder: string, locale?: string): readonly Slide[] {
  const request = { ...baseEdition, profiles: ['training'], ...(locale === undefined ? {} : { locale }) };
  const { deck } = loadDeck(host, folder, request);
  return deck?.sections.flatMap(({ slides }) => slides) ?? [];
}

test.each([showcase, ...newDecks])('nothing is wrong with any edition of %s', (folder) => {
  const workshop = openWorkshop(host, folder);
  for (const request of editionsOf(folder)) {
    const { value, diagnostics } = workshop.load(request);
    expect({ request, found: diagnostics.map(({ message }) => message) }).toEqual({ request, found: [] });
    expect(value).toBeDefined();
  }
});

test('every text of the showcase is translated, for every audience', () => {
  const workshop = openWorkshop(host, showcase);
  for (const request of editionsOf(showcase).filter(({ locale }) => locale !== undefined)) {
    const { diagnostics } = findUntranslated(host, showcase, request, workshop.load(request));
    expect(diagnostics.map(({ message }) => message)).toEqual([]);
  }
});

test('the showcase has its three editions and its language', () => {
  expect(profileNames(host, showcase)).toEqual(expect.arrayContaining(['internal', 'lightning', 'training']));
  expect(localeNames(host, showcase)).toContain('es');
});

describe.each([
  ['four-way-fork', showcase, 90],
  ['the new training', join(repository, 'templates/new/training'), 60],
])('the training of %s', (_name, folder, duration) => {
  const slides = slidesOf(folder);

  test(`takes ${duration} minutes, slide by slide`, () => {
    expect(slides.reduce((sum, { minutes = 0 }) => sum + minutes, 0)).toBe(duration);
  });

  test('has an exercise, a quiz, a self-assessment, a glossary and a way to answer', () => {
    const layouts = new Set(slides.map(({ layout }) => layout.name));
    expect([...layouts]).toEqual(
      expect.arrayContaining(['exercise', 'quiz', 'checklist', 'glossary', 'feedback']),
    );
  });

  test('says one thing to whoever teaches and another to whoever takes part, on every slide', () => {
    for (const { id, notes } of slides) {
      expect([id, notes.get('instructor') ?? '']).not.toEqual([id, notes.get('participant') ?? '']);
      expect([id, [...notes.keys()].sort()]).toEqual([id, ['instructor', 'participant']]);
    }
  });

  test('has the answers of the quiz in the notes of the instructor alone', () => {
    const translated = localeNames(host, folder).flatMap((locale) => slidesOf(folder, locale));
    const quizzes = [...slides, ...translated].filter(({ layout }) => layout.name === 'quiz');
    for (const { notes, fields } of quizzes) {
      expect(notes.get('instructor')).toMatch(/(Right|Correcta): [A-E]\./);
      expect(notes.get('participant')).not.toMatch(/Right|Correcta|\b[B-E]\b/);
      expect(fields.answer).toBeUndefined();
      expect(fields.explanation).toBeUndefined();
    }
  });

  test('takes another company in one word', () => {
    const set = new Map([['company', 'Northgate Water']]);
    const { deck } = loadDeck(host, folder, { ...baseEdition, profiles: ['training'], set });
    const said = deck?.sections.flatMap(({ title, slides }) => [
      title,
      ...slides.map(({ fields, notes }) => ({ fields, notes: [...notes.values()] })),
    ]);
    expect(JSON.stringify(said)).not.toMatch(/Halden Parcels|Example Ltd/);
    expect(deck?.sections.flatMap(({ slides }) => slides)[0]?.fields.kicker).toContain('Northgate Water');
  });
});
