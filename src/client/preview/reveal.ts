/** The part of reveal.js that the preview uses. */
export interface RevealApi {
  isReady(): boolean;
  on(event: string, listener: () => void): void;
  getCurrentSlide(): HTMLElement | undefined;
  /** `f` is the index of the step: -1 before the first, undefined on a slide without steps. */
  getIndices(): { readonly h: number; readonly v: number; readonly f?: number };
  slide(h: number, v?: number, f?: number): void;
  sync(): void;
  isOverview(): boolean;
  toggleOverview(isOn: boolean): void;
  getSlidesElement(): HTMLElement;
  dispatchEvent(event: { readonly type: string; readonly data?: object }): void;
}

/** Undefined on the page that waits for a deck. Resolves when the deck can be moved about. */
export async function readyReveal(): Promise<RevealApi | undefined> {
  const { Reveal } = globalThis as unknown as { Reveal?: RevealApi };
  if (Reveal === undefined || Reveal.isReady()) return Reveal;
  await new Promise<void>((resolve) => Reveal.on('ready', resolve));
  return Reveal;
}
