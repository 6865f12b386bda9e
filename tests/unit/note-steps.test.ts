import { describe, expect, test } from 'vitest';
import { partsOf, withoutMarkers } from '../../src/model/note-steps.ts';
import { spokenWords } from '../../src/model/notes.ts';
import { captionFaults } from '../../src/model/webvtt.ts';
import { partOf } from '../../src/preview/range.ts';

const parts = (...lines: string[]): [number, string][] =>
  partsOf(lines.join('\n')).map(({ step, text }) => [step, text]);

describe('parts of notes by step', () => {
  test.each<[string, string[], [number, string][]]>([
    ['no marker', ['Words [here](x).'], [[0, 'Words [here](x).']]],
    [
      'before and after',
      ['A', '', '[step]', 'B', '', '[step] C'],
      [
        [0, 'A'],
        [1, 'B'],
        [2, 'C'],
      ],
    ],
    [
      'numbers are taken as they are, the next counts on',
      ['[step 3] A', '[Step] B'],
      [
        [3, 'A'],
        [4, 'B'],
      ],
    ],
    [
      'an empty part',
      ['[step 1]', '[step 2] B'],
      [
        [1, ''],
        [2, 'B'],
      ],
    ],
    ['in the middle of a line it is text', ['Say [step 2] aloud'], [[0, 'Say [step 2] aloud']]],
    ['a link is none', ['[step 2](#map)'], [[0, '[step 2](#map)']]],
    ['nor is code', ['```', '[step 1]', '```'], [[0, '```\n[step 1]\n```']]],
    [
      'a shorter fence does not end a longer one',
      ['````', '```', '[step]', '````', '[step] B'],
      [
        [0, '````\n```\n[step]\n````'],
        [1, 'B'],
      ],
    ],
    [
      'addresses hold for all parts',
      ['[a][x]', '[step] [b][x]', '', '[x]: #map'],
      [
        [0, '[a][x]\n\n[x]: #map'],
        [1, '[b][x]\n\n[x]: #map'],
      ],
    ],
  ])('%s', (_, lines, expected) => {
    expect(parts(...lines)).toEqual(expected);
  });

  test('markers are not said', () => {
    expect(withoutMarkers('One two.\n\n[step 2] Three.')).toBe('One two.\n\nThree.');
    expect(spokenWords(new Map([['speaker', 'One two.\n\n[step 2] Three.']]))).toBe(3);
  });
});

describe('captions', () => {
  const head = 'WEBVTT\n\n';
  test.each<[string, string, number[]]>([
    ['a caption', `${head}00:01.000 --> 00:02.000\nWords`, []],
    [
      'hours, a name, settings, notes, styles',
      `${head}NOTE by hand\n\nSTYLE\n::cue { color: red }\n\nintro\n01:00:01.000 --> 01:00:02.000 line:0\nWords\n`,
      [],
    ],
    [
      'other line ends and a mark of the encoding',
      '\uFEFFWEBVTT - a title\r\n\r\n00:01.000 --> 00:02.000\r\nWords\r\n',
      [],
    ],
    ['another format', '1\n00:00:01,000 --> 00:00:02,000\nWords', [1]],
    ['a comma', `${head}00:01,000 --> 00:02.000\nWords`, [3]],
    ['no time', `${head}Words`, [3]],
    ['backwards', `${head}00:03.000 --> 00:02.000\nWords`, [3]],
    ['61 seconds', `${head}00:00.000 --> 00:61.000\nWords`, [3]],
    ['nothing between head and caption', 'WEBVTT\n00:01.000 --> 00:02.000\nWords', [2]],
    ['no captions', 'WEBVTT\n', [1]],
  ])('%s', (_, text, lines) => {
    expect(captionFaults(text).map(({ line }) => line)).toEqual(lines);
  });
});

describe('parts of a file', () => {
  const whole = Buffer.from('0123456789');
  test.each<[string | undefined, number | undefined, string, string]>([
    [undefined, undefined, '', ''],
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-30', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=5-99', 206, '56789', 'bytes 5-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=-0', 416, '', 'bytes */10'],
    ['bytes=4-2', undefined, '', ''],
    ['bytes=0-1,3-4', undefined, '', ''],
    ['bytes=-', undefined, '', ''],
    ['lines=1-2', undefined, '', ''],
  ])('%s', (range, status, body, content) => {
    const part = partOf(range, whole);
    expect([part?.status, part?.body.toString() ?? '', part?.headers['content-range'] ?? '']).toEqual([
      status,
      body,
      content,
    ]);
  });
});
