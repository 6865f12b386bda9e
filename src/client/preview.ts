/** Runs in the pages of `turnout preview`: shows every new build at the same place, and what is wrong with the files. */
import type { PageSetup, PreviewState } from '../preview/message.ts';
import { connect } from './preview/connection.ts';
import { createDeck } from './preview/deck.ts';
import { createPanel } from './preview/panel.ts';

const setup = (globalThis as unknown as { turnoutPreview: PageSetup }).turnoutPreview;
// The frames of the speaker view are too small for anything but their slide.
const isFrame = window.parent !== window;
const panel = isFrame ? undefined : createPanel(document);
const deck = createDeck(setup);

let newest: PreviewState | undefined;
let isBusy = false;

/** One state after the other; of those that arrive meanwhile only the newest counts. */
async function showNewest(): Promise<void> {
  if (isBusy) return;
  isBusy = true;
  for (let state = newest; state !== undefined; state = newest) {
    newest = undefined;
    // A broken deck has no new build, so that the panel is there at once; a mended one is there before it goes.
    await deck.show(state, isFrame);
    panel?.show(state);
  }
  isBusy = false;
}

connect(setup, {
  state: (state) => {
    newest = state;
    void showNewest();
  },
  connected: (isConnected) => panel?.showConnected(isConnected),
  restarted: () => deck.reload(),
});
