import { expect, test } from 'vitest';
import { diagnose } from '../../src/diagnostics/diagnostic.ts';
import { toBugProblem, toProblems } from '../../src/preview/problems.ts';

const source = { path: '/talk/sections/10-one.yaml', text: 'title: One\nslides: <b>\n' };
const span = { source, start: 19, end: 22 };

test('a problem carries all that a person needs, as plain text', () => {
  const found = diagnose('wrong-type', '`slides` is a list', {
    span,
    hints: ['begin with `- id: …`'],
    related: [{ message: 'see here', span: { source, start: 0, end: 5 } }],
  });
  expect(toProblems([found], '/talk')).toEqual({
    problems: [
      {
        severity: 'error',
        code: 'wrong-type',
        message: '`slides` is a list',
        place: 'sections/10-one.yaml:2:9',
        link: 'vscode://file/talk/sections/10-one.yaml:2:9',
        open: 0,
        frame: '  1 | title: One\n  2 | slides: <b>\n    |         ^^^',
        related: ['see here: sections/10-one.yaml:1:1'],
        hints: ['begin with `- id: …`'],
      },
    ],
    more: 0,
    places: [{ file: '/talk/sections/10-one.yaml', line: 2, column: 9 }],
  });
});

test('errors come first, and no more than can be read', () => {
  const warning = diagnose('missing-alt', 'no alternative text');
  const errors = Array.from({ length: 60 }, (_, index) => diagnose('duplicate-id', `number ${index}`));
  const { problems, more } = toProblems([warning, ...errors], '/talk');
  expect(problems).toHaveLength(50);
  expect(problems.every((each) => each.severity === 'error')).toBe(true);
  expect(more).toBe(11);
});

test('what is known of no file has no place', () => {
  expect(toProblems([diagnose('no-deck', 'gone')], '/').problems[0]).not.toHaveProperty('place');
  expect(toBugProblem(new TypeError('x is undefined'))).toMatchObject({
    severity: 'error',
    message: 'Turnout itself failed: x is undefined',
  });
});
