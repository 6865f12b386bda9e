/** Runs in the pages of `turnout preview`: shows every new build at the same place, and what is wrong with the files. */
import type { PageSetup, PreviewState } from '../preview/message.ts';
import { createActs } from './preview/acts.ts';
import { connect } from './preview/connection.ts';
import { createDeck } from './preview/deck.ts';
import { type FitWatch, watchFit } from './preview/fit.ts';
import { createPanel } from './preview/panel.ts';
import { readyReveal } from './preview/reveal.ts';
import { jumpTo } from './preview/slides.ts';
import { createTools } from './preview/tools.ts';

const setup = (globalThis as unknown as { turnoutPreview: PageSetup }).turnoutPreview;
const acts = createActs(setup);
const panel = createPanel(document, acts, (slide, step) => {
  void readyReveal().then((reveal) => reveal !== undefined && jumpTo(reveal, slide, step));
});
const tools = createTools(setup, panel.root, acts, panel.say);
const deck = createDeck(setup);
let fit: FitWatch | undefined;
const { fit: desk } = setup;
if (desk !== undefined && location.search === '') {
  void readyReveal().then((reveal) => {
    if (reveal !== undefined) fit = watchFit(desk, reveal, panel.root);
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
    fit?.look();
  }
  isBusy = false;
}

connect(setup, {
  state: (state) => {
    newest = state;
    void showNewest();
  },
  fit: panel.showFit,
  connected: (isConnected) => panel.showConnected(isConnected),
  restarted: () => deck.reload(),
});
