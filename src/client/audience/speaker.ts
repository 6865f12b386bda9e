import { addressOf, createNonce, nameOf, readNonce } from '../link/identity.ts';
import type { Link } from '../link/link.ts';
import { hashOf } from '../link/place.ts';
import { linkWindows, type Windows } from '../link/windows.ts';
import type { Words } from '../page/options.ts';
import { stayAwake } from '../page/wake.ts';
import type { RevealApi } from './reveal.ts';

const keyS = 83;

/** The way from the audience's window to the presenter view: key S, a button, and the link between the two. */
export function offerPresenter(reveal: RevealApi, link: Link, words: Words): void {
  let windows: Windows | undefined;
  let popup: Window | null = null;
  let letSleep: (() => void) | undefined;
  const watch = (): void => {
    const isPresented = windows?.hears('presenter') ?? false;
    if (isPresented === (letSleep !== undefined)) return;
    if (isPresented) {
      letSleep = stayAwake();
      window.addEventListener('keydown', startKey, true);
    } else {
      letSleep?.();
      letSleep = undefined;
      window.removeEventListener('keydown', startKey, true);
      link.set({ laser: null, pen: null });
    }
  };
  const enter = (): string => {
    const nonce = readNonce(window.name) ?? createNonce();
    window.name = nameOf('audience', nonce);
    windows ??= linkWindows(link, nonce, watch);
    return nonce;
  };
  const open = (): void => {
    const nonce = enter();
    const there = windows?.find('presenter') ?? (popup?.closed === false ? popup : undefined);
    if (there !== undefined) {
      there.focus();
      return;
    }
    const place = link.value('place');
    const address = addressOf('presenter', place === undefined ? '' : hashOf(place), location.href);
    popup = window.open(address, nameOf('presenter', nonce), 'popup,width=1280,height=800');
    if (popup === null) location.assign(address);
    else windows?.meet(popup);
  };
  // A window that comes back after a reload, or was opened by the presenter view.
  if (readNonce(window.name) !== undefined) {
    enter();
    if (window.opener !== null) windows?.meet(window.opener as Window);
  }
  reveal.addKeyBinding({ keyCode: keyS, key: 'S', description: words('open') }, open);
  document.body.append(speakerButton(open, words));
}

/** The start button of clickers, which would load the page afresh. */
function startKey(event: KeyboardEvent): void {
  if (event.key !== 'F5' || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  void document.documentElement.requestFullscreen?.().catch(() => undefined);
}

const pointedMs = 2_500;

/** Shown while somebody points at the deck; always there for the keyboard. */
function speakerButton(open: () => void, words: Words): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'turnout-speaker';
  button.setAttribute('aria-label', words('open'));
  button.title = `${words('open')} (S)`;
  button.innerHTML =
    '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M3 4h18v12H3zM8 20h8M12 16v4M7 8h6M7 12h4M16 8v4"/></svg>';
  button.addEventListener('click', open);
  // Space and Enter would turn the slide, too.
  button.addEventListener('keydown', (event) => {
    if (event.key === ' ' || event.key === 'Enter') event.stopPropagation();
  });
  let timer: number | undefined;
  document.addEventListener('pointermove', ({ pointerType }) => {
    if (pointerType !== 'mouse') return;
    button.classList.add('is-offered');
    window.clearTimeout(timer);
    timer = window.setTimeout(() => button.classList.remove('is-offered'), pointedMs);
  });
  return button;
}
