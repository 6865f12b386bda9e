import { addressOf, createNonce, nameOf, readNonce } from '../link/identity.ts';
import { Link } from '../link/link.ts';
import { readMessage, type SentState } from '../link/message.ts';
import { hashOf } from '../link/place.ts';
import type { Position } from '../link/state.ts';
import { linkWindows, type Windows } from '../link/windows.ts';

/**
 * What a presenter window keeps over a reload, in its own entry of the history: that needs no storage. Of a page that
 * crashed the browser may have forgotten it; then there is a copy in the storage of this window.
 */
interface Kept {
  /** Of the window, by which it leads; its link has a name of its own with every page. */
  readonly id: string;
  readonly saved: SentState;
}

export interface Session {
  readonly link: Link;
  readonly windows: Windows;
  /** By which this window leads, also after a reload. */
  readonly id: string;
  /** Whether this window leads; another presenter window that was opened later takes over. */
  leads(): boolean;
  takeLead(): void;
  /** Address of the audience's window at a place, and the name under which it belongs to this session. */
  audience(place: Position): { readonly address: string; readonly name: string };
  /** Remembers everything, with the place in the address. */
  keep(place: Position): void;
}

/** ms: to hear of another presenter window before this one leads; and to go ahead alone. */
const waits = { heard: 300, alone: 1_500 };

export function openSession(onChange: () => void): Session {
  const nonce = readNonce(window.name) ?? createNonce();
  const kept = readKept(history.state) ?? readKept(readCopy(nonce));
  window.name = nameOf('presenter', nonce);
  const id = kept?.id ?? createNonce();
  // What this window wrote last before a reload may not be kept: under the same name it would write the same stamp twice.
  const link = new Link({ id: createNonce(), role: 'presenter', now: () => performance.now() });
  if (kept !== undefined) link.restore(kept.saved);
  let isClaimed = false;
  const claim = (): void => {
    if (isClaimed) return;
    isClaimed = true;
    // After a reload it is what it was; a window that is new leads.
    if (kept === undefined || link.value('lead') === undefined) link.set({ lead: id });
  };
  const windows = linkWindows(link, nonce, () => {
    if (windows.hears('audience') && !isClaimed) window.setTimeout(claim, waits.heard);
    onChange();
  });
  window.setTimeout(claim, waits.alone);
  if (window.opener !== null) windows.meet(window.opener as Window);
  return {
    link,
    windows,
    id,
    // A window that is new, or lost what it kept because a move met its reload, leads before it could say so.
    leads: () => (kept === undefined && !isClaimed) || (link.value('lead') ?? id) === id,
    takeLead: () => link.set({ lead: id }),
    audience: (place) => ({
      address: addressOf('audience', hashOf(place), location.href),
      name: nameOf('audience', nonce),
    }),
    keep: (place) => {
      const state: Kept = { id, saved: link.saved() };
      history.replaceState({ turnout: state }, '', hashOf(place));
      keepCopy(nonce, state);
    },
  };
}

function readKept(found: unknown): Kept | undefined {
  const { turnout } = (found ?? {}) as { turnout?: Kept };
  if (turnout === undefined) return undefined;
  // Kept by an older build of the deck, it may look different.
  const message = readMessage({ kind: 'state', from: turnout.id, role: 'presenter', cells: turnout.saved });
  return message?.kind === 'state' ? { id: message.from, saved: message.cells } : undefined;
}

const storedAs = 'turnout-session';

function keepCopy(nonce: string, turnout: Kept): void {
  try {
    sessionStorage.setItem(storedAs, JSON.stringify({ nonce, turnout }));
  } catch {
    // Storage may be switched off or full.
  }
}

/** Undefined for what another session has left in this window. */
function readCopy(nonce: string): unknown {
  try {
    const copy = JSON.parse(sessionStorage.getItem(storedAs) ?? 'null') as { nonce?: unknown } | null;
    return copy?.nonce === nonce ? copy : undefined;
  } catch {
    return undefined;
  }
}
