import { isSame, readHash } from '../link/place.ts';
import type { Position } from '../link/state.ts';
import { readyTimer, start, turnTo } from '../link/timer.ts';
import type { Options, Words } from '../page/options.ts';
import { placeIn } from './moves.ts';
import type { Parts } from './parts.ts';
import type { Tool } from './pointer.ts';
import { openSession, type Session } from './session.ts';
import { View } from './view.ts';

/** ms between two looks at the clock, and between two times that everything is remembered. */
const paces = { clock: 250, keep: 5_000, keepMove: 200 };
/** ms before a missing audience window is spoken of. */
const graceMs = 2_500;

/** Keeps view and session together: what is shown is what the session says, and time is kept by the window that leads. */
export class Desk {
  readonly session: Session;
  readonly view: View;
  tool: Tool | undefined;
  readonly #parts: Parts;
  readonly #slides: Element;
  readonly #began = performance.now();
  #shown: Position | undefined;
  #keeping: number | undefined;

  constructor(parts: Parts, slides: Element, options: Options, words: Words) {
    this.#parts = parts;
    this.#slides = slides;
    const jump = (slide: string): void => this.jump(slide);
    this.view = new View(parts, slides, { options, words, jump });
    this.session = openSession(() => this.#showLink());
  }

  get place(): Position {
    return placeIn(this.view.sheets, this.session.link.value('place')) ?? { slide: '', step: -1 };
  }

  open(): void {
    const { link } = this.session;
    const place = placeIn(this.view.sheets, readHash(location.hash));
    link.begin({ timer: readyTimer, black: false, ...(place === undefined ? {} : { place }) });
    link.listen(({ keys }) => {
      if (keys.includes('place') && this.session.leads()) this.#keepTime();
      this.#show();
      if (keys.some((key) => key !== 'laser' && key !== 'pen')) this.#keepSoon();
    });
    this.#show();
    window.setInterval(() => this.view.showTime(link, this.place), paces.clock);
    window.setInterval(() => this.session.keep(this.place), paces.keep);
    window.addEventListener('pagehide', () => link.set({ laser: null, pen: null }));
  }

  jump(slide: string): void {
    if (this.session.leads()) this.session.link.set({ place: { slide, step: -1 } });
  }

  /** The same tool again puts it away. */
  chooseTool(wanted: Tool): void {
    this.tool = this.tool === wanted ? undefined : wanted;
    for (const each of ['laser', 'draw'] as const) {
      this.#parts.root.classList.toggle(`has-${each}`, this.tool === each);
      for (const button of this.#parts.buttons(each)) {
        button.setAttribute('aria-pressed', String(this.tool === each));
      }
    }
    if (this.tool !== 'laser') this.session.link.set({ laser: null });
  }

  /** The deck was changed; the slide that is shown now stands at `index`. */
  follow(index: number, step: number | undefined): void {
    this.view.refresh();
    const { link } = this.session;
    const place = { slide: this.#slides.children[index]?.id ?? '', step: step ?? -1 };
    if (this.session.leads() && !isSame(place, link.value('place'))) link.set({ place });
  }

  refresh(): void {
    this.view.refresh();
    this.#shown = undefined;
    this.#show();
  }

  #show(): void {
    const { place } = this;
    const { link } = this.session;
    if (!isSame(this.#shown, place)) {
      this.#shown = place;
      this.view.showPlace(place);
    }
    this.view.showState(link, place);
    const { address, name } = this.session.audience(place);
    const anchor = this.#parts.get('open-audience') as HTMLAnchorElement;
    // Without `opener` the new window would not know whom to answer.
    Object.assign(anchor, { href: address, target: name, rel: 'opener' });
    this.#showLink();
  }

  #showLink(): void {
    const isEarly = performance.now() - this.#began < graceMs;
    this.#parts.get('lost').hidden = isEarly || this.session.windows.hears('audience');
    this.#parts.get('taken').hidden = this.session.leads();
  }

  /** At once, but not more often than browsers let a page. */
  #keepSoon(): void {
    if (this.#keeping !== undefined) return;
    this.session.keep(this.place);
    this.#keeping = window.setTimeout(() => {
      this.#keeping = undefined;
      this.session.keep(this.place);
    }, paces.keepMove);
  }

  /** The talk begins with its first move, and time is spent on the slide that is shown. */
  #keepTime(): void {
    const { link } = this.session;
    const before = link.value('timer') ?? readyTimer;
    const isFirst = before.phase === 'ready' && link.value('lead') === this.session.id;
    const begun = isFirst ? start(before, link.now(), this.#shown?.slide ?? '') : before;
    const timer = turnTo(begun, link.now(), this.place.slide);
    if (timer !== before) link.set({ timer });
  }
}
