import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { turnout } from '../support/cli.ts';
import { layoutNames, writeGallery } from '../support/gallery.ts';
import { readPdf, readTags, type Tag, type TaggedPage } from '../support/pdf.ts';
import { temporaryFolder } from '../support/talk.ts';

const folder = temporaryFolder('print-structure');
afterAll(() => folder.remove());

const rolesOf = (tags: readonly Tag[]): string[] => tags.map(({ role }) => role);
const headings = (tags: readonly Tag[]): number[] =>
  rolesOf(tags).flatMap((role) => (/^H[1-6]$/.test(role) ? [Number(role.slice(1))] : []));

describe.each(['night-line', 'daylight'])('every layout in %s', (theme) => {
  const target = join(folder.path, `${theme}.pdf`);
  let pages: readonly TaggedPage[] = [];
  const page = (layout: string): TaggedPage =>
    pages[layoutNames.indexOf(layout)] ?? { tags: [], decoration: '' };

  beforeAll(async () => {
    const deck = join(folder.path, theme);
    writeGallery(deck, `theme: ${theme}\n`);
    const ran = await turnout(['pdf', deck, '-o', target], folder.path);
    expect(ran.code, ran.stderr).toBe(0);
    pages = await readTags(target);
  });

  test.each(layoutNames)('%s', (layout) => {
    const { tags } = page(layout);
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

  test('the foot of a slide is decoration', () => {
    expect(page('bullets').decoration).toContain(`${layoutNames.indexOf('bullets') + 1}`);
    expect(page('bullets').decoration).toContain('The first half');
  });

  test('every font is in the file, and the outline names all slides', async () => {
    const pdf = await readPdf(target);
    expect(pdf.fonts.filter(({ isEmbedded }) => !isEmbedded)).toEqual([]);
    expect(new Set(pdf.outline.map((entry) => entry.page)).size).toBe(layoutNames.length);
  });
});
