import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { composeDeck } from '../src/compose/compose.ts';
import { createNodeHost } from '../src/host-node.ts';
import { slidesOf } from '../src/model/deck.ts';
import { baseEdition, type EditionRequest } from '../src/model/edition.ts';
import type { Node } from '../src/model/node.ts';
import { renderedSlides } from '../src/model/rendered.ts';
import { editManuscript, loadDeck } from '../src/pipeline.ts';
import { readYaml } from '../src/read/file.ts';
import { openLibrary } from '../src/read/library.ts';
import { libraryRoots } from '../src/read/locate.ts';
import { caseFolder, caseNames, expectFile } from './support/cases.ts';

const host = createNodeHost();

/** Every value with the text that its span covers: a wrong offset shows at once. */
function outline(node: Node, indent = ''): string {
  const { source, start, end } = node.span;
  const written = JSON.stringify(source.text.slice(start, end));
  if (node.kind === 'scalar')
    return `${JSON.stringify(node.value)} text ${JSON.stringify(node.text)} at ${start} ${written}`;
  const children =
    node.kind === 'map'
      ? node.entries.map((entry) => `${indent}  ${entry.key}: ${outline(entry.value, `${indent}  `)}`)
      : node.items.map((item) => `${indent}  - ${outline(item, `${indent}  `)}`);
  return [`${node.kind} at ${start}–${end}`, ...children].join('\n');
}

describe('read', () => {
  for (const name of caseNames('read')) {
    test(name, () => {
      const path = join(caseFolder('read', name), 'input.yaml');
      const { value, diagnostics } = readYaml(host, path);
      expect(diagnostics).toEqual([]);
      expectFile(
        join(caseFolder('read', name), 'expected.txt'),
        value?.node === undefined ? 'nothing' : outline(value.node),
      );
    });
  }
});

/** A case of an edition names it in the file `edition`: profiles as on the command line, `a+b`, or `-`; and a locale. */
function editionIn(file: string): EditionRequest {
  if (host.kind(file) !== 'file') return baseEdition;
  const [profiles = '-', locale] = host.readText(file).trim().split(' ');
  return {
    ...baseEdition,
    profiles: profiles === '-' ? [] : profiles.split('+'),
    ...(locale === undefined ? {} : { locale }),
  };
}

/** A case of a workspace holds the deck that is meant in `slides/talk`. */
function deckIn(input: string): string {
  const inWorkspace = join(input, 'slides/talk');
  return host.kind(inWorkspace) === 'folder' ? inWorkspace : input;
}

describe('compose', () => {
  for (const name of caseNames('compose')) {
    test(name, () => {
      const folder = deckIn(join(caseFolder('compose', name), 'input'));
      const library = openLibrary(host, libraryRoots(host, folder));
      const request = editionIn(join(caseFolder('compose', name), 'edition'));
      const { manuscript, diagnostics: found } = editManuscript(host, folder, library, request);
      if (manuscript === undefined) throw new Error('the case has no manuscript');
      const { value: deck, diagnostics } = composeDeck(host, manuscript, library, request);
      expect([...found, ...diagnostics]).toEqual([]);
      if (deck === undefined) throw new Error('the deck was not composed');
      // Positions are held to elsewhere, and would bring the path of this machine.
      const isPlace = (key: string): boolean =>
        ['folder', 'span', 'spans', 'idSpan', 'ignores'].includes(key);
      const shown = {
        ...deck,
        theme: deck.theme.name,
        hidden: [...deck.hidden],
        dropped: Object.fromEntries([...deck.dropped].map(([id, { by }]) => [id, by])),
        ignores: deck.ignores.map(({ code, reason }) => `${code}: ${reason}`),
        sections: deck.sections.map((section) => ({
          ...section,
          slides: section.slides.map(({ id }) => id),
        })),
        slides: slidesOf(deck).map(({ layout, assets, notes, ...slide }) => ({
          ...slide,
          notes: Object.fromEntries(notes),
          layout: layout.name,
          assets: Object.fromEntries([...assets].map(([written, asset]) => [written, asset.href])),
        })),
      };
      const text = JSON.stringify(shown, (key, value: unknown) => (isPlace(key) ? undefined : value), 2);
      expectFile(join(caseFolder('compose', name), 'expected.json'), text);
    });
  }
});

describe('render', () => {
  for (const name of caseNames('render')) {
    test(name, () => {
      const folder = join(caseFolder('render', name), 'input');
      const { value, diagnostics } = loadDeck(host, folder);
      expect(diagnostics).toEqual([]);
      if (value === undefined) throw new Error('the deck was not rendered');
      const shown = renderedSlides(value).map(
        ({ slide, title, html, notes }) =>
          `<!-- ${slide.id}: ${title} -->\n${html}\n<!-- notes -->\n${notes}\n`,
      );
      expectFile(join(caseFolder('render', name), 'expected.html'), shown.join('\n'));
    });
  }
});
