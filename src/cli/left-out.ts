import type { LeftOut, TimeSelection } from '../compose/time.ts';
import { slidesOf } from '../model/deck.ts';
import { showMinutes } from '../model/pace.ts';
import { toCells, widthOf } from './cells.ts';

/** What a time left out, in a line. */
export function summarizeSelection({ deck, asked, used, left }: TimeSelection): string {
  const kept = slidesOf(deck).length;
  const head = `${showMinutes(used)} of ${showMinutes(asked)} min: ${count(kept, 'slide')}`;
  if (left.length === 0) return `${head}, nothing left out`;
  const minutes = left.reduce((sum, each) => sum + each.minutes, 0);
  return `${head}; ${count(left.length, 'slide')} of ${showMinutes(minutes)} min left out`;
}

/** The same for a command that names no slides, with where to see them. */
export function mentionSelection(selection: TimeSelection): string {
  const hint = `: \`turnout check --duration ${showMinutes(selection.asked)}m\` names them`;
  return `${summarizeSelection(selection)}${selection.left.length === 0 ? '' : hint}`;
}

/** The same, and each slide that was left out with the reason. Lines do not end with a break. */
export function describeSelection(selection: TimeSelection): string {
  const { left } = selection;
  const ids = widthOf(left.map(({ slide }) => slide.id));
  const kept = new Set(selection.deck.sections.map(({ id }) => id));
  const sections = [...new Set(left.map(({ section }) => section))];
  const blocks = sections.flatMap((section) => [
    '',
    `  ${section.title}${kept.has(section.id) ? '' : ' (the whole section)'}`,
    ...left
      .filter((each) => each.section === section)
      .map(
        (each) =>
          `    ${toCells(each.slide.id, ids)}  ${each.slide.priority.padEnd(6)}  ${reason(each, selection)}`,
      ),
  ]);
  return [summarizeSelection(selection), ...blocks].join('\n');
}

function reason({ why, minutes, with: others }: LeftOut, { asked, used }: TimeSelection): string {
  if (why === 'section') return 'nothing else of its section is kept';
  const names = others.map(({ slide }) => `\`${slide.id}\``);
  const needed = others.reduce((sum, other) => sum + other.minutes, minutes);
  const company = names.length === 0 ? '' : ` with ${names.join(', ')}`;
  return `needs ${showMinutes(needed)} min${company}, ${showMinutes(asked - used)} left`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
