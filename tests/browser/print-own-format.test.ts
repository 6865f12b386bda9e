import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { turnout } from '../support/cli.ts';
import { readPdf } from '../support/pdf.ts';
import { temporaryFolder, writeFiles } from '../support/talk.ts';

const folder = temporaryFolder('own-format');
afterAll(() => folder.remove());

const squeeze = (text: string): string => text.replace(/\s+/g, '');

describe('a workspace with a format of its own', () => {
  const workspace = join(folder.path, 'workspace');
  const section = (title: string, ids: readonly string[]): string =>
    [
      `title: ${title}`,
      'slides:',
      ...ids.map(
        (id) => `  - {id: ${id}, layout: statement, statement: Say ${id}, notes: "Notes of ${id}."}`,
      ),
    ].join('\n');

  beforeAll(() => {
    writeFiles(workspace, {
      'slides/talk/deck.yaml': [
        'title: Night trains',
        'event: Junction Days',
        'variables: {company: "{page} & Co"}',
        'print:',
        '  header: {left: "{section} ({number})", right: "{slide}"}',
        '  footer: {left: "", center: "{{company}} at {event}", right: "Page {page} of {pages}"}',
      ].join('\n'),
      'slides/talk/sections/10-first.yaml': section('First part', ['one', 'two', 'three']),
      'slides/talk/sections/20-second.yaml': section('Second part', ['four', 'five', 'six']),
      'templates/print/cards.yaml': [
        'description: cards to hold',
        'arrange: grid',
        'columns: 1',
        'rows: 2',
        'options: {per-page: [2, 4]}',
        'variants:',
        '  - {when: {per-page: 4}, columns: 2}',
      ].join('\n'),
      'templates/print/cards.hbs': [
        '<!doctype html><html lang="{{lang}}"><head><title>{{title}}</title><link rel="icon" href="data:,">',
        '<link rel="stylesheet" href="print.css"></head><body>',
        '{{#each leaves}}<div class="leaf" style="page: {{pageName}}">{{#each slides}}',
        '<section class="card" id="{{id}}">{{#if part}}<h1 class="outline-only">{{part}}</h1>{{/if}}',
        '<div class="sheet">{{{html}}}</div><p>card {{add number 100}}</p></section>',
        '{{/each}}</div>{{/each}}</body></html>',
      ].join('\n'),
      'templates/print/cards.css':
        '.leaf{display:grid;grid-template-columns:repeat(var(--columns),1fr);height:var(--leaf-height)}.leaf+.leaf{break-before:page}',
    });
  });

  const cards = async (...args: string[]): Promise<string[]> => {
    const target = join(folder.path, 'cards.pdf');
    const ran = await turnout(['pdf', 'talk', '-f', 'cards', ...args, '-o', target], workspace);
    expect(ran.code, ran.stderr).toBe(0);
    return (await readPdf(target)).pages.map(({ text }) => squeeze(text));
  };

  test('prints it, and header and footer follow the page', async () => {
    const pages = await cards('--paper', 'a5');
    expect(pages.length).toBe(3);
    const heads = ['First part (1–2) one', 'First part (3–4) three', 'Second part (5–6) five'];
    for (const [index, page] of pages.entries()) {
      for (const words of (heads[index] ?? '').split(' ')) expect(page).toContain(words);
      expect(page).toContain(squeeze(`{page} & Co at Junction Days`));
      expect(page).toContain(squeeze(`Page ${index + 1} of 3`));
      expect(page).toContain(`card${101 + 2 * index}`);
      expect(page).not.toContain('Nighttrains');
    }
    expect((await cards('--per-page', '4')).length).toBe(2);
  });

  test('lists it among the others, and knows its near name', async () => {
    const listed = await turnout(['pdf', 'talk', '--list-formats'], workspace);
    expect(listed.stdout).toContain('cards    cards to hold\n         --per-page 2, 4 (default: 2)\n');
    expect(listed.stdout).toContain('handout  ');
    const ran = await turnout(['pdf', 'talk', '-f', 'crads'], workspace);
    expect(ran.stderr).toContain('did you mean `cards`?');
    expect(ran.code).toBe(2);
  });

  test('begins sections on new pages where slides follow one another under their section', async () => {
    const script = join(folder.path, 'script.pdf');
    const deck = join(workspace, 'slides/talk');
    writeFiles(deck, { 'deck.yaml': 'title: Night trains\nprint: {header: {left: "{section}"}}\n' });
    const ran = await turnout(['pdf', deck, '-f', 'script', '-o', script], workspace);
    expect(ran.code, ran.stderr).toBe(0);
    const { pages } = await readPdf(script);
    expect(pages.map(({ text }) => /(?:First|Second) part/.exec(text)?.[0])).toEqual([
      'First part',
      'Second part',
    ]);
  });
});
