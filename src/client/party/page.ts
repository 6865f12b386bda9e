import { createNonce } from '../link/identity.ts';
import { Link } from '../link/link.ts';
import type { Role } from '../link/message.ts';
import { joinServer, type Standing } from '../link/socket.ts';
import type { Words } from '../page/options.ts';
import { readSheets, type Sheet } from '../presenter/slides.ts';

/** What the server tells a remote's or a participant's page. */
export interface PartyOptions {
  readonly width: number;
  readonly height: number;
  /** Minutes. */
  readonly duration?: number;
  readonly role: 'control' | 'look' | 'follow';
  readonly build: number;
  readonly scheme: 'dark' | 'light';
  readonly words: Readonly<Record<string, string>>;
}

export interface Party {
  readonly options: PartyOptions;
  readonly link: Link;
  readonly sheets: readonly Sheet[];
  readonly root: HTMLElement;
  readonly part: (name: string) => HTMLElement;
  /** Calls back when a button is pressed, by what it does. */
  readonly onPress: (actions: Readonly<Record<string, () => void>>) => void;
}

export function openParty(): Party {
  const text = document.getElementById('turnout-options')?.textContent;
  const slides = document.querySelector<HTMLTemplateElement>('#party-slides')?.content.firstElementChild;
  const root = document.querySelector<HTMLElement>('.party');
  if (text === null || text === undefined || !slides || root === null)
    throw new Error('the page is not whole');
  const options = JSON.parse(text) as PartyOptions;
  const role: Role = options.role === 'follow' ? 'follower' : 'remote';
  root.style.setProperty('--aspect', `${options.width} / ${options.height}`);
  return {
    options,
    link: new Link({ id: createNonce(), role, now: () => performance.now() }),
    sheets: readSheets(slides),
    root,
    part: (name) => {
      const found = root.querySelector<HTMLElement>(`[data-part="${name}"]`);
      if (found === null) throw new Error(`the page has no part ${name}`);
      return found;
    },
    onPress: (actions) =>
      root.addEventListener('click', ({ target }) => {
        const name = (target as Element).closest<HTMLElement>('[data-do]')?.dataset.do;
        if (name !== undefined) actions[name]?.();
      }),
  };
}

/** ms that a lost connection may last unsaid: most are back before anybody looks up. */
const graceMs = 600;

/** Connects the page with the server. The notice says when that fails; a new build is loaded afresh. */
export function joinParty(party: Party, words: Words, pace: { greetMs: number; reloadMs: number }): void {
  const notice = party.part('notice');
  let timer: number | undefined;
  const say = (standing: Standing): void => {
    window.clearTimeout(timer);
    if (standing === 'open') notice.hidden = true;
    else {
      timer = window.setTimeout(
        () => {
          notice.textContent = words(`remote-${standing}`);
          notice.hidden = false;
        },
        standing === 'lost' ? graceMs : 0,
      );
    }
  };
  joinServer(party.link, {
    address: `ws://${location.host}${location.pathname}link`,
    page: location.pathname,
    greetMs: pace.greetMs,
    onStanding: say,
    onOther: (said) => {
      const { kind, build } = (said ?? {}) as { kind?: unknown; build?: unknown };
      const kept = (history.state ?? {}) as { tried?: unknown };
      // A build of which the server has no page is asked for once.
      if (kind !== 'build' || build === party.options.build || build === kept.tried) return;
      history.replaceState({ ...kept, tried: build }, '');
      // Not all of a room at the same moment.
      window.setTimeout(() => location.reload(), Math.random() * pace.reloadMs);
    },
  });
}
