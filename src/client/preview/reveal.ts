/** The part of reveal.js that the preview uses. */
export interface RevealApi {
  isReady(): boolean;
  on(event: string, listener: () => void): void;
  getCurrentSlide(): HTMLElement | undefined;
  /** `f` is the index of the step: -1 before the first, undefined on a slide without steps. */
  getIndices(): { readonly h: number; readonly v: number; readonly f?: number };
  slide(h: number, v?: number, f?: number): void;
  sync(): void;
  /** For a slide that changed in place. */
  syncSlide?(slide: HTMLElement): void;
  syncFragments?(slide: HTMLElement): void;
  navigateFragment?(index: number): void;
  isOverview(): boolean;
  toggleOverview(isOn: boolean): void;
  getSlidesElement(): HTMLElement;
  dispatchEvent(event: { readonly type: string; readonly data?: object }): void;
}

interface Played {
  readonly Reveal?: RevealApi;
  /** The presenter view, which is moved and filled in the same way. */
  readonly turnoutView?: RevealApi;
}

/**
 * Resolves when the deck can be moved about. Undefined where nothing can: on the page that waits for a deck, and where
 * all slides stand one below the other.
 */
export async function readyReveal(): Promise<RevealApi | undefined> {
  const { turnoutView, Reveal } = globalThis as unknown as Played;
  if (turnoutView !== undefined) return turnoutView;
  if (document.documentElement.classList.contains('turnout-pages')) return undefined;
  if (Reveal === undefined || Reveal.isReady()) return Reveal;
  await new Promise<void>((resolve) => Reveal.on('ready', resolve));
  return Reveal;
}
