import type { PageSetup, PreviewState } from '../../preview/message.ts';
import { type BuiltPage, parsePage, patchedPage } from './page.ts';
import { type RevealApi, readyReveal } from './reveal.ts';
import { swapPage } from './swap.ts';

export interface DeckInPage {
  /** Resolves when the state's build is on screen. */
  show(state: PreviewState): Promise<void>;
  /** A fresh page at the same slide and step. */
  reload(): void;
}

/** The deck in this page, kept up to date. */
export function createDeck(setup: PageSetup): DeckInPage {
  let build = setup.build;
  /** As it came from the server, before reveal.js and people changed the document. */
  let source: BuiltPage | undefined;
  let reveal: RevealApi | undefined;
  const reload = (): void => {
    if (reveal !== undefined) rememberPlace(reveal);
    location.reload();
  };
  return {
    reload,
    show: async (state) => {
      reveal = await readyReveal();
      if (state.build === 0) return;
      const isNew = state.build !== build;
      if (state.assets !== setup.assets || (reveal === undefined && isNew)) return reload();
      if (reveal === undefined || (!isNew && source !== undefined)) return;
      const patch = state.patch?.from === build ? state.patch : undefined;
      const page = source === undefined || patch === undefined ? undefined : patchedPage(source, patch);
      if (page !== undefined && swapped(reveal, page, source)) {
        build = state.build;
        source = page;
        return;
      }
      const fetched = await fetchPage(setup);
      // The connection says the rest: it is lost, or a newer state is on its way.
      if (fetched === undefined) return;
      const isShown = fetched.build === build || swapped(reveal, fetched.page, source);
      if (!isShown) return reload();
      build = fetched.build;
      source = fetched.page;
    },
  };
}

function swapped(reveal: RevealApi, page: BuiltPage, source: BuiltPage | undefined): boolean {
  try {
    return swapPage(document, reveal, page, source);
  } catch (error) {
    // A fresh page shows the same, only later.
    console.warn(error);
    return false;
  }
}

async function fetchPage(setup: PageSetup): Promise<{ page: BuiltPage; build: number } | undefined> {
  try {
    const answer = await fetch(setup.page, { cache: 'no-store' });
    const build = /^"(\d+)"$/.exec(answer.headers.get('etag') ?? '')?.[1];
    if (!answer.ok || build === undefined) return undefined;
    return { page: parsePage(await answer.text()), build: Number(build) };
  } catch {
    return undefined;
  }
}

/** reveal.js writes the address up to a second late. */
function rememberPlace(reveal: RevealApi): void {
  const id = reveal.getCurrentSlide()?.id ?? '';
  const { f } = reveal.getIndices();
  if (id === '') return;
  const step = f === undefined || f < 0 ? '' : `/${f}`;
  history.replaceState(history.state, '', `#/${encodeURIComponent(id)}${step}`);
}
