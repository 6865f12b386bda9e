import type { Problem } from '../../preview/message.ts';
import { element, messageParts } from './elements.ts';

/** The problems as a list: headline, place, code frame, what else is concerned, hints. */
export function problemList(problems: readonly Problem[], more: number): HTMLElement {
  const items = problems.map(problemItem);
  const rest =
    more === 0
      ? []
      : [element('li', { class: 'more' }, ...messageParts(`and ${more} more: \`turnout check\` lists all`))];
  return element('ol', { class: 'problems' }, ...items, ...rest);
}

function problemItem(problem: Problem): HTMLElement {
  const { severity, code, message, place, frame, related, hints } = problem;
  return element(
    'li',
    { class: `problem ${severity}` },
    element(
      'p',
      { class: 'head' },
      element('span', { class: 'code' }, `${severity}[${code}]`),
      ' ',
      ...messageParts(message),
    ),
    ...(place === undefined ? [] : [element('p', { class: 'place' }, place)]),
    ...(frame === undefined ? [] : [element('pre', { class: 'frame' }, frame)]),
    ...related.map((text) => element('p', { class: 'related' }, text)),
    ...hints.map((text) =>
      element('p', { class: 'hint' }, element('span', {}, 'hint:'), ' ', ...messageParts(text)),
    ),
  );
}
