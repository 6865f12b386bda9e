import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createNodeHost } from '../../src/host-node.ts';
import {
  counterStyleOf,
  directionOf,
  formatDate,
  formatNumber,
  isLeftToRight,
  languageChain,
} from '../../src/model/language.ts';
import { familiesOf, parseRange, speaks, type Theme, themeIn, withFonts } from '../../src/model/theme.ts';
import { parseCoverage } from '../../src/read/font-file.ts';
import { openLibrary } from '../../src/read/library.ts';
import { parseYaml } from '../../src/read/yaml.ts';
import { repository } from '../support/cases.ts';
import { memoryHost } from '../support/memory-host.ts';

const folder = join(repository, 'themes/night-line/languages');

function keysOf(file: string): string[] {
  const node = parseYaml({ path: file, text: readFileSync(join(folder, file), 'utf8') }).value;
  return node?.kind === 'map' ? node.entries.map(({ key }) => key) : [];
}

describe('fonts of the built-in themes', () => {
  const host = createNodeHost();
  const theme = openLibrary(host, [repository]).theme('night-line').value as Theme;

  test.each(theme.faces.map((face) => [face.file.split('/').at(-1), face] as const))(
    '%s draws every character of its range',
    (_, { file, range }) => {
      const drawn = parseCoverage(readFileSync(file)) ?? new Set();
      const missing = parseRange(range).flatMap(([from, to]) =>
        Array.from({ length: to - from + 1 }, (_, index) => from + index).filter(
          (point) => !drawn.has(point),
        ),
      );
      expect(missing.map((point) => point.toString(16))).toEqual([]);
    },
  );
});

