/** Starts the built page in the role that its address asks for. The page says the rest: this is the same for every deck. */
import type { RevealApi } from './audience/reveal.ts';
import { startAudience } from './audience/start.ts';
import { readOptions, wordsFrom } from './page/options.ts';
import { startPresenter } from './presenter/start.ts';
import { showToPrint, showToRead } from './reading/pages.ts';

const options = readOptions(document);
const words = wordsFrom(options);
const asked = new URLSearchParams(location.search);
const role = (['presenter', 'print', 'scroll'] as const).find((name) => asked.has(name)) ?? 'audience';
const { Reveal } = window as unknown as { readonly Reveal: RevealApi };

const starts = {
  audience: () => startAudience(Reveal, options, words),
  presenter: () => startPresenter(options, words),
  print: () => showToPrint(options.always),
  scroll: () => showToRead(options.always),
};
void starts[role]();
