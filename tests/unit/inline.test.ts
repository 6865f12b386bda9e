import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inlinePage } from '../../src/export/inline.ts';
import { dataUrl } from '../../src/export/inline-data.ts';
import { mapMarkup } from '../../src/export/inline-markup.ts';
import { narrowPolicy } from '../../src/export/inline-policy.ts';
import { dropRules } from '../../src/export/inline-rules.ts';
import { squeezeCss } from '../../src/export/inline-squeeze.ts';
import { encodingsFor } from '../../src/export/single-file-formats.ts';
import { shrunkSize } from '../../src/export/single-file-pictures.ts';
import { uselessInReveal } from '../../src/export/single-file-styles.ts';
import { caseFolder, caseNames, expectFile } from '../support/cases.ts';

const fill = 'fill()';

/** `input/` is a page with its files; `beside`, where there is one, lists paths that stay beside it. */
describe('a page with its files in it', () => {
  test.each(caseNames('inline'))('%s', (name) => {
    const folder = caseFolder('inline', name);
    const list = join(folder, 'beside');
    const beside = new Set(existsSync(list) ? readFileSync(list, 'utf8').trim().split('\n') : []);
    const file = (path: string) => {
      const at = join(folder, 'input', path);
      return path.startsWith('..') || !existsSync(at) ? undefined : { bytes: readFileSync(at) };
    };
    const page = readFileSync(join(folder, 'input/page.html'), 'utf8');
    const { html, missing } = inlinePage(page, { file, fill, beside });
    expectFile(join(folder, 'expected.html'), html);
    expectFile(join(folder, 'expected-missing.txt'), missing.join('\n') || 'nothing');
  });
});

describe('markup', () => {
  const upper = (html: string): string =>
    mapMarkup(html, {
      style: (css) => css.toUpperCase(),
      tag: (_, attributes) => attributes.map(([key, value]) => [key, value?.toUpperCase()]),
    });

  test.each([
    ['<p a="x>y" b=\'z\' c=w d>', '<p a="X&gt;Y" b="Z" c="W" d>'],
    ['<br/><x-y a = "1" />', '<br /><x-y a="1" />'],
    ['a < b <p a="&#x41;&#66;&unknown;">', 'a < b <p a="AB&amp;UNKNOWN;">'],
    ['<style>a<b</style><textarea><p a="x"></textarea>', '<style>A<B</style><textarea><p a="x"></textarea>'],
    ['<!-- <p a="x"> --><p a="x">', '<!-- <p a="x"> --><p a="X">'],
    ['<noscript><style>a</style></noscript>', '<noscript><style>A</style></noscript>'],
  ])('%s', (html, expected) => {
    expect(upper(html)).toBe(expected);
  });
});

test.each([
  ['a {\n  b: c;\n  d: e\n}\n', 'a{b:c;d:e}'],
  ['/* x */ a,\n b :hover > c { d: calc(1px + 2px) }', 'a,b :hover > c{d:calc(1px + 2px)}'],
  ['a {\n content: "/* ; */  x" }', 'a{content:"/* ; */  x"}'],
  ['a {\n b: url(data:image/x;base64,A  ;B) }', 'a{b:url(data:image/x;base64,A  ;B)}'],
  [
    'a { b: c } /* on one line, as its maker left it */',
    'a { b: c } /* on one line, as its maker left it */',
  ],
  ['a/**/b {\n}', 'a b{}'],
])('a style without what means nothing: %j', (css, expected) => {
  expect(squeezeCss(css)).toBe(expected);
});

test('rules that do nothing in a page are not carried', () => {
  const isUseless = uselessInReveal(
    '<section data-transition="fade"><p class="fragment grow"><b class="progress">',
  );
  const css = [
    '.reveal [data-transition=zoom],.reveal.zoom section:not([data-transition]){a:b}',
    '.reveal [data-transition~=fade-in],.reveal [data-transition=zoom]{c:d}',
    '.reveal [data-transition~=zoom-in],.reveal .slides>section>section.past{l:m}',
    '.reveal .fragment.strike,.reveal .navigate-up{n:o}.reveal .fragment.grow{p:q}.own .progress{r:s}',
    '.reveal:not(.progress) .controls{t:u}',
    '.reveal .slide,.fragment.zoom-in{e:"}"}',
    '@media print{.reveal [data-transition=cube]{f:g}}@media print{.a{h:i}.reveal.cube{j:k}}',
    '@font-face{src:url(a.woff2)}',
  ].join('');
  expect(dropRules(css, isUseless)).toBe(
    [
      '.reveal [data-transition~=fade-in],.reveal [data-transition=zoom]{c:d}',
      '.reveal .fragment.grow{p:q}.own .progress{r:s}',
      '.reveal:not(.progress) .controls{t:u}',
      '.reveal .slide,.fragment.zoom-in{e:"}"}',
      '@media print{.a{h:i}}',
      '@font-face{src:url(a.woff2)}',
    ].join(''),
  );
});

test('a policy names no place beside the page, and the scripts that were added', () => {
  const policy =
    "default-src 'none'; img-src 'self' file: data:; frame-src 'self' file:; script-src 'sha256-a='";
  expect(narrowPolicy(policy, [])).toBe(
    "default-src 'none'; img-src data:; frame-src 'none'; script-src 'sha256-a='",
  );
  expect(narrowPolicy(policy, [fill])).toMatch(/script-src 'sha256-a=' 'sha256-[\w+/]{43}='$/);
});

test('what is not UTF-8 is carried as it is', () => {
  const latin = Buffer.from('<svg><text>\xe9</text></svg>', 'latin1');
  expect(dataUrl('a.svg', latin)).toBe(`data:image/svg+xml;base64,${latin.toString('base64')}`);
  const named = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><svg/>');
  expect(dataUrl('a.svg', named)).toContain(';base64,');
});

test.each([
  [1, undefined],
  [0.95, undefined],
  [2, undefined],
  [0, undefined],
  [Number.NaN, undefined],
  [0.5, { width: 500, height: 251 }],
  [0.001, { width: 1, height: 1 }],
])('a picture of 1000 × 501 px at a scale of %d', (scale, expected) => {
  expect(shrunkSize({ width: 1000, height: 501 }, scale)).toEqual(expected);
});

test.each<[string, Buffer, readonly string[]]>([
  ['PNG', Buffer.from('\x89PNG\r\n\x1a\n....IHDR', 'latin1'), ['image/png 1', 'image/webp 1']],
  ['a PNG that moves', Buffer.from('\x89PNG\r\n\x1a\n....IHDR....acTL', 'latin1'), []],
  ['JPEG', Buffer.from('\xff\xd8\xff\xe0', 'latin1'), ['image/jpeg 0.9', 'image/webp 0.9']],
  ['WebP', Buffer.from('RIFF....WEBPVP8 ', 'latin1'), ['image/webp 0.9']],
  ['WebP without loss', Buffer.from('RIFF....WEBPVP8L', 'latin1'), ['image/webp 1']],
  ['a WebP that moves', Buffer.from('RIFF....WEBPVP8X....ANIM', 'latin1'), []],
  ['AVIF', Buffer.from('....ftypavif', 'latin1'), ['image/webp 0.9']],
  ['a row of AVIFs', Buffer.from('....ftypavis', 'latin1'), []],
  ['GIF', Buffer.from('GIF89a', 'latin1'), []],
])('%s', (_, bytes, expected) => {
  expect(encodingsFor(bytes).map((each) => each.join(' '))).toEqual(expected);
});
