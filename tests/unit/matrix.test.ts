import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderMarked } from '../../src/check/fit.ts';
import { readShard, takePart } from '../../src/cli/matrix-options.ts';
import { createNodeHost } from '../../src/host-node.ts';
import { baseEdition, type EditionRequest } from '../../src/model/edition.ts';
import type { RenderedDeck } from '../../src/model/rendered.ts';
import { loadDeck, openWorkshop } from '../../src/pipeline.ts';
import { repository } from '../support/cases.ts';

describe('shards', () => {
  test('are a partition, whatever their number, and differ by one at most', () => {
    for (let count = 0; count <= 30; count++) {
      const all = Array.from({ length: count }, (_, index) => index);
      for (let of = 1; of <= 12; of++) {
        const parts = Array.from({ length: of }, (_, index) => takePart(all, { part: index + 1, of }));
        expect(parts.flat().sort((a, b) => a - b)).toEqual(all);
        const sizes = parts.map((part) => part.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }
    }
  });

  test.each(['0/4', '5/4', '2', '2/', '/4', '-1/4', '1.5/4', 'a/b', '1/0'])('`%s` is none', (written) => {
    expect(() => readShard(written)).toThrow();
  });

  test('`4/4` is the last one', () => {
    expect(readShard('4/4')).toEqual({ part: 4, of: 4 });
  });
});

describe('editions that share what they have drawn', () => {
  const host = createNodeHost(repository);
  const folder = join(repository, 'slides/four-way-fork');
  /** Everything that outputs are made of. */
  const written = ({ css, sections }: RenderedDeck): unknown => [
    css,
    sections.map(({ slides }) =>
      slides.map(({ html, notes, title, links, assets }) => [
        html,
        notes,
        title,
        links.map(({ id }) => id),
        assets,
      ]),
    ),
  ];

  test('are the same to the byte as those that are drawn by themselves', () => {
    const requests: EditionRequest[] = [
      baseEdition,
      { ...baseEdition, profiles: ['training'] },
      { ...baseEdition, profiles: ['training'], locale: 'es' },
      { ...baseEdition, duration: 20 },
    ];
    const workshop = openWorkshop(host, folder);
    for (const request of requests) {
      const [own, shared] = [loadDeck(host, folder, request), workshop.load(request)];
      expect(shared.diagnostics.map(({ code, message }) => [code, message])).toEqual(
        own.diagnostics.map(({ code, message }) => [code, message]),
      );
      expect(own.value).toBeDefined();
      if (own.value === undefined || shared.value === undefined) throw new Error('the showcase is whole');
      expect(written(shared.value)).toEqual(written(own.value));
      const marked = [undefined, workshop.drawings].map((drawings) =>
        written(
          renderMarked(host, (shared.value ?? (own.value as RenderedDeck)).deck, shared.library, drawings),
        ),
      );
      expect(marked[1]).toEqual(marked[0]);
    }
  });
});
