import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import * as pdfLib from '@cantoo/pdf-lib';
import { describe, expect, test } from 'vitest';
import { exportFolder } from '../../src/export/folder.ts';
import { gateFiles } from '../../src/export/gate.ts';
import { gatePdf } from '../../src/export/gate-pdf.ts';
import { createNodeHost } from '../../src/host-node.ts';
import type { BundleFile } from '../../src/model/bundle.ts';
import type { Guard, Withheld } from '../../src/model/withheld.ts';
import { temporaryFolder } from '../support/talk.ts';

const host = createNodeHost();
const secret =
  'The answer to “question three” is that **nobody** has asked [the drivers](https://example.org/a) yet.';
const read = 'The answer to “question three” is that nobody has asked the drivers yet.';
const span = { source: { path: '/talk/sections/10-a.yaml', text: secret }, start: 0, end: 10 };
const withheld = (text: string): Withheld => ({ text, kind: 'instructor', slide: 'plan', span });
const guard: Guard = {
  withheld: [
    withheld(secret),
    withheld('Kurz, aber ganz eigen'),
    withheld('会社の名前は誰にも言わないでください。'),
  ],
  carried: ['Who has asked the drivers yet? The answer to question three is that.'],
};

function found(path: string, content: string | Uint8Array, guarded = guard): string[] {
  const files = new Map<string, BundleFile>([[path, { content }]]);
  return gateFiles(host, files, guarded).map(({ message }) => message);
}

const leak = (path: string): string[] => [
  `\`${path}\` would carry text of the notes of \`plan\` for the channel \`instructor\``,
];

function pngChunk(name: string, body: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, Buffer.from(name, 'latin1'), body, Buffer.alloc(4)]);
}

