import type { Position } from '../link/state.ts';
import { pause, readyTimer, start } from '../link/timer.ts';
import { withoutInk } from '../tools/ink.ts';
import type { Action } from './keys.ts';
import { next, nextSlide, previous, previousSlide, startOf } from './moves.ts';
import type { Parts } from './parts.ts';
import type { Tool } from './pointer.ts';
import { otherScreen } from './screens.ts';
import type { Session } from './session.ts';
import type { View } from './view.ts';

export type Actions = Readonly<Record<Action, () => void>>;

export interface ActionTools {
  readonly parts: Parts;
  readonly place: () => Position;
  readonly chooseTool: (tool: Tool) => void;
  readonly search: () => void;
  readonly scheme: () => void;
}

/** What keys and buttons do. */
export function actionsOf(session: Session, view: View, tools: ActionTools): Actions {
  const { link } = session;
  const { parts, place } = tools;
  const go = (to: Position | undefined): void => {
    if (to !== undefined) link.set({ place: to });
  };
  const timer = () => link.value('timer') ?? readyTimer;
  const begin = (): void => link.set({ timer: start(timer(), link.now(), place().slide) });
  const help = parts.get('help') as HTMLDialogElement;
  return {
    next: () => go(next(view.sheets, place())),
    previous: () => go(previous(view.sheets, place())),
    'next-slide': () => go(nextSlide(view.sheets, place())),
    'previous-slide': () => go(previousSlide(view.sheets, place())),
    first: () => go(startOf(view.sheets[0])),
    last: () => go(startOf(view.sheets.at(-1))),
    timer: () => (timer().phase === 'running' ? link.set({ timer: pause(timer(), link.now()) }) : begin()),
    start: begin,
    reset: () => link.set({ timer: readyTimer }),
    black: () => link.set({ black: !(link.value('black') ?? false) }),
    laser: () => tools.chooseTool('laser'),
    draw: () => tools.chooseTool('draw'),
    erase: () => link.set({ ink: withoutInk(link.value('ink') ?? {}, place().slide), pen: null }),
    search: tools.search,
    smaller: () => view.notes.resize(-1),
    larger: () => view.notes.resize(1),
    'scroll-down': () => view.notes.scroll(1),
    'scroll-up': () => view.notes.scroll(-1),
    scheme: tools.scheme,
    help: () => (help.open ? help.close() : help.showModal()),
    audience: () => void showAudience(session, place()),
    lead: session.takeLead,
    close: () => help.close(),
  };
}

/** A window that is there comes to the front; else a new one is opened, where the browser lets it. */
async function showAudience({ windows, audience }: Session, place: Position): Promise<void> {
  const there = windows.find('audience');
  if (there !== undefined) {
    there.focus();
    return;
  }
  const { address, name } = audience(place);
  const opened = window.open(address, name, await otherScreen());
  if (opened !== null) windows.meet(opened);
}
