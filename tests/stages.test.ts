import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { composeDeck } from '../src/compose/compose.ts';
import { createNodeHost } from '../src/host-node.ts';
import { slidesOf } from '../src/model/deck.ts';
import type { Node } from '../src/model/node.ts';
import { renderedSlides } from '../src/model/rendered.ts';
import { loadDeck } from '../src/pipeline.ts';
import { readDeckFiles } from '../src/read/deck-files.ts';
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

describe('compose', () => {
  for (const name of caseNames('compose')) {
    test(name, () => {
      const folder = join(caseFolder('compose', name), 'input');
      const files = readDeckFiles(host, folder).value;
      if (files === undefined) throw new Error('the case has no deck');
      const { value: deck, diagnostics } = composeDeck(
        host,
        files,
        openLibrary(host, libraryRoots(host, folder)),
      );
      expect(diagnostics).toEqual([]);
      if (deck === undefined) throw new Error('the deck was not composed');
      // Positions are held to elsewhere, and would bring the path of this machine.
      const isPlace = (key: string): boolean =>
        ['folder', 'span', 'spans', 'idSpan', 'ignores'].includes(key);
      const shown = {
        ...deck,
        theme: deck.theme.name,
        hidden: [...deck.hidden],
        ignores: deck.ignores.map(({ code, reason }) => `${code}: ${reason}`),
        sections: deck.sections.map((section) => ({
          ...section,
          slides: section.slides.map(({ id }) => id),
        })),
        slides: slidesOf(deck).map(({ layout, assets, ...slide }) => ({
          ...slide,
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
