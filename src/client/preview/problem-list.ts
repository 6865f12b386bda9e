import type { Problem } from '../../preview/message.ts';
import { element, messageParts } from './elements.ts';

/** Opens the place of a problem in the person's editor. */
export type OpenProblem = (number: number) => void;

/** The problems as a list: headline, place, code frame, what else is concerned, hints. */
export function problemList(problems: readonly Problem[], more: number, open: OpenProblem): HTMLElement {
  const items = problems.map((problem) => problemItem(problem, open));
  const rest =
    more === 0
      ? []
      : [element('li', { class: 'more' }, ...messageParts(`and ${more} more: \`turnout check\` lists all`))];
  return element('ol', { class: 'problems' }, ...items, ...rest);
}

function problemItem(problem: Problem, open: OpenProblem): HTMLElement {
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
    ...(place === undefined ? [] : [placeOf(problem, place, open)]),
    ...(frame === undefined
      ? []
      : [element('pre', { class: 'frame', tabindex: '0', role: 'group', 'aria-label': 'Code' }, frame)]),
    ...related.map((text) => element('p', { class: 'related' }, text)),
    ...hints.map((text) =>
      element('p', { class: 'hint' }, element('span', {}, 'hint:'), ' ', ...messageParts(text)),
    ),
  );
}

/** A click opens the file at the line. */
function placeOf({ open: number, link }: Problem, place: string, open: OpenProblem): HTMLElement {
  if (number === undefined || link === undefined) return element('p', { class: 'place' }, place);
  const button = element('button', { type: 'button', class: 'open', title: 'Open in your editor' }, place);
  button.addEventListener('click', () => open(number));
  return element('p', { class: 'place' }, button, ' ', element('a', { href: link }, 'VS Code'));
}
