import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Contract } from './contract.ts';
import type { FieldGroup } from './deck.ts';
import { report, type Validation } from './validation.ts';

/** Holds fields of a slide against one another, after each was read by itself. `place` is where a missing one is reported. */
export function checkTogether(
  values: FieldGroup,
  contract: Contract,
  validation: Validation,
  place: Span,
): void {
  checkOneOf(values, contract.oneOf, validation, place);
  for (const [name, { picks, options }] of contract.fields) {
    const items = picks === undefined ? undefined : values[picks];
    const picked = options?.indexOf(String(values[name])) ?? -1;
    if (!Array.isArray(items) || picked < items.length) continue;
    report(
      validation,
      'out-of-bounds',
      `\`${name}\` is \`${values[name]}\`, and \`${picks}\` has ${items.length} items`,
      validation.spans.get(name) ?? place,
      [`it is one of: ${options?.slice(0, items.length).join(', ')}`],
    );
  }
}

function checkOneOf(values: FieldGroup, names: readonly string[], validation: Validation, place: Span): void {
  const [first, ...others] = names.filter((name) => validation.spans.has(name));
  const list = names.map((name) => `\`${name}\``).join(', ');
  for (const other of others) {
    validation.diagnostics.push(
      diagnose('excluding-fields', `\`${other}\` does not go with \`${first}\``, {
        span: validation.spans.get(other),
        hints: [`a slide of ${validation.owner} has one of: ${list}`, 'make two slides of it'],
      }),
    );
  }
  // A field that is there and wrong has been reported.
  if (names.length > 0 && first === undefined && names.every((name) => values[name] === undefined)) {
    validation.diagnostics.push(
      diagnose('missing-field', `${validation.owner} needs one of ${list}`, {
        span: place,
        hints: [validation.hint],
      }),
    );
  }
}
