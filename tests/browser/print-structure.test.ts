import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNodeHost } from '../../src/host-node.ts';
import type { FieldValue } from '../../src/model/deck.ts';
import { textsIn } from '../../src/model/guard.ts';
import { type RenderedSlide, renderedSlides } from '../../src/model/rendered.ts';
import { loadDeck } from '../../src/pipeline.ts';
import { repository } from '../support/cases.ts';
import { turnout } from '../support/cli.ts';
import { layoutNames, writeGallery } from '../support/gallery.ts';
import {
  type PageMarks,
  readLinks,
  readMarks,
  readPdf,
  readTags,
  type Tag,
  type TaggedPage,
} from '../support/pdf.ts';
import { readHeadScopes, readInOrder } from '../support/pdf-order.ts';
import { temporaryFolder, writeFiles } from '../support/talk.ts';

const folder = temporaryFolder('print-structure');
afterAll(() => folder.remove());

const rolesOf = (tags: readonly Tag[]): string[] => tags.map(({ role }) => role);
const headings = (tags: readonly Tag[]): number[] =>
  rolesOf(tags).flatMap((role) => (/^H[1-6]$/.test(role) ? [Number(role.slice(1))] : []));

/** Every list in a slide's fields, and the lists in those. */
function listsIn(value: FieldValue | undefined): (readonly FieldValue[])[] {
  if (typeof value !== 'object') return [];
  const isList = Array.isArray(value);
  const below = Object.values(value).flatMap((each: FieldValue | undefined) => listsIn(each));
  return isList ? [value as readonly FieldValue[], ...below] : below;
}

