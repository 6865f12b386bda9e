import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createNodeHost } from '../../src/host-node.ts';
import { type BuildReport, type Preview, startPreview } from '../../src/preview/preview.ts';
import { createTestDeck, square, type TestDeck } from '../support/preview-deck.ts';

let deck: TestDeck;
let preview: Preview & { readonly reports: BuildReport[] };

beforeEach(async () => {
  deck = createTestDeck();
  preview = await deck.preview();
});
afterEach(() => deck.remove());

/** Not the page itself: a failure would print all of it. */
async function holds(text: string): Promise<boolean> {
  return (await (await fetch(preview.url)).text()).includes(text);
}

async function shows(text: string): Promise<void> {
  const wait = { timeout: 10_000, interval: 10 };
  await vi.waitFor(async () => expect(await holds(text), `shows ${text}`).toBe(true), wait);
}

const section = 'sections/10-one.yaml';
const withPoint = (point: string): string => deck.points.replace('First point', point);

/** As editors and tools save: all that a save does to the file, with the new text at its end. */
const styles: Readonly<Record<string, (path: string, text: string) => Promise<void> | void>> = {
  'in place': (path, text) => writeFileSync(path, text),
  'by rename': (path, text) => {
    writeFileSync(`${path}~`, text);
    renameSync(`${path}~`, path);
  },
  'with a backup': (path, text) => {
    renameSync(path, `${path}~`);
    writeFileSync(path, text);
  },
  'deleted and made again': (path, text) => {
    unlinkSync(path);
    writeFileSync(path, text);
  },
  'cut to nothing, then in parts': async (path, text) => {
    for (const share of [0, 0.3, 0.6, 1]) {
      writeFileSync(path, text.slice(0, Math.floor(text.length * share)));
      await new Promise((resolve) => setImmediate(resolve));
    }
  },
  'in a burst': (path, text) => {
    for (let index = 0; index < 20; index++)
      writeFileSync(path, text.replace('title: One', `title: ${index}`));
    writeFileSync(path, text);
  },
};

test.each(Object.keys(styles))('no save is missed or shown half: %s', async (name) => {
  const save = styles[name] ?? (() => {});
  for (let round = 0; round < 6; round++) {
    await save(deck.path(section), withPoint(`Round ${round} of it`));
    await shows(`Round ${round} of it`);
  }
  expect(preview.reports.filter((report) => report.slides === undefined)).toEqual([]);
});

test('saves that follow each other closely end with the last', async () => {
  for (let round = 0; round < 30; round++) {
    deck.write(section, withPoint(`Round ${round} of it`));
    await new Promise((resolve) => setTimeout(resolve, round % 7 === 0 ? 45 : 12));
  }
  await shows('Round 29 of it');
});

test('section files come and go', async () => {
  deck.write(
    'sections/30-new.yaml',
    'title: New\nslides:\n  - id: fresh\n    layout: statement\n    statement: Fresh\n',
  );
  await shows('<section id="fresh"');
  rmSync(deck.path('sections/30-new.yaml'));
  await vi.waitFor(() => expect(preview.reports.at(-1)?.slides).toBe(4), { timeout: 10_000 });
});

test('a folder that goes and comes back is still watched', async () => {
  for (const folder of ['sections', '.']) {
    const from = deck.path(folder);
    const aside = `${deck.folder}-aside`;
    cpSync(from, aside, { recursive: true });
    rmSync(from, { recursive: true });
    cpSync(aside, from, { recursive: true });
    rmSync(aside, { recursive: true });
    deck.write(
      'sections/05-before.yaml',
      `title: B\nslides:\n  - {id: of-${folder.length}, layout: statement, statement: A}\n`,
    );
    await shows(`<section id="of-${folder.length}"`);
    deck.write(section, withPoint(`Back in ${folder}`));
    await shows(`Back in ${folder}`);
  }
});

test('a deck that is away for a while is found again', async () => {
  const aside = `${deck.folder}-aside`;
  renameSync(deck.folder, aside);
  await vi.waitFor(() => expect(preview.reports.at(-1)?.slides).toBeUndefined(), { timeout: 10_000 });
  renameSync(aside, deck.folder);
  await vi.waitFor(() => expect(preview.reports.at(-1)?.slides).toBe(4), { timeout: 10_000 });
  deck.write(section, withPoint('After that'));
  await shows('After that');
});

test('templates and themes that are made later count', async () => {
  deck.write('themes/own/theme.yaml', 'extends: night-line\ncolors: { background: "#102030" }\n');
  deck.write('deck.yaml', 'title: A talk\ntheme: own\n');
  await shows('#102030');
  deck.write('themes/own/theme.yaml', 'extends: night-line\ncolors: { background: "#302010" }\n');
  await shows('#302010');
  for (const file of ['contract.yaml', 'example.yaml', 'layout.hbs']) {
    const text =
      file === 'layout.hbs'
        ? '<h2>From our own layout</h2>'
        : 'description: x\nfields: {statement: {type: text, description: x}}\n';
    deck.write(`templates/layouts/statement/${file}`, text);
  }
  await shows('From our own layout');
  deck.write('templates/layouts/statement/layout.hbs', '<h2>From our changed layout</h2>\n');
  await shows('From our changed layout');
});

test('a section that is a link changes with its target', async () => {
  mkdirSync(deck.path('shared'));
  deck.write('shared/one.yaml', deck.points);
  rmSync(deck.path(section));
  symlinkSync('../shared/one.yaml', deck.path(section));
  await vi.waitFor(() => expect(preview.reports.at(-1)?.slides).toBe(4), { timeout: 10_000 });
  deck.write('shared/one.yaml', withPoint('Through the link'));
  await shows('Through the link');
});

test('slides of another deck and their pictures', async () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'test-of-workspace-')));
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const shared = 'slides/common/sections/about.yaml';
  const slide = (statement: string): string =>
    `slides:\n  - { id: about, layout: statement, statement: ${statement} }\n`;
  put('slides/talk/deck.yaml', 'title: A talk\n');
  put('slides/talk/sections/10-one.yaml', 'title: One\nslides:\n  - layout: title\n');
  put(shared, slide('We run night trains'));
  const own = await startPreview(createNodeHost(root), join(root, 'slides/talk'), { port: 0 });
  const seen = async (text: string): Promise<void> => {
    const page = async (): Promise<boolean> => (await (await fetch(own.url)).text()).includes(text);
    const wait = { timeout: 10_000, interval: 10 };
    await vi.waitFor(async () => expect(await page(), `shows ${text}`).toBe(true), wait);
  };
  try {
    // The folder is watched from the save on that names it.
    put(
      'slides/talk/sections/10-one.yaml',
      'title: One\nslides:\n  - use: ../common/sections/about.yaml#about\n',
    );
    await seen('We run night trains');
    put(shared, slide('We sleep by day'));
    await seen('We sleep by day');
    put(shared, slide('"![Our lines](assets/map.svg)"'));
    put('slides/common/assets/map.svg', square);
    await seen('shared/slides/common/assets/map.svg');
  } finally {
    await own.close();
    rmSync(root, { recursive: true, force: true });
  }
});

test('a broken deck leaves the last good one', async () => {
  deck.write(section, 'title: [');
  await vi.waitFor(() => expect(preview.reports.at(-1)?.diagnostics[0]?.code).toBe('yaml-syntax'), {
    timeout: 10_000,
  });
  expect(await holds('First point')).toBe(true);
});
