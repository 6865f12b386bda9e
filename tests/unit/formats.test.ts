import { describe, expect, test } from 'vitest';
import { type Diagnostic, diagnose } from '../../src/diagnostics/diagnostic.ts';
import { formatGithub, formatJson, formatShort } from '../../src/diagnostics/format.ts';
import { applyEdits } from '../../src/export/mend.ts';

const source = { path: '/work/talk/deck.yaml', text: 'title: A talk\nthemee: night-line\n' };
const fault: Diagnostic = diagnose('unknown-field', 'a deck has no field `themee`, 100% sure', {
  span: { source, start: 14, end: 20 },
  hints: ['did you mean `theme`?'],
  related: [{ message: 'see', span: { source, start: 0, end: 5 } }],
  fix: { span: { source, start: 14, end: 20 }, text: 'theme' },
});
const cwd = '/work';

describe('formats', () => {
  test('short is clickable', () => {
    expect(formatShort(fault, { cwd })).toBe(
      'talk/deck.yaml:2:1: error[unknown-field]: a deck has no field `themee`, 100% sure',
    );
  });

  test('github makes an annotation, with its special characters escaped', () => {
    expect(formatGithub(fault, { cwd })).toBe(
      '::error file=talk/deck.yaml,line=2,endLine=2,col=1,endColumn=7,title=unknown-field::a deck has no field `themee`, 100%25 sure%0Adid you mean `theme`?',
    );
  });

  test('json has a version, ranges, hints and the fix', () => {
    const range = { start: { line: 2, column: 1, offset: 14 }, end: { line: 2, column: 7, offset: 20 } };
    expect(JSON.parse(formatJson([fault], { cwd }))).toEqual({
      version: 1,
      summary: { errors: 1, warnings: 0 },
      diagnostics: [
        {
          code: 'unknown-field',
          severity: 'error',
          message: fault.message,
          file: 'talk/deck.yaml',
          range,
          hints: fault.hints,
          related: [
            {
              message: 'see',
              file: 'talk/deck.yaml',
              range: { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 6, offset: 5 } },
            },
          ],
          fix: { file: 'talk/deck.yaml', range, text: 'theme' },
        },
      ],
    });
  });
});

describe('edits', () => {
  const edit = (start: number, end: number, text: string) => ({ span: { source, start, end }, text });
  test.each([
    ['in any order', [edit(4, 5, 'E'), edit(0, 1, 'A')], 'Abcd' + 'Ef', 2],
    ['of two that overlap the first', [edit(0, 3, 'X'), edit(2, 4, 'Y')], 'Xdef', 1],
    ['none', [], 'abcdef', 0],
  ])('%s', (_name, edits, result, made) => {
    expect(applyEdits('abcdef', edits)).toEqual({ result, made });
  });
});