describe.each(['night-line', 'daylight'])('every layout in %s', (theme) => {
  const target = join(folder.path, `${theme}.pdf`);
  let pages: readonly TaggedPage[] = [];
  let marks: readonly PageMarks[] = [];
  let slides: readonly RenderedSlide[] = [];
  const page = (layout: string): TaggedPage =>
    pages[layoutNames.indexOf(layout)] ?? { tags: [], decoration: '' };

  beforeAll(async () => {
    const deck = join(folder.path, theme);
    writeGallery(deck, `theme: ${theme}\n`);
    const ran = await turnout(['pdf', deck, '-o', target], folder.path);
    expect(ran.code, ran.stderr).toBe(0);
    pages = await readTags(target);
    marks = await readMarks(target);
    const { value } = loadDeck(createNodeHost(repository), deck);
    slides = value === undefined ? [] : renderedSlides(value);
    expect(slides.length).toBe(layoutNames.length);
  });

  test.each(layoutNames)('%s', (layout) => {
    const { tags } = page(layout);
    const { marked = 0, unmarked } = marks[layoutNames.indexOf(layout)] ?? {};
    expect(marked).toBeGreaterThan(0);
    expect(unmarked, 'all that is drawn is content or an artefact').toEqual([]);
    const levels = headings(tags);
    expect(levels[0], 'begins with its title').toBeLessThanOrEqual(2);
    // The title of a section that no slide announces stands before the title of its first slide.
    const titles = levels.filter((level) => level <= 2);
    expect([1, 2]).toContain(titles.length);
    for (const [index, level] of levels.entries()) {
      expect(level - (levels[index - 1] ?? level), 'no level is left out').toBeLessThanOrEqual(1);
    }
    for (const figure of tags.filter(({ role }) => role === 'Figure')) {
      expect(figure.alt, 'a figure says what it shows').toMatch(/\S/);
    }
    // What has no words of its own is called by another name: what the HTML says in words must be there as figures.
    const html = slides[layoutNames.indexOf(layout)]?.html ?? '';
    const said =
      html.match(/<img\b[^>]*\balt="[^"]+"|\brole="img"[^>]*\baria-label(?:ledby)?="[^"]+"/g) ?? [];
    const figures = tags.filter(({ role, alt }) => role === 'Figure' && alt !== undefined);
    expect(figures.length, 'each picture is a figure').toBeGreaterThanOrEqual(said.length);
    expect(rolesOf(tags).filter((role) => role === 'TH').length, 'heads of tables').toBe(
      html.match(/<th\b/g)?.length ?? 0,
    );
    for (const list of tags.filter(({ role }) => role === 'L')) {
      expect(rolesOf(list.children.filter(({ role }) => role !== undefined))).toContain('LI');
    }
  });

  test('a picture keeps its words, and a table its heads', () => {
    expect(page('image').tags.filter(({ role }) => role === 'Figure').length).toBe(1);
    const rows = page('table').tags.filter(({ role }) => role === 'TR');
    const cells = rows.map((row) => new Set(rolesOf(row.children.filter(({ role }) => role !== undefined))));
    expect(cells[0]).toEqual(new Set(['TH']));
    expect(cells.length).toBeGreaterThan(2);
  });

  test('lists are read in the order in which they are written', async () => {
    const pagesInOrder = await readInOrder(target);
    let compared = 0;
    for (const [index, layout] of layoutNames.entries()) {
      const said = pagesInOrder[index] ?? '';
      for (const list of listsIn(slides[index]?.slide.fields)) {
        // An item goes by its longest text; what Markdown makes of some is told by other items.
        const names = list.map((item) => textsIn(item).reduce((a, b) => (b.length > a.length ? b : a), ''));
        const there = names.filter((name) => name.length > 1 && said.includes(name));
        let at = -1;
        for (const name of there) {
          const found = said.indexOf(name, at + 1);
          expect(found, `${layout}: \`${name}\` in its place in \`${said}\``).toBeGreaterThan(at);
          at = found;
        }
        compared += Math.max(0, there.length - 1);
      }
    }
    expect(compared).toBeGreaterThan(60);
  });

  test('heads of tables say whether they are of a row or a column', async () => {
    const scopes = await readHeadScopes(target);
    expect(new Set(scopes)).toEqual(new Set(['/Column', '/Row']));
  });

  test('the foot of a slide is decoration', () => {
    expect(page('bullets').decoration).toContain(`${layoutNames.indexOf('bullets') + 1}`);
    expect(page('bullets').decoration).toContain('The first half');
  });

  test('nothing is wrong with the file itself', () => {
    // Where the checker is not installed, the readers above and below must do.
    const checked = spawnSync('qpdf', ['--check', target], { encoding: 'utf8' });
    if (checked.error === undefined) expect(checked.status, checked.stdout + checked.stderr).toBe(0);
    expect(readFileSync(target, 'latin1').trimEnd().endsWith('%%EOF')).toBe(true);
    expect(pages.length).toBe(layoutNames.length);
  });

  test('every font is in the file, and the outline names all slides', async () => {
    const pdf = await readPdf(target);
    expect(pdf.fonts.filter(({ isEmbedded }) => !isEmbedded)).toEqual([]);
    expect(new Set(pdf.outline.map((entry) => entry.page)).size).toBe(layoutNames.length);
  });
});

test('agenda, boards, titles and text lead to slides in the file', async () => {
  const deck = join(folder.path, 'linked');
  writeFiles(deck, {
    'deck.yaml': 'title: Linked\n',
    'sections/10-first.yaml': [
      'title: First',
      'slides:',
      '  - {id: board, layout: section}',
      '  - {id: stops, layout: agenda, title: All stops}',
      '  - {id: words, layout: statement, statement: "Go [to the end](#end)"}',
    ].join('\n'),
    'sections/20-second.yaml':
      'title: Second\nslides:\n  - {id: middle, layout: bullets, title: "Before [the end](#end)", points: ["[Stops](#stops)", Two]}\n',
    'sections/30-third.yaml':
      'title: Third, of [DORA](https://dora.dev/)\nslides:\n  - {id: end, layout: statement, statement: The end}\n',
  });
  const target = join(folder.path, 'linked.pdf');
  const ran = await turnout(['pdf', deck, '-o', target], folder.path);
  expect(ran.code, ran.stderr).toBe(0);
  const dora = 'https://dora.dev/';
  const [board, stops, ...rest] = await readLinks(target);
  // The row of its own section leads nowhere, and a title that holds a link keeps it.
  expect([board, stops]).toEqual([
    [3, dora],
    [0, 3, dora],
  ]);
  expect(rest).toEqual([[4], [4, 1], []]);
});