describe('language files', () => {
  const files = readdirSync(folder);

  test('there are the six', () => {
    expect(files).toEqual(
      expect.arrayContaining(['ar.yaml', 'de.yaml', 'en.yaml', 'es.yaml', 'fr.yaml', 'ja.yaml']),
    );
  });

  test.each(files)('%s has the keys of the English one, in its order', (file) => {
    expect(keysOf(file)).toEqual(keysOf('en.yaml'));
  });

  test('templates print no label that is not there', () => {
    const templates = readdirSync(join(repository, 'templates'), { recursive: true, encoding: 'utf8' });
    const used = templates
      .filter((path) => path.endsWith('.hbs'))
      .flatMap((path) => [
        ...readFileSync(join(repository, 'templates', path), 'utf8').matchAll(/\(?label "([\w-]+)"/g),
      ])
      .map((match) => match[1] ?? '');
    expect(used.length).toBeGreaterThan(5);
    expect(keysOf('en.yaml')).toEqual(expect.arrayContaining([...new Set(used)]));
  });
});

describe('labels of a theme', () => {
  const host = memoryHost({
    '/work/themes/own/theme.yaml': 'extends: night-line\nlabels:\n  source: Origin\n',
    '/work/themes/own/languages/pt.yaml': 'departures: Partidas\nminutes: min\nof: de\n',
    '/work/themes/own/languages/pt-BR.yaml': 'platform: Plataforma\n',
    '/work/themes/own/languages/de.yaml': 'source: Herkunft\n',
  });
  const theme = openLibrary(host, ['/work', repository]).theme('own').value as Theme;
  const label = (lang: string, key: string): string | undefined => themeIn(theme, lang).labels.get(key);

  test.each([
    ['en', 'departures', 'Departures'],
    ['de-AT', 'departures', 'Abfahrt'],
    ['pt-BR', 'platform', 'Plataforma'],
    ['pt-BR', 'departures', 'Partidas'],
    ['pt-BR', 'answer', 'Answer'],
    ['fi', 'departures', 'Departures'],
    // `labels` hold in every language; a language file knows better.
    ['ja', 'source', 'Origin'],
    ['de', 'source', 'Herkunft'],
  ])('%s: %s is %s', (lang, key, expected) => {
    expect(label(lang, key)).toBe(expected);
  });

  test('a language without a file is known as such', () => {
    expect([speaks(theme, 'pt-PT'), speaks(theme, 'fi'), speaks(theme, 'AR')]).toEqual([true, false, true]);
  });

  test("a deck's font stands behind the theme's own and before what a machine may have", () => {
    const faces = [
      { family: 'Kana', weight: '400', style: 'normal', range: 'U+3040-30FF', file: '/k.woff2' },
    ];
    const dressed = withFonts(theme, [{ family: 'Kana', faces, roles: ['text'] }]);
    expect(dressed.fonts.get('text')).toBe(
      '"Barlow", "DejaVu Symbols", "Kana", "Helvetica Neue", Arial, sans-serif',
    );
    expect(familiesOf(dressed, 'text')).toEqual([
      'Barlow',
      'DejaVu Symbols',
      'Kana',
      'Helvetica Neue',
      'Arial',
    ]);
    expect(dressed.fonts.get('mono')).toBe(theme.fonts.get('mono'));
  });
});

describe('languages', () => {
  test.each([
    ['en', 'ltr'],
    ['ar', 'rtl'],
    ['ar-EG', 'rtl'],
    ['he', 'rtl'],
    ['fa', 'rtl'],
    ['az-Arab', 'rtl'],
    ['ja', 'ltr'],
    ['no tag at all', 'ltr'],
  ])('%s runs %s', (lang, dir) => {
    expect(directionOf(lang)).toBe(dir);
  });

  test('a tag falls back part by part', () => {
    expect(languageChain('zh-Hant-TW')).toEqual(['zh-hant-tw', 'zh-hant', 'zh']);
  });

  test.each([
    ['2026-06-11', 'en', 'June 11, 2026'],
    ['2026-06-11', 'de', '11. Juni 2026'],
    ['2026-06-11', 'ja', '2026年6月11日'],
    ['11 June 2026', 'de', '11 June 2026'],
    ['2026-13-45', 'de', '2026-13-45'],
    ['2026-06-11', 'no tag', 'June 11, 2026'],
  ])('the date %s in %s: %s', (date, lang, expected) => {
    expect(formatDate(date, lang)).toBe(expected);
  });

  test('numbers and counters have the digits of the language', () => {
    expect([formatNumber(7.5, 'de'), formatNumber(9, 'en', 2), formatNumber(12, 'ar-EG')]).toEqual([
      '7,5',
      '09',
      '١٢',
    ]);
    expect([counterStyleOf('en'), counterStyleOf('ar-EG'), counterStyleOf('fa')]).toEqual([
      'decimal',
      'arabic-indic',
      'persian',
    ]);
  });

  test.each([
    ['340 ms', true],
    ['-5 %', true],
    ['Kubernetes في', false],
    ['في', false],
    ['…', false],
  ])('%s keeps its own order: %s', (text, expected) => {
    expect(isLeftToRight(text)).toBe(expected);
  });
});

describe('what a font draws', () => {
  const host = createNodeHost();
  const font = (path: string): Uint8Array => host.readBytes(join(repository, path));
  const arabic = 'node_modules/@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-400-normal';

  test('woff2: letters of its slice, nothing else', () => {
    const drawn = parseCoverage(font('themes/night-line/fonts/barlow-latin-400-normal.woff2'));
    expect(['A', 'ß', '…', '→', 'Ł', 'あ'].map((each) => drawn?.has(each.codePointAt(0) ?? 0))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test('woff says the same as woff2', () => {
    const drawn = parseCoverage(font(`${arabic}.woff`));
    expect(drawn?.has(0x628)).toBe(true);
    expect(drawn).toEqual(parseCoverage(font(`${arabic}.woff2`)));
  });

  /** A font with one table: `cmap` of format 12 with one group. */
  function tinyFont(from: number, to: number): Buffer {
    const cmap = Buffer.alloc(12 + 16 + 12);
    cmap.writeUInt16BE(1, 2);
    cmap.writeUInt16BE(3, 4);
    cmap.writeUInt16BE(10, 6);
    cmap.writeUInt32BE(12, 8);
    cmap.writeUInt16BE(12, 12);
    cmap.writeUInt32BE(1, 24);
    cmap.writeUInt32BE(from, 28);
    cmap.writeUInt32BE(to, 32);
    const head = Buffer.alloc(28);
    head.writeUInt32BE(0x00010000, 0);
    head.writeUInt16BE(1, 4);
    head.write('cmap', 12, 'latin1');
    head.writeUInt32BE(28, 20);
    head.writeUInt32BE(cmap.length, 24);
    return Buffer.concat([head, cmap]);
  }

  test('TrueType, also beyond the first plane', () => {
    expect([...(parseCoverage(tinyFont(0x1f600, 0x1f602)) ?? [])]).toEqual([0x1f600, 0x1f601, 0x1f602]);
  });

  test('a group that claims more than there is of Unicode ends where Unicode ends', () => {
    expect(parseCoverage(tinyFont(0x10fff0, 0xffffffff))?.size).toBe(16);
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['words', Buffer.from('wOF2 but not really a font')],
    ['half a file', Buffer.from(font(`${arabic}.woff2`)).subarray(0, 4000)],
    ['packed zeros', Buffer.concat([Buffer.from('wOFF'), deflateSync(Buffer.alloc(1000))])],
  ])('%s is no font', (_, bytes) => {
    expect(parseCoverage(bytes)).toBeUndefined();
  });
});
