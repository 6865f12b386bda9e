import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assemblePrint } from '../../src/assemble/print.ts';
import { papers } from '../../src/assemble/print-formats.ts';
import { selectSlides } from '../../src/assemble/print-range.ts';
import { findPrintFormat } from '../../src/assemble/print-template.ts';
import { findBrowser } from '../../src/browser/find.ts';
import { type Checked, TurnoutError } from '../../src/diagnostics/diagnostic.ts';
import { exportPdfs, type PdfResult } from '../../src/export/pdf.ts';
import { createNodeHost } from '../../src/host-node.ts';
import type { PrintBundle, PrintedSlide } from '../../src/model/bundle.ts';
import type { RenderedDeck } from '../../src/model/rendered.ts';
import { loadDeck } from '../../src/pipeline.ts';
import { repository } from '../support/cases.ts';
import { readLinks, readPdf } from '../support/pdf.ts';
import { temporaryFolder, writeFiles } from '../support/talk.ts';

const folder = temporaryFolder('print-refused');
const deck = join(folder.path, 'talk');
const host = createNodeHost(repository);
const target = (name: string): string => join(folder.path, `${name}.pdf`);
const pngOf = (width: number, height: number): Buffer => createCanvas(width, height).toBuffer('image/png');
const earlier = 'an earlier export';
let rendered: RenderedDeck;

beforeAll(() => {
  writeFiles(deck, {
    'deck.yaml': 'title: Refused\nlang: en\n',
    'sections/10-only.yaml': [
      'title: Only',
      'slides:',
      '  - {id: one, layout: bullets, title: First of all, points: ["to [two](#two)", "to [dora](https://dora.dev/)"]}',
      '  - {id: two, layout: image, title: Two, image: {src: assets/dot.png, alt: A dot}}',
      '  - {id: three, layout: blank, body: Untitled, notes: "Back to [one](#one)."}',
    ].join('\n'),
  });
  mkdirSync(join(deck, 'assets'));
  writeFileSync(join(deck, 'assets/dot.png'), pngOf(8, 8));
  const { value, diagnostics } = loadDeck(host, deck);
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  rendered = value;
});
afterAll(() => folder.remove());

const bundleOf = (format: string, range = '1-'): PrintBundle =>
  assemblePrint(host, selectSlides(rendered, range), findPrintFormat(host, format), papers.a4);

/** The bundle with another claim about one of its slides than its pages hold. */
function claiming(bundle: PrintBundle, id: string, claim: Partial<PrintedSlide>): PrintBundle {
  return {
    ...bundle,
    slides: bundle.slides.map((slide) => (slide.id === id ? { ...slide, ...claim } : slide)),
  };
}

const messageOf = ({ diagnostics }: Checked<PdfResult>): string =>
  diagnostics.map(({ code, message }) => `${code}: ${message}`).join('\n');

describe('a file that is not what the deck says', () => {
  const wrong: [string, string, () => PrintBundle, string][] = [
    [
      'notes',
      'words of its notes',
      () => claiming(bundleOf('notes'), 'three', { notes: 'Back to zzz.' }),
      'the notes of slide `three` (sections/10-only.yaml:5) are not whole: 3 letters are missing',
    ],
    [
      'link',
      'a link',
      () => claiming(bundleOf('slides'), 'two', { links: ['one'] }),
      'slide `two` (sections/10-only.yaml:4) does not lead to `one`',
    ],
    [
      'picture',
      'a picture',
      () => {
        const bundle = bundleOf('slides');
        const files = new Map([...bundle.files, ['assets/other.png', { content: pngOf(4, 4) }] as const]);
        const pictures = [...(bundle.slides[1]?.pictures ?? []), 'assets/other.png'];
        return claiming({ ...bundle, files }, 'two', { pictures });
      },
      'slide `two` (sections/10-only.yaml:4) should show `assets/dot.png`, `assets/other.png`, and 1 of 2 pictures are there',
    ],
    [
      'background',
      'a torn picture of a style sheet',
      () => {
        const bundle = bundleOf('slides');
        const css = bundle.files.get('print.css');
        const text = css !== undefined && 'content' in css ? String(css.content) : '';
        const files = new Map(bundle.files)
          .set('torn.png', { content: 'no picture' })
          .set('print.css', { content: `${text}\n.slide{background-image:url(torn.png)!important}` });
        return { ...bundle, files };
      },
      '`torn.png` is not an image that can be shown',
    ],
  ];

  test('is not written, says which slide, and keeps no other from being written', async () => {
    for (const [name] of wrong) writeFileSync(target(name), earlier);
    const results = await exportPdfs(host, [
      { bundle: bundleOf('slides'), target: target('good') },
      ...wrong.map(([name, , bundle]) => ({ bundle: bundle(), target: target(name) })),
      { bundle: bundleOf('handout'), target: target('handout') },
    ]);
    expect(messageOf(results[0] ?? { diagnostics: [] })).toBe('');
    for (const [index, [name, what, , message]] of wrong.entries()) {
      const result = results[index + 1];
      expect(result?.value, what).toBeUndefined();
      expect(messageOf(result ?? { diagnostics: [] }), what).toContain(message);
      expect(readFileSync(target(name), 'utf8')).toBe(earlier);
    }
    expect((await readPdf(target('good'))).pages.length).toBe(3);
    expect((await readPdf(target('handout'))).pages.length).toBe(1);
    const links = await readLinks(target('good'));
    expect(links).toEqual([[1, 'https://dora.dev/'], [], []]);
  });

  test('does not come of a range: what leads out of it stays as words', async () => {
    const [result] = await exportPdfs(host, [{ bundle: bundleOf('notes', '1,3'), target: target('part') }]);
    expect(messageOf(result ?? { diagnostics: [] })).toBe('');
    expect(await readLinks(target('part'))).toEqual([['https://dora.dev/'], [0]]);
    expect((await readPdf(target('part'))).pages[0]?.text).toContain('to two');
  });
});

describe.skipIf(process.platform === 'win32')('a browser that is killed while it prints', () => {
  const pids = join(folder.path, 'pids');
  const wrapper = join(folder.path, 'browser');

  /** `times`: how often. The wrapper says who leads the browser's process group. */
  async function printKilling(times: number): Promise<{ starts: number; result: string }> {
    writeFileSync(pids, '');
    writeFileSync(wrapper, `#!/bin/sh\necho $$ >> "${pids}"\nexec "${findBrowser(host).path}" "$@"\n`);
    chmodSync(wrapper, 0o755);
    const started = (): string[] => readFileSync(pids, 'utf8').trim().split('\n');
    const printed = exportPdfs(host, [{ bundle: bundleOf('slides'), target: target('killed') }], {
      browserPath: wrapper,
      onProgress: (step) => {
        if (step === 'printing' && started().length <= times)
          process.kill(-Number(started().at(-1)), 'SIGKILL');
      },
    });
    const result = await printed.then(
      ([each]) => `${each?.value?.pages} pages`,
      (error: unknown) => (error instanceof TurnoutError ? error.message : String(error)),
    );
    return { starts: started().length, result };
  }

  test('twice is an error that says what was being done, and no file', async () => {
    const { starts, result } = await printKilling(Number.POSITIVE_INFINITY);
    expect(starts).toBe(2);
    expect(result).toBe(`the browser \`${wrapper}\` ended by itself (signal SIGKILL), twice, while printing`);
    expect(existsSync(target('killed'))).toBe(false);
  });

  test('once is replaced by a fresh one', async () => {
    expect(await printKilling(1)).toEqual({ starts: 2, result: '3 pages' });
  });
});
