import type { Deck } from '../model/deck.ts';

/** Options of reveal.js. No other file names one. */
export function revealOptions(deck: Deck): object {
  return {
    width: deck.size.width,
    height: deck.size.height,
    // Slides fill the window: their own margins are part of the design.
    margin: 0,
    minScale: 0.1,
    maxScale: 4,
    center: false,
    rtl: deck.dir === 'rtl',
    // Windows of this deck talk to each other in a way of their own; nobody else moves it.
    postMessage: false,
    postMessageEvents: false,
    hash: true,
    // Every move is a place to come back to, but the back button leaves the deck in one step.
    history: false,
    respondToHashChanges: true,
    controls: true,
    controlsTutorial: false,
    controlsLayout: 'bottom-right',
    controlsBackArrows: 'faded',
    // Progress and numbers are drawn by the slides themselves, so that paper shows them too.
    progress: false,
    slideNumber: false,
    overview: true,
    // Its own speaks English only: `client/audience/help.ts`.
    help: false,
    touch: true,
    keyboard: true,
    transition: 'none',
    backgroundTransition: 'none',
    transitionSpeed: 'fast',
    // Pictures are loaded before they are needed; nothing appears late.
    viewDistance: 4,
    mobileViewDistance: 2,
    hideInactiveCursor: true,
    // Letters that a narrow window would scale down are read by scrolling on a phone.
    scrollActivationWidth: null,
  };
}

/** What changes for somebody who asked the system for less motion. */
export const stillOptions: object = { transition: 'none', backgroundTransition: 'none', autoAnimate: false };
