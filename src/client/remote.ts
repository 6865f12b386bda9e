/** The speaker's phone: current and next slide, notes, time, and two large buttons. */
import type { Position } from './link/state.ts';
import { elapsedAt, pause, readyTimer, start } from './link/timer.ts';
import { wordsFrom } from './page/options.ts';
import { stayAwake } from './page/wake.ts';
import { joinParty, openParty } from './party/page.ts';
import { next, placeIn, previous } from './presenter/moves.ts';
import { lightStep } from './presenter/note-steps.ts';
import { setText } from './presenter/parts.ts';
import { behindBy, paceOf, planOf } from './presenter/plan.ts';
import { createStage } from './presenter/stage.ts';
import { cueOf } from './presenter/steps.ts';
import { formatRemaining, formatSpan } from './presenter/time.ts';

const party = openParty();
const { options, link, sheets, root, part } = party;
const words = wordsFrom(options);
const { duration } = options;
const plan = planOf(sheets, duration === undefined ? undefined : duration * 60_000);
const nowStage = createStage(part('now'), options, undefined);
const nextStage = createStage(part('next'), options, undefined);
const clockMs = 250;
/** Slide whose notes are shown. */
let noted: string | undefined;

const place = (): Position => placeIn(sheets, link.value('place')) ?? { slide: '', step: -1 };
const timer = () => link.value('timer') ?? readyTimer;

function showPlace(): void {
  const at = place();
  const following = next(sheets, at);
  const sheet = sheets.find(({ id }) => id === at.slide);
  const other = sheets.find(({ id }) => id === following?.slide);
  if (sheet === undefined) return;
  nowStage.show(sheet, at);
  nextStage.show(other, following);
  const isStep = following?.slide === sheet.id;
  const where = words('slide', { n: sheet.number, all: sheets.length });
  const step = sheet.steps === 0 ? '' : `, ${words('step', { n: at.step + 1, all: sheet.steps })}`;
  setText(part('place'), where + step);
  setText(part('status'), `${where}${step}: ${sheet.title}`);
  setText(part('next-name'), words(following === undefined ? 'end' : isStep ? 'next-step' : 'next'));
  setText(part('cue'), isStep ? cueOf(sheet.box, at.step + 1) : (other?.title ?? ''));
  if (noted !== sheet.id) {
    noted = sheet.id;
    showNotes(sheet.notes);
  }
  lightStep(part('notes'), at.step)?.scrollIntoView({ block: 'nearest' });
}

function showNotes(notes: Element | undefined): void {
  const nothing = document.createElement('p');
  nothing.className = 'nothing';
  nothing.textContent = words('no-notes');
  part('notes').replaceChildren(
    ...(notes === undefined ? [nothing] : document.importNode(notes, true).childNodes),
  );
  root.scrollIntoView();
}

function showState(): void {
  const isBlack = link.value('black') ?? false;
  root.classList.toggle('is-black', isBlack);
  part('black').hidden = !isBlack;
  root.querySelector('[data-do="black"]')?.setAttribute('aria-pressed', String(isBlack));
}

function showTime(): void {
  const elapsed = elapsedAt(timer(), link.now());
  const left = plan.total === undefined ? undefined : plan.total - elapsed;
  setText(part('elapsed'), formatSpan(elapsed));
  setText(part('remaining'), left === undefined ? '–' : formatRemaining(left));
  setText(part('remaining-name'), words((left ?? 0) < 0 ? 'over' : 'left'));
  part('remaining').classList.toggle('is-over', (left ?? 0) < 0);
  const behind = timer().phase === 'running' ? behindBy(plan, place().slide, elapsed) : undefined;
  const kind = paceOf(behind ?? 0);
  const figure = kind === 'on-time' ? '' : `${formatSpan(Math.abs(behind ?? 0))} `;
  part('pace').className = `p-pace ${kind}`;
  setText(part('pace'), behind === undefined ? '' : figure + words(kind));
  const action = { ready: 'start', running: 'pause', paused: 'continue' } as const;
  const word = root.querySelector<HTMLElement>('[data-part="timer-word"]');
  if (word !== null) setText(word, words(action[timer().phase]));
}

function go(to: Position | undefined): void {
  if (to !== undefined) link.set({ place: to });
}

root.classList.toggle('is-turned', options.scheme === 'light');
party.onPress({
  next: () => go(next(sheets, place())),
  previous: () => go(previous(sheets, place())),
  black: () => link.set({ black: !(link.value('black') ?? false) }),
  timer: () => {
    const isRunning = timer().phase === 'running';
    link.set({ timer: isRunning ? pause(timer(), link.now()) : start(timer(), link.now(), place().slide) });
  },
});
link.listen(() => {
  showPlace();
  showState();
  showTime();
});
showPlace();
showTime();
window.setInterval(showTime, clockMs);
stayAwake();
joinParty(party, words, { greetMs: 1_000, reloadMs: 0 });
