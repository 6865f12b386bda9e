/** A participant's own screen: goes along with the talk, may look back, and returns to live. */
import { isSame } from './link/place.ts';
import type { Position } from './link/state.ts';
import { wordsFrom } from './page/options.ts';
import { joinParty, openParty } from './party/page.ts';
import { next, placeIn, previous } from './presenter/moves.ts';
import { setText } from './presenter/parts.ts';
import { createStage } from './presenter/stage.ts';

const party = openParty();
const { options, link, sheets, root, part } = party;
const words = wordsFrom(options);
const stage = createStage(part('now'), options, undefined);
/** Where somebody looks; undefined: where the talk is. */
let own: Position | undefined = readOwn();
let noted: string | undefined;

/** Undefined until the talk has said where it is. */
function live(): Position | undefined {
  const place = link.value('place');
  return place === undefined ? undefined : placeIn(sheets, place);
}

function show(): void {
  const talk = live();
  const at = own ?? talk;
  const isWaiting = at === undefined || talk === undefined;
  const isLive = own === undefined;
  part('live').classList.toggle('is-live', isLive && !isWaiting);
  setText(part('live'), words(isWaiting ? 'follow-waiting' : isLive ? 'follow-live' : 'follow-browsing'));
  // Without `at` there is nothing to look at, and nothing to turn.
  setDisabled('live', isLive);
  setDisabled('previous', at === undefined || previous(sheets, at) === undefined);
  setDisabled('next', isLive || isWaiting);
  const isBlack = isLive && (link.value('black') ?? false);
  root.classList.toggle('is-black', isBlack);
  part('black').hidden = !isBlack;
  if (at !== undefined) showPlace(at);
}

function showPlace(at: Position): void {
  const sheet = sheets.find(({ id }) => id === at.slide);
  if (sheet === undefined) return;
  stage.show(sheet, at);
  // Here the slide is there to be read, not only to be looked at.
  stage.sheet.setAttribute('role', 'group');
  stage.sheet.firstElementChild?.removeAttribute('inert');
  const where = words('slide', { n: sheet.number, all: sheets.length });
  const step = sheet.steps === 0 ? '' : `, ${words('step', { n: at.step + 1, all: sheet.steps })}`;
  setText(part('place'), where + step);
  setText(part('status'), `${where}${step}: ${sheet.title}`);
  if (noted === sheet.id) return;
  noted = sheet.id;
  part('notes-box').hidden = sheet.notes === undefined;
  const notes = sheet.notes === undefined ? [] : [...document.importNode(sheet.notes, true).childNodes];
  part('notes').replaceChildren(...notes);
}

/** A place that the talk has reached is live again: nobody looks ahead of it. */
function look(to: Position | undefined): void {
  if (to === undefined) return;
  own = isAtLive(to) ? undefined : to;
  keepOwn();
  show();
}

function isAtLive(place: Position): boolean {
  const talk = live();
  if (talk === undefined || isSame(place, talk)) return true;
  const index = (each: Position): number => sheets.findIndex(({ id }) => id === each.slide);
  return index(place) > index(talk) || (index(place) === index(talk) && place.step >= talk.step);
}

function setDisabled(action: string, isDisabled: boolean): void {
  const button = root.querySelector<HTMLButtonElement>(`[data-do="${action}"]`);
  if (button === null || button.disabled === isDisabled) return;
  // A button that goes away under the focus would lose it to nowhere.
  const hadFocus = document.activeElement === button;
  button.disabled = isDisabled;
  if (hadFocus) root.querySelector<HTMLButtonElement>('[data-do]:enabled')?.focus();
}

/** In the history's own entry, so that a reload and a build that changed keep it. */
function keepOwn(): void {
  history.replaceState({ ...history.state, own }, '');
}

function readOwn(): Position | undefined {
  const { own: kept } = (history.state ?? {}) as { own?: Position };
  return kept === undefined ? undefined : placeIn(sheets, kept);
}

party.onPress({
  previous: () => {
    const at = own ?? live();
    if (at !== undefined) look(previous(sheets, at));
  },
  next: () => {
    if (own !== undefined) look(next(sheets, own));
  },
  live: () => {
    own = undefined;
    keepOwn();
    show();
  },
});
link.listen(() => {
  if (own !== undefined && isAtLive(own)) {
    own = undefined;
    keepOwn();
  }
  show();
});
show();
joinParty(party, words, { greetMs: 5_000, reloadMs: 2_000 });
