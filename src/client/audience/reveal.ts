/** The part of reveal.js that the deck page uses. */
export interface RevealApi {
  initialize(options: object): Promise<void>;
  on(event: string, listener: () => void): void;
  getCurrentSlide(): HTMLElement | undefined;
  /** `f` is the index of the step: -1 before the first, undefined on a slide without steps. */
  getIndices(slide?: Element): { readonly h: number; readonly v: number; readonly f?: number };
  slide(h: number, v?: number, f?: number): void;
  getSlidesElement(): HTMLElement;
  togglePause(isPaused: boolean): void;
  isPaused(): boolean;
  addKeyBinding(
    binding: { readonly keyCode: number; readonly key: string; readonly description: string },
    action: () => void,
  ): void;
}
