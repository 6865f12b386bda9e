import { describe, expect, test } from 'vitest';
import type { Variable } from '../../src/compose/variables.ts';
import { isShown, type Scope } from '../../src/compose/when.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { ScalarNode } from '../../src/model/node.ts';

const text = (value: string): Variable => ({ type: 'text', value, text: value });
const scope: Scope = {
  variables: new Map<string, Variable>([
    ['company', text('Halden')],
    ['nobody', text('')],
    ['seats', { type: 'number', value: 30, text: '30' }],
    ['none', { type: 'number', value: 0, text: '0' }],
    ['internal', { type: 'flag', value: false, text: 'false' }],
    ['public', { type: 'flag', value: true, text: 'true' }],
    ['stack', { type: 'list', value: ['Kubernetes', '7'], text: 'Kubernetes and 7' }],
    ['top-speed', { type: 'number', value: -2.5, text: '-2.5' }],
    ['faulty', { type: 'number', value: 0, text: '', isBroken: true }],
  ]),
  profiles: ['training', 'short'],
  knownProfiles: ['training', 'short', 'lightning'],
  lang: 'es',
};

function judge(condition: string): { shown: boolean; faults: readonly Diagnostic[] } {
  const source = { path: 'x.yaml', text: `when: ${condition}` };
  const span = { source, start: 6, end: source.text.length };
  const node: ScalarNode = { kind: 'scalar', value: condition, text: condition, span };
  const faults: Diagnostic[] = [];
  return { shown: isShown(node, scope, faults), faults };
}

describe('a condition holds', () => {
  test.each([
    ['company', true],
    ['nobody', false],
    ['seats', true],
    ['none', false],
    ['internal', false],
    ['not internal', true],
    ['not not internal', false],
    ['company and not internal', true],
    ['company and internal', false],
    ['internal or company', true],
    // `and` binds more than `or`, `not` less than a comparison.
    ['public or internal and internal', true],
    ['(public or internal) and internal', false],
    ['not seats == 31', true],
    ['not (seats == 30)', false],
    ['seats >= 30 and seats < 31', true],
    ['seats != 30', false],
    ['top-speed < -2', true],
    ['company == "Halden"', true],
    ["company == 'Halden'", true],
    ['company != "Halden"', false],
    ['internal == false', true],
    ['"Kubernetes" in stack', true],
    ['7 in stack', true],
    ['"Helm" in stack', false],
    ['lang in ["es", "fr"]', true],
    ['lang == "en"', false],
    ['profile == "training"', true],
    ['profile == "short"', true],
    ['profile != "lightning"', true],
    ['"lightning" in profile', false],
    ['stack', true],
    ['true', true],
    ['false', false],
  ])('%s: %s', (condition, shown) => {
    expect(judge(condition)).toEqual({ shown, faults: [] });
  });
});

describe('a fault is named where it stands, and what it is about stays', () => {
  test.each([
    ['compny', 'compny', 'unknown-variable'],
    ['company and unheard', 'unheard', 'unknown-variable'],
    // What would not decide is looked at, too.
    ['true or compny', 'compny', 'unknown-variable'],
    ['company = "x"', '=', 'invalid-condition'],
    ['company || seats', '||', 'invalid-condition'],
    ['!company', '!', 'invalid-condition'],
    ['company.constructor', '.', 'invalid-condition'],
    ['company["length"]', '[', 'invalid-condition'],
    ['process("x")', '(', 'invalid-condition'],
    ['company seats', 'seats', 'invalid-condition'],
    ['company and', 'and', 'invalid-condition'],
    ['(company', 'company', 'invalid-condition'],
    ['seats > "3"', '"3"', 'invalid-condition'],
    ['seats == "30"', '"30"', 'invalid-condition'],
    ['stack == "x"', 'stack', 'invalid-condition'],
    ['"x" in company', 'company', 'invalid-condition'],
    ['1 < seats < 3', '<', 'invalid-condition'],
    ['profile == "trainig"', '"trainig"', 'unknown-choice'],
    [`${'('.repeat(600)}company`, `${'('.repeat(600)}company`, 'invalid-condition'],
  ])('%s', (condition, place, code) => {
    const { faults } = judge(condition);
    expect(faults.map((each) => each.code)).toEqual([code]);
    const { span } = faults[0] as Diagnostic;
    expect(span?.source.text.slice(span.start, span.end)).toBe(place);
  });

  test('a variable whose value is wrong causes no second complaint', () => {
    expect(judge('faulty > 3 or faulty == "x" or "a" in faulty').faults).toEqual([]);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is no variable', (name) => {
    expect(judge(name).faults.map(({ code }) => code)).toEqual(['unknown-variable']);
  });
});