function png(name: string, body: Uint8Array): Buffer {
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    magic,
    pngChunk('IHDR', Buffer.alloc(13)),
    pngChunk(name, body),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

const escaped = (text: string): string =>
  [...text].map((each) => `\\u${(each.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`).join('');

describe('a text that must not be there is found', () => {
  test.each<[string, string, string | Uint8Array]>([
    ['as it is', 'index.html', `<p>${read}</p>`],
    [
      'with its words in tags',
      'index.html',
      `<p>The answer to “question <b>three</b>” is that <em class="x">nobody</em> has asked</p>`,
    ],
    [
      'in an attribute',
      'index.html',
      `<p data-x="${read.replaceAll('“', '&ldquo;').replaceAll(' ', '&#x20;')}">`,
    ],
    ['in a comment', 'index.html', `<!-- ${read.toUpperCase()} -->`],
    ['over several lines', 'index.html', read.replaceAll(' ', '\n    ')],
    ['in JSON', 'data.json', JSON.stringify({ x: [read] })],
    ['in escapes of a script', 'index.html', `<script>x="${escaped(read)}"</script>`],
    ['in a source map', 'deck.js.map', JSON.stringify({ sourcesContent: [`notes: ${secret}`] })],
    ['in an address', 'index.html', `<a href="?q=${encodeURIComponent(read)}">`],
    [
      'in a data address',
      'index.html',
      `<img src="data:image/svg+xml;base64,${Buffer.from(`<desc>${read}</desc>`).toString('base64')}">`,
    ],
    [
      'in a data address of text',
      'index.html',
      `<img src="data:image/svg+xml,%3Cg transform='scale(2)'%3E${read.replaceAll(' ', '%3C/tspan%3E%3Ctspan%3E')}%3C/g%3E">`,
    ],
    [
      'in compressed text of a picture in a data address',
      'talk.html',
      `<img src="data:image/png;base64,${png('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(read)])).toString('base64')}">`,
    ],
    ['in a drawing', 'assets/a.svg', `<svg><desc>${read}</desc></svg>`],
    ['in a style', 'style.css', `a::after { content: "${read}" }`],
    ['a part of it', 'index.html', 'xx three is that nobody has asked the drivers xx'],
    ['a short one', 'index.html', '<i>Kurz,</i> aber ganz EIGEN!'],
    ['one without spaces', 'index.html', '<p>会社の名前は誰にも言わない</p>'],
    ['in text of a picture', 'assets/a.png', png('tEXt', Buffer.from(`Comment\0${read}`))],
    [
      'in compressed text of a picture',
      'assets/a.png',
      png('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(read)])),
    ],
    [
      'in a picture’s UTF-16',
      'assets/a.jpg',
      Buffer.concat([
        Buffer.from([0xff, 0xd8, 0xff, 0xe1, 1, 0]),
        Buffer.from(read, 'utf16le'),
        Buffer.from([0xff, 0xda]),
      ]),
    ],
    [
      'in a WebP',
      'assets/a.webp',
      Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBPXMP \xff\0\0\0', 'latin1'), Buffer.from(read)]),
    ],
  ])('%s', (_, path, content) => {
    expect(found(path, content)).toEqual(leak(path));
  });

  test('with where it is written and how it could be carried', () => {
    const files = new Map<string, BundleFile>([['index.html', { content: read }]]);
    const [diagnostic] = gateFiles(host, files, guard);
    expect(diagnostic?.code).toBe('withheld-text');
    expect(diagnostic?.span).toBe(span);
    expect(diagnostic?.hints.join('\n')).toContain('--notes-for instructor');
  });
});

describe('what may be there is no leak', () => {
  test.each<[string, string]>([
    ['too few of its words', 'nobody has asked the driver'],
    ['its words in another order', 'is that three question to answer The nobody'],
    ['what the output may carry', 'Who has asked the drivers yet? The answer to question three is that!'],
    ['nothing', ''],
  ])('%s', (_, content) => {
    expect(found('index.html', content)).toEqual([]);
  });

  test('code that is known', () => {
    expect(found('index.html', `<script>${read}</script>`, { ...guard, known: [read] })).toEqual([]);
    expect(found('index.html', `<script>${read}</script>${read}`, { ...guard, known: [read] })).toHaveLength(
      1,
    );
  });
});

describe('PDF', () => {
  const plant: Readonly<Record<string, (document: pdfLib.PDFDocument) => void>> = {
    'a comment': (document) => {
      const { PDFHexString } = pdfLib;
      const note = document.context.obj({ Type: 'Annot', Contents: PDFHexString.fromText(read) });
      document.getPage(0).node.addAnnot(document.context.register(note));
    },
    'the subject': (document) => document.setSubject(read),
    'the keywords': (document) => document.setKeywords(['one', read]),
    XMP: (document) => {
      const stream = document.context.flateStream(`<x:xmpmeta>${read}</x:xmpmeta>`, { Type: 'Metadata' });
      document.catalog.set(pdfLib.PDFName.of('Metadata'), document.context.register(stream));
    },
    nothing: () => {},
  };
  test.each(Object.keys(plant))('%s', async (where) => {
    const document = await pdfLib.PDFDocument.create();
    document.addPage();
    plant[where]?.(document);
    const leaks = gatePdf(pdfLib, document, 'talk.pdf', [{ own: 'Words', drawn: '' }], guard);
    expect(leaks.map(({ message }) => message)).toEqual(where === 'nothing' ? [] : leak('talk.pdf'));
  });

  test('its pages, also over their ends', async () => {
    const document = await pdfLib.PDFDocument.create();
    const pages = [
      { own: 'The answer to “question th', drawn: '' },
      { own: 'ree” is that nobody has asked', drawn: '' },
    ];
    expect(gatePdf(pdfLib, document, 'talk.pdf', pages, guard)).toHaveLength(1);
  });
});

test('nothing is replaced when something must not be there', () => {
  const folder = temporaryFolder('gate');
  try {
    const bundle = (page: string) => ({
      entry: 'index.html',
      files: new Map<string, BundleFile>([
        ['index.html', { content: page }],
        ['new.css', { content: 'a {}' }],
      ]),
      guard,
    });
    const target = join(folder.path, 'out');
    expect(
      exportFolder(
        host,
        { ...bundle('first'), files: new Map([['index.html', { content: 'first' }]]) },
        target,
      ),
    ).toEqual([]);
    const before = readdirSync(target);
    expect(exportFolder(host, bundle(read), target)).toHaveLength(1);
    expect(readdirSync(target)).toEqual(before);
    expect(readFileSync(join(target, 'index.html'), 'utf8')).toBe('first');
    expect(existsSync(join(target, 'new.css'))).toBe(false);
  } finally {
    folder.remove();
  }
});
