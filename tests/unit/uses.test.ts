import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assembleDeckPage } from '../../src/assemble/deck-page.ts';
import { locateDecks, nameDecks } from '../../src/cli/decks.ts';
import type { Host } from '../../src/host.ts';
import { createNodeHost } from '../../src/host-node.ts';
import { slidesOf } from '../../src/model/deck.ts';
import { baseEdition } from '../../src/model/edition.ts';
import { manuscriptSlides } from '../../src/model/manuscript.ts';
import { loadDeck } from '../../src/pipeline.ts';
import { homeOf } from '../../src/read/home.ts';
import { usedFolders } from '../../src/read/uses.ts';
import { memoryHost } from '../support/memory-host.ts';

const folder = '/work/slides/talk';
const picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="900" height="900"/>';
const ada = '  - { id: ada, layout: statement, statement: Ada sleeps., notes: Wait. }\n';

/** A workspace with the deck `talk`: its slides, and other files by their paths in `slides/`. */
function workspace(slides: string, more: Readonly<Record<string, string>> = {}): Host {
  const files = {
    'talk/deck.yaml': 'title: Trains\n',
    'talk/sections/10-only.yaml': `title: Only\nslides:\n  - { layout: title, notes: Hello. }\n${slides}`,
    ...more,
  };
  return memoryHost(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [join('/work/slides', path), text])),
  );
}

const codesOf = (host: Host): string[] =>
  loadDeck(host, folder).diagnostics.map(
    ({ code, span }) => `${code} ${span?.source.path.split('/').at(-1)}`,
  );

describe('paths of `use` that are refused', () => {
  test.each([
    ['outside-use', '../../../etc/passwd.yaml'],
    ['outside-use', '../../../workspace.yaml'],
    ['outside-use', '/work/slides/common/a.yaml'],
    ['outside-use', 'file:///work/slides/common/a.yaml'],
    ['outside-use', '//server/share/a.yaml'],
    ['outside-use', '\\\\server\\share\\a.yaml'],
    ['outside-use', 'C:\\slides\\a.yaml'],
    ['outside-use', '..\\..\\..\\elsewhere\\a.yaml'],
    ['missing-use', '..%2F..%2F..%2Fetc/a.yaml'],
    ['missing-use', '%2e%2e/common/a.yaml'],
    ['missing-use', '../common/a.txt'],
    ['missing-use', '../common'],
    ['missing-use', '.'],
    ['missing-use', ''],
  ])('%s: %s', (code, path) => {
    const more = { 'common/a.yaml': `slides:\n${ada}`, 'common/a.txt': `slides:\n${ada}` };
    expect(codesOf(workspace(`  - use: '${path}#ada'\n`, more))).toEqual([`${code} 10-only.yaml`]);
  });

  test('a link that leaves the workspace, for the slides and for their pictures', () => {
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'uses-of-turnout-')));
    const put = (path: string, text: string): void => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    };
    try {
      put('elsewhere/secret.yaml', `slides:\n${ada}`);
      put('elsewhere/secret.svg', picture);
      put('w/slides/talk/deck.yaml', 'title: Trains\n');
      put(
        'w/slides/talk/sections/10-only.yaml',
        'title: Only\nslides:\n  - use: ../common/linked/secret.yaml#ada\n  - use: ../common/map.yaml#map\n',
      );
      put(
        'w/slides/common/map.yaml',
        'slides:\n  - { id: map, layout: image, title: M, image: { src: map.svg, alt: The map }, notes: N. }\n',
      );
      symlinkSync(join(root, 'elsewhere'), join(root, 'w/slides/common/linked'));
      symlinkSync(join(root, 'elsewhere/secret.svg'), join(root, 'w/slides/common/map.svg'));
      const { diagnostics } = loadDeck(createNodeHost(join(root, 'w')), join(root, 'w/slides/talk'));
      expect(diagnostics.map(({ code }) => code).sort()).toEqual(['outside-asset', 'outside-use']);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});

