import { askedAt, elapsedAt, pauseAt, type Timer } from '../link/timer.ts';
import type { Words } from '../page/options.ts';
import { type Parts, setText } from './parts.ts';
import { behindBy, type Plan, paceOf } from './plan.ts';
import { formatClock, formatRemaining, formatSpan } from './time.ts';

/** Shows clock, timer and pace. */
export function showTimes(
  parts: Parts,
  words: Words,
  { timer, plan, slide, now }: { timer: Timer; plan: Plan; slide: string; now: number },
): void {
  const elapsed = elapsedAt(timer, now);
  setText(parts.get('clock'), formatClock(new Date()));
  setText(parts.get('elapsed'), formatSpan(elapsed));
  const left = plan.total === undefined ? undefined : plan.total - elapsed;
  setText(parts.get('remaining'), left === undefined ? '–' : formatRemaining(left));
  setText(parts.get('remaining-name'), words((left ?? 0) < 0 ? 'over' : 'left'));
  parts.get('remaining').classList.toggle('is-over', (left ?? 0) < 0);
  showPace(parts, words, timer, now, behindBy(plan, slide, elapsed));
  const action = { ready: 'start', running: 'pause', paused: 'continue' } as const;
  setText(parts.get('timer-word'), words(action[timer.phase]));
  parts.root.classList.toggle('is-paused', timer.phase === 'paused');
}

function showPace(parts: Parts, words: Words, timer: Timer, now: number, behind: number | undefined): void {
  const pace = parts.get('pace');
  const say = (kind: string, figure: string, word: string): void => {
    pace.className = `pace ${kind}`;
    setText(parts.get('pace-figure'), figure);
    setText(parts.get('pace-word'), word);
  };
  pace.hidden = timer.phase === 'running' && behind === undefined;
  if (timer.phase === 'paused') {
    say('paused', formatSpan(pauseAt(timer, now)), words('paused'));
  } else if (timer.phase === 'ready') {
    say('ready', '', words('ready'));
  } else {
    const kind = paceOf(behind ?? 0);
    say(kind, kind === 'on-time' ? '' : formatSpan(Math.abs(behind ?? 0)), words(kind));
  }
  const asked = askedAt(timer, now);
  pace.title = asked > 0 ? `${words('paused')}: ${formatSpan(asked)}` : '';
}
