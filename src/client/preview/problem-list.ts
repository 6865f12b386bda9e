import type { Problem } from '../../preview/message.ts';
import { element, messageParts } from './elements.ts';

/** What a click on a problem does. */
export interface ProblemActs {
  /** Opens its place in the person's editor, and shows its slide where there is one. */
  readonly open: (problem: Problem) => void;
  readonly jump: (problem: Problem) => void;
}

/** The problems as a list: headline, place, code frame, what else is concerned, hints. */
export function problemList(problems: readonly Problem[], more: number, acts: ProblemActs): HTMLElement {
  const items = problems.map((problem) => problemItem(problem, acts));
  const rest =
    more === 0
      ? []
      : [element('li', { class: 'more' }, ...messageParts(`and ${more} more: \`turnout check\` lists all`))];
  return element('ol', { class: 'problems' }, ...items, ...rest);
}

function problemItem(problem: Problem, acts: ProblemActs): HTMLElement {
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
    ...(place === undefined ? [] : [placeOf(problem, place, acts)]),
    ...(problem.slide === undefined ? [] : [slideOf(problem, problem.slide, acts)]),
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
function placeOf(problem: Problem, place: string, { open }: ProblemActs): HTMLElement {
  const { link } = problem;
  if (problem.open === undefined || link === undefined) return element('p', { class: 'place' }, place);
  const button = element('button', { type: 'button', class: 'open', title: 'Open in your editor' }, place);
  button.addEventListener('click', () => open(problem));
  return element('p', { class: 'place' }, button, ' ', element('a', { href: link }, 'VS Code'));
}

function slideOf(problem: Problem, slide: string, { jump }: ProblemActs): HTMLElement {
  const button = element('button', { type: 'button', class: 'jump' }, element('code', {}, slide));
  button.addEventListener('click', () => jump(problem));
  const { step } = problem;
  return element('p', { class: 'slide-of' }, 'on slide ', button, step === undefined ? '' : `, step ${step}`);
}
