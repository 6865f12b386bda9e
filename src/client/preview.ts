/** Runs in the pages of `turnout preview`: shows every new build at the same place, and what is wrong with the files. */
import type { PageSetup, PreviewState } from '../preview/message.ts';
import { createActs } from './preview/acts.ts';
import { connect } from './preview/connection.ts';
import { createDeck } from './preview/deck.ts';
import { watchFit } from './preview/fit.ts';
import { createPanel } from './preview/panel.ts';
import { readyReveal } from './preview/reveal.ts';
import { createTools } from './preview/tools.ts';

const setup = (globalThis as unknown as { turnoutPreview: PageSetup }).turnoutPreview;
const acts = createActs(setup);
const panel = createPanel(document, acts);
const tools = createTools(setup, panel.root, acts, panel.say);
const deck = createDeck(setup);
let measureSoon: (() => void) | undefined;
if (setup.meet === undefined && location.search === '') {
  void readyReveal().then((reveal) => {
    if (reveal !== undefined) measureSoon = watchFit(reveal, panel.showFit);
  });
}

let newest: PreviewState | undefined;
let isBusy = false;

/** One state after the other; of those that arrive meanwhile only the newest counts. */
async function showNewest(): Promise<void> {
  if (isBusy) return;
  isBusy = true;
  for (let state = newest; state !== undefined; state = newest) {
    newest = undefined;
    // A broken deck has no new build, so that the panel is there at once; a mended one is there before it goes.
    await deck.show(state);
    panel.show(state);
    tools.show(state.showing);
    measureSoon?.();
  }
  isBusy = false;
}

connect(setup, {
  state: (state) => {
    newest = state;
    void showNewest();
  },
  connected: (isConnected) => panel.showConnected(isConnected),
  restarted: () => deck.reload(),
});