describe('pictures of shared slides', () => {
  const map = (src: string): string =>
    `  - { id: map, layout: image, title: Map, image: { src: ${src}, alt: Lines through Malmo }, notes: N. }\n`;
  const inText = '  - { id: text, layout: statement, statement: "![a line](assets/x.svg)", notes: N. }\n';

  test('each comes from its own deck, and none takes the place of another', () => {
    const host = workspace(
      `  - use: ../common/sections/a.yaml\n${map('assets/x.svg').replace('map', 'own')}`,
      {
        'talk/assets/x.svg': picture,
        'common/assets/x.svg': picture,
        'common/sections/a.yaml': `slides:\n${map('assets/x.svg')}${inText}`,
      },
    );
    const { value, diagnostics } = loadDeck(host, folder);
    expect(diagnostics).toEqual([]);
    if (value === undefined) throw new Error('no deck');
    const { files } = assembleDeckPage(host, value, { notes: 'without' });
    const copies = [...files].flatMap(([path, file]) =>
      'copyOf' in file && path.endsWith('.svg') ? [[path, file.copyOf]] : [],
    );
    expect(Object.fromEntries(copies)).toEqual({
      'assets/x.svg': '/work/slides/talk/assets/x.svg',
      'shared/slides/common/assets/x.svg': '/work/slides/common/assets/x.svg',
    });
  });

  test('a file of the deck that lies where shared ones are copied keeps apart', () => {
    const path = 'shared/slides/common/assets/x.svg';
    const host = workspace(`  - use: ../common/a.yaml#map\n${map(path).replace('map', 'own')}`, {
      [`talk/${path}`]: picture,
      'common/assets/x.svg': picture,
      'common/a.yaml': `slides:\n${map('assets/x.svg')}`,
    });
    const { deck } = loadDeck(host, folder);
    const hrefs = deck === undefined ? [] : slidesOf(deck).flatMap(({ assets }) => [...assets.values()]);
    expect(hrefs.map(({ href, file }) => [href, file])).toEqual([
      [path, '/work/slides/common/assets/x.svg'],
      [`own/${path}`, `/work/slides/talk/${path}`],
    ]);
  });

  test('one that is missing there is not taken from here', () => {
    const host = workspace('  - use: ../common/a.yaml#map\n', {
      'talk/assets/x.svg': picture,
      'common/a.yaml': `slides:\n${map('assets/x.svg')}`,
    });
    expect(codesOf(host)).toContain('missing-asset a.yaml');
  });
});

test('circles end, and slides that only stand in the same files are none', () => {
  const a = `slides:\n  - use: b.yaml#bo\n${ada}`;
  const b = `slides:\n  - use: a.yaml#ada\n    id: bo\n`;
  const once = workspace('  - use: ../common/a.yaml#bo\n', { 'common/a.yaml': a, 'common/b.yaml': b });
  expect(codesOf(once)).toEqual([]);
  const circle = workspace('  - use: ../common/a.yaml#bo\n', {
    'common/a.yaml': 'slides:\n  - use: b.yaml#bo\n',
    'common/b.yaml': 'slides:\n  - use: a.yaml#bo\n',
  });
  expect(codesOf(circle)).toEqual(['use-circle b.yaml']);
  const itself = workspace('  - use: sections/10-only.yaml\n');
  expect(codesOf(itself)).toContain('use-circle 10-only.yaml');
});

test('what is wrong with slides that are not used is not told', () => {
  const shared = `slides:\n${ada}  - { id: bad id, layout: no-such }\n`;
  expect(codesOf(workspace('  - use: ../common/a.yaml#ada\n', { 'common/a.yaml': shared }))).toEqual([]);
});

test('a slide tells how it came here', () => {
  const host = workspace('  - { use: ../common/a.yaml#ada, set: { statement: Ada wakes. } }\n', {
    'common/a.yaml': `slides:\n${ada}`,
  });
  const { manuscript } = loadDeck(host, folder, baseEdition);
  if (manuscript === undefined) throw new Error('no manuscript');
  const [, slide] = manuscriptSlides(manuscript);
  expect(slide?.trail.map(({ by, verb, path }) => [by, verb, path])).toEqual([
    ['use `../common/a.yaml#ada`', 'use', ''],
    ['use `../common/a.yaml#ada`', 'set', 'statement'],
  ]);
  expect(usedFolders(host, folder, manuscript.uses)).toEqual(['/work/slides/common']);
});

test.each([
  ['/work/slides/talk/sections/10-only.yaml', folder],
  ['/work/slides/talk/profiles/crew.yaml', folder],
  ['/work/slides/common/sections/a.yaml', '/work/slides/common'],
  ['/work/slides/common/a.yaml', '/work/slides/common'],
  ['/work/sections/a.yaml', '/work'],
  ['/work/a.yaml', '/work'],
])('paths in %s begin in %s', (file, home) => {
  expect(homeOf(workspace(''), folder, file)).toBe(home);
});

describe('several decks', () => {
  test.each([
    [
      ['/w/slides/a', '/w/slides/b'],
      ['a', 'b'],
    ],
    [
      ['/w/north/talk', '/w/south/talk', '/w/b'],
      ['north-talk', 'south-talk', 'b'],
    ],
    [
      ['/w/north/x/talk', '/w/south/x/talk'],
      ['north-x-talk', 'south-x-talk'],
    ],
    [
      ['/w/a/talk', '/w/b/Talk'],
      ['a-talk', 'b-Talk'],
    ],
    [
      ['/w/a/talk', '/w/b/talk', '/w/a-talk'],
      ['a-talk', 'b-talk', 'a-talk-2'],
    ],
    [
      ['/w/talk', '/w/b/talk'],
      ['talk', 'b-talk'],
    ],
  ])('%j are called %j', (folders, names) => {
    expect([...nameDecks(folders).values()]).toEqual(names);
  });

  test('a deck that is named twice is one', () => {
    const host = workspace('');
    expect(locateDecks(host, ['talk', 'slides/talk', 'slides/talk/deck.yaml'], {})).toEqual([folder]);
    expect(locateDecks(host, [], { all: true })).toEqual([folder]);
  });
});
