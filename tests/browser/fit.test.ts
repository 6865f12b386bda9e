import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fitCodes } from '../../src/check/fit-codes.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { caseFolder, caseNames, repository } from '../support/cases.ts';
import {
  alike,
  casesByDeck,
  expectMeasured,
  fitOf,
  overflowOf,
  report,
  writeBounds,
  writeCases,
} from '../support/fit.ts';
import { writeGallery } from '../support/gallery.ts';

let folder: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'fit-of-turnout-')));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function makeFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
}

/**
 * `tests/cases/fit/<name>/input/` is part of a deck, with the section `<name>`; `deck` (left out: nothing) is what its
 * `deck.yaml` says besides. `expected` is what `turnout check --fit` says of that section.
 */
describe('slides that do not fit', () => {
  const found = new Map<string, readonly Diagnostic[]>();

  for (const [deck, names] of casesByDeck()) {
    const title = deck.trim() === '' ? 'as usual' : deck.trim();
    describe(`a deck ${title}`, () => {
      const cases = join(`cases-${[...casesByDeck().keys()].indexOf(deck)}`);

      beforeAll(async () => {
        const path = makeFolder(cases);
        writeCases(path, deck, names);
        const all = await fitOf(path);
        for (const name of names) {
          const file = join(path, `sections/${name}.yaml`);
          found.set(
            name,
            all.filter((each) => each.span?.source.path === file),
          );
        }
        expect(all.filter((each) => !names.some((name) => found.get(name)?.includes(each)))).toEqual([]);
      });

      for (const name of names) {
        test(name, () => {
          const text = report(found.get(name) ?? [], join(folder, cases));
          expectMeasured(join(caseFolder('fit', name), 'expected'), text);
        });
      }
    });
  }

  test('there is a case for every code, and each is found in several layouts', () => {
    expect(caseNames('fit').length).toBeGreaterThanOrEqual(40);
    const codes = [...found.values()].flat().map((each) => each.code);
    for (const code of fitCodes) {
      expect(codes.filter((each) => each === code).length, code).toBeGreaterThanOrEqual(3);
    }
  });
});

test('a page that is about to be printed is looked at as it is, and nothing is left behind in it', async () => {
  const path = makeFolder('overflow');
  const names = ['cut-box', 'overflow-columns', 'overlap-labels', 'small-text', 'step-overflow'];
  writeCases(path, '', names);
  const { found, html } = await overflowOf(path);
  const seen = found.map((each) => `${each.code} ${each.span?.source.path.split('/').at(-1)}`);
  expect(seen).toEqual([
    'fit-cut cut-box.yaml',
    'fit-overflow overflow-columns.yaml',
    'fit-overlap overlap-labels.yaml',
  ]);
  expect(html.after).toBe(html.before);
});

describe('slides that fit', () => {
  for (const theme of ['night-line', 'daylight']) {
    for (const size of ['16:9', '4:3']) {
      const name = `${theme}-${size.replace(':', '-')}`;

      test(`every layout in ${theme}, ${size}: its example, and text at the bounds of its contract`, async () => {
        const path = makeFolder(`gallery-${name}`);
        writeGallery(path, `theme: ${theme}\nsize: "${size}"\n${alike}`);
        writeBounds(path);
        const diagnostics = await fitOf(path);
        expect(report(diagnostics, path)).toBe('');
      });

      test(`the showcase in ${theme}, ${size}`, async () => {
        const path = makeFolder(`showcase-${name}`);
        cpSync(join(repository, 'slides/four-way-fork'), path, { recursive: true });
        const deck = readFileSync(join(path, 'deck.yaml'), 'utf8').replace(/^(?:theme|size):.*\n/gm, '');
        writeFileSync(join(path, 'deck.yaml'), `${deck}theme: ${theme}\nsize: "${size}"\n`);
        expect(report(await fitOf(path), path)).toBe('');
      });
    }
  }
});
